#include <fmt/format.h>

#include "access/audit_log.hpp"
#include "app/access_files.hpp"
#include "app/commands.hpp"

namespace throughline::app {
namespace {

struct AuditOptions {
  std::vector<std::string> operands;
  std::size_t last = 100;
  Formed formed;
};

render::Table table_of(const std::vector<access::AuditEntry>& entries, std::size_t first) {
  render::Table table{.columns = {{.head = "time"},
                                  {.head = "who"},
                                  {.head = "what", .shrinks = true},
                                  {.head = "outcome", .shrinks = true},
                                  {.head = "from", .optional = true}}};
  for (std::size_t i = first; i < entries.size(); ++i) {
    const access::AuditEntry& entry = entries[i];
    table.rows.push_back(
        {format_timestamp(entry.at), entry.who, entry.what, entry.outcome, entry.from});
  }
  return table;
}

Outcome audit(AuditOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  TL_TRY(const auto log, access::AuditLog(access_folder(workspace)).read());
  const Form form = options.formed.form();
  const std::size_t n = log.entries.size();
  const std::size_t first = form == Form::Text && n > options.last ? n - options.last : 0;
  if (n == 0 && form == Form::Text) {
    console.err << "Nobody has signed in or changed anything yet.\n";
    return {};
  }
  write_table(console, table_of(log.entries, first), form);
  if (first > 0) {
    console.err << fmt::format("{} older entries are left out: --last N, or --csv for all\n",
                               first);
  }
  if (log.n_unreadable > 0) {
    console.err << fmt::format("{} lines could not be read\n", log.n_unreadable);
  }
  return {};
}

}  // namespace

void add_audit(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("audit", "Who signed in to the server and changed something");
  auto options = std::make_shared<AuditOptions>();
  command->add_option("operands", options->operands, "[WORKSPACE]")->type_name("");
  command->add_option("--last", options->last, "How many entries")->capture_default_str();
  add_form(*command, options->formed);
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return audit(*options, console); }; });
}

}  // namespace throughline::app
