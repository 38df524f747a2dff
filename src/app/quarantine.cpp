#include "workflow/quarantine.hpp"

#include "app/commands.hpp"
#include "app/tables.hpp"

namespace throughline::app {
namespace {

struct QuarantineOptions {
  std::vector<std::string> operands;
  Formed formed;
  std::string reason;
  bool rows = false;
  std::uint64_t page = 1;
};

Outcome quarantine(Opened& opened, const QuarantineOptions& options, Console& console) {
  constexpr std::uint64_t kPage = 50;
  constexpr std::uint64_t kAll = 1'000'000'000;
  const Form form = options.formed.form();
  if (!options.rows && options.reason.empty() && form == Form::Text) {
    TL_TRY(const engine::Batch reasons, workflow::quarantine_summary(*opened.store));
    if (reasons.n_rows() == 0) {
      console.err << "Nothing is in quarantine.\n";
      return {};
    }
    write_table(console, table_of(reasons), form);
    console.err << "The rows themselves: --rows, --reason \"...\"; all of them: --csv\n";
    return {};
  }
  const bool whole = form != Form::Text;
  TL_TRY(
      const engine::Batch rows,
      workflow::quarantined_rows(*opened.store,
                                 options.reason,
                                 0,
                                 whole ? 0 : (std::max<std::uint64_t>(options.page, 1) - 1) * kPage,
                                 whole ? kAll : kPage));
  write_table(console, table_of(rows), form);
  return {};
}

}  // namespace

void add_quarantine(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("quarantine", "Rows that were not accepted, with reason and place");
  auto options = std::make_shared<QuarantineOptions>();
  command->add_option("operands", options->operands, "[WORKSPACE]")->type_name("");
  add_form(*command, options->formed);
  command->add_flag("--rows", options->rows, "List the rows");
  command->add_option("--reason", options->reason, "Only rows with this reason");
  command->add_option("--page", options->page, "Page of the list")->capture_default_str();
  command->callback([=, &chosen] {
    chosen = {.use = Use::Look,
              .operands = &options->operands,
              .on_store = [=](Opened& opened, Console& console) {
                return quarantine(opened, *options, console);
              }};
  });
}

}  // namespace throughline::app
