#include "workflow/show_plan.hpp"

#include <utility>

#include "workflow/batch_rows.hpp"
#include "workflow/metric_series.hpp"
#include "workflow/show_costs.hpp"
#include "workflow/show_tables.hpp"

namespace throughline::workflow {
namespace {

using views::FigureId;
using Measure = FigureId::Measure;
using Subject = FigureId::Subject;

CivilDate day_after(CivilDate day) { return civil_from_days(days_from_civil(day) + 1); }

FigurePage page_of_table(const engine::Batch& table, std::uint64_t offset, std::uint64_t limit) {
  return {.in_all = table.n_rows(), .rows = page_of(table, offset, limit)};
}

tl::unexpected<Error> no_such_measure(const FigureId& figure) {
  return fail(ErrorCode::InvalidArgument,
              fmt::format("{} has no rows by that measure", text_of(figure)),
              "A node of the plan has .cost and .estimates; what else of a plan has rows is named "
              "without a measure");
}

bool is_of_estimates(const FigureId& figure) {
  return figure.subject == Subject::Evidence ||
         (figure.subject == Subject::Node && figure.measure == Measure::Estimates);
}

// What of a row belongs to the marked lines; absent = none of its lines is marked.
std::optional<std::int64_t> part_in(const CostRow& row, const std::vector<bool>& in) {
  std::optional<std::int64_t> minor;
  for (const CostPart& part : row.parts) {
    if (in[part.line]) {
      minor = minor.value_or(0) + part.minor;
    }
  }
  return minor;
}

}  // namespace

Result<PlanFigures> PlanFigures::of(engine::Engine& store,
                                    const Workspace& workspace,
                                    const Scope& scope) {
  TL_TRY(LoadedPlan loaded, need_plan(workspace));
  TL_TRY(JudgedPlan judged, judge_against_store(store, workspace, std::move(loaded), scope));
  return PlanFigures(store, workspace, std::move(judged));
}

Result<FigurePage> PlanFigures::page(const FigureId& figure,
                                     std::uint64_t offset,
                                     std::uint64_t limit) {
  if (is_of_cost(figure)) {
    return costs(figure, offset, limit);
  }
  if (is_of_estimates(figure)) {
    TL_TRY(const engine::Batch table, table_of_estimates(judged_, figure));
    return page_of_table(table, offset, limit);
  }
  if (figure.subject == Subject::Metric) {
    return metric(figure, offset, limit);
  }
  if (figure.subject < Subject::Findings) {
    return no_such_measure(figure);
  }
  TL_TRY(const engine::Batch table, table_of_plan(judged_, *workspace_, figure));
  return page_of_table(table, offset, limit);
}

Result<void> PlanFigures::load_costs() {
  if (has_costs_) {
    return {};
  }
  TL_TRY(rows_, load_cost_rows(*store_, {.from = judged_.from, .until = day_after(judged_.until)}));
  bound_ = bind_cost_rows(*judged_.lines, rows_, workspace_->settings.roles);
  waterfall_ = evidence::waterfall(
      judged_.plan(), bound_.lines, evidence::standings_of(judged_.tactics), judged_.thresholds);
  has_costs_ = true;
  return {};
}

Result<FigurePage> PlanFigures::costs(const FigureId& figure,
                                      std::uint64_t offset,
                                      std::uint64_t limit) {
  TL_CHECK(load_costs());
  TL_TRY(const std::vector<bool> in, lines_of_figure(judged_, bound_.lines, waterfall_, figure));
  FigurePage page{.minor = 0};
  std::vector<ListedCost> shown;
  for (const CostRow& row : rows_) {
    const auto minor = part_in(row, in);
    if (minor && (!figure.month || month_index(row.day) == *figure.month)) {
      if (page.in_all >= offset && shown.size() < limit) {
        shown.push_back({&row, *minor});
      }
      page.in_all += 1;
      page.minor = *page.minor + *minor;
    }
  }
  page.rows = table_of_costs(judged_.plan(), bound_, shown);
  return page;
}

Result<FigurePage> PlanFigures::metric(const FigureId& figure,
                                       std::uint64_t offset,
                                       std::uint64_t limit) const {
  const plan::Metric* const metric = judged_.plan().metric(figure.name);
  if (metric == nullptr) {
    return fail(ErrorCode::NotFound,
                fmt::format("the plan has no metric {}", figure.name),
                "throughline ledger names the metrics of its goals");
  }
  const MetricWindow window{judged_.from, day_after(judged_.until)};
  FigurePage page;
  TL_TRY(const std::vector<MetricValue> whole,
         load_metric(*store_,
                     workspace_->settings,
                     judged_.plan(),
                     *metric,
                     window,
                     Bucket::Total,
                     ByMarket::No));
  for (const MetricValue& value : whole) {
    page.in_all += value.rows;
  }
  TL_TRY(page.rows,
         load_metric_rows(*store_,
                          workspace_->settings,
                          judged_.plan(),
                          *metric,
                          window,
                          {.offset = offset, .limit = limit}));
  return page;
}

}  // namespace throughline::workflow
