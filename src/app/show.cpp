#include "workflow/show.hpp"

#include "app/commands.hpp"
#include "app/tables.hpp"

namespace throughline::app {
namespace {

struct ShowOptions {
  Scoped scoped;
  Formed formed;
  std::uint64_t page = 1;
  std::uint64_t rows = 50;
};

Outcome show(Opened& opened, const ShowOptions& options, Console& console) {
  if (options.scoped.operands.size() != 1) {
    return fail(ErrorCode::InvalidArgument,
                "show takes the id of one figure",
                "Ids stand under the numbers of the report, e.g. channel.paid-social.bounced");
  }
  TL_TRY(const views::FigureId figure, views::parse_figure_id(options.scoped.operands.front()));
  TL_TRY(const workflow::Scope scope, scope_of(options.scoped, opened.workspace));
  TL_TRY(auto filter, workflow::filter_of(*opened.store, opened.workspace, scope));
  workflow::FigureRows figures(
      *opened.store, std::move(filter), opened.workspace.settings.thresholds);
  TL_TRY(const std::uint64_t n, figures.count(figure));
  const std::uint64_t first = (std::max<std::uint64_t>(options.page, 1) - 1) * options.rows;
  TL_TRY(const engine::Batch rows, figures.rows(figure, first, options.rows));
  write_table(console, table_of(rows), options.formed.form());
  console.err << fmt::format("{}: {} in all, {} rows shown from row {} on{}\n",
                             options.scoped.operands.front(),
                             render::count(n),
                             rows.n_rows(),
                             first + 1,
                             first + rows.n_rows() < n
                                 ? fmt::format("; next: --page {}", options.page + 1)
                                 : std::string());
  return {};
}

}  // namespace

void add_show(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("show", "List the rows behind a figure of the report");
  auto options = std::make_shared<ShowOptions>();
  add_scope(*command, options->scoped);
  add_form(*command, options->formed);
  command->add_option("--page", options->page, "Page of the list")->capture_default_str();
  command->add_option("--rows", options->rows, "Rows on a page")->capture_default_str();
  command->callback([=, &chosen] {
    chosen = {.use = Use::Look,
              .operands = &options->scoped.operands,
              .on_store = [=](Opened& opened, Console& console) {
                return show(opened, *options, console);
              }};
  });
}

}  // namespace throughline::app
