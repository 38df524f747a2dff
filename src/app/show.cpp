#include "workflow/show.hpp"

#include <cmath>

#include "app/commands.hpp"
#include "app/tables.hpp"
#include "base/currency.hpp"
#include "workflow/metric_series.hpp"
#include "workflow/show_plan.hpp"

namespace throughline::app {
namespace {

struct ShowOptions {
  Scoped scoped;
  Formed formed;
  std::uint64_t page = 1;
  std::uint64_t rows = 50;
};

// Minor units in the workspace's currency: "EUR 1234.50".
std::string money(std::int64_t minor, const settings::Settings& settings) {
  const int digits = minor_digits(settings.currency);
  return fmt::format(
      "{} {:.{}f}", settings.currency, static_cast<double>(minor) / std::pow(10.0, digits), digits);
}

Result<workflow::FigurePage> page_of(Opened& opened,
                                     const workflow::Scope& scope,
                                     const views::FigureId& figure,
                                     const workflow::PageOfRows& wanted) {
  if (views::is_of_plan(figure.subject)) {
    TL_TRY(workflow::PlanFigures figures,
           workflow::PlanFigures::of(*opened.store, opened.workspace, scope));
    return figures.page(figure, wanted.offset, wanted.limit);
  }
  TL_TRY(auto filter, workflow::filter_of(*opened.store, opened.workspace, scope));
  workflow::FigureRows figures(
      *opened.store, std::move(filter), opened.workspace.settings.thresholds);
  workflow::FigurePage page;
  TL_TRY(page.in_all, figures.count(figure));
  TL_TRY(page.rows, figures.rows(figure, wanted.offset, wanted.limit));
  return page;
}

Outcome show(Opened& opened, const ShowOptions& options, Console& console) {
  if (options.scoped.operands.size() != 1) {
    return fail(ErrorCode::InvalidArgument,
                "show takes the id of one figure",
                "Ids stand under the numbers of the report, e.g. channel.paid-social.bounced");
  }
  TL_TRY(const views::FigureId figure, views::parse_figure_id(options.scoped.operands.front()));
  TL_TRY(const workflow::Scope scope, scope_of(options.scoped, opened.workspace));
  const std::uint64_t first = (std::max<std::uint64_t>(options.page, 1) - 1) * options.rows;
  TL_TRY(const workflow::FigurePage page, page_of(opened, scope, figure, {first, options.rows}));
  write_table(console, table_of(page.rows), options.formed.form());
  const std::uint64_t n = page.rows.n_rows();
  console.err << fmt::format(
      "{}: {} in all{}, {} rows shown from row {} on{}\n",
      options.scoped.operands.front(),
      render::count(page.in_all),
      page.minor ? fmt::format(", {} together", money(*page.minor, opened.workspace.settings))
                 : std::string(),
      n,
      first + 1,
      first + n < page.in_all ? fmt::format("; next: --page {}", options.page + 1) : std::string());
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
