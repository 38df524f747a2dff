#include "workflow/observations.hpp"

#include <algorithm>
#include <set>

#include "plan/grain.hpp"
#include "plan/match.hpp"
#include "plan/metric_expr.hpp"
#include "workflow/before_after_estimates.hpp"
#include "workflow/experiment_estimates.hpp"
#include "workflow/experiment_sums.hpp"
#include "workflow/freshness.hpp"
#include "workflow/imported_estimates.hpp"
#include "workflow/metric_series.hpp"
#include "workflow/money.hpp"
#include "workflow/spreads.hpp"

namespace throughline::workflow {
namespace {

using Values = std::vector<MetricValue>;

CivilDate day_after(CivilDate day) { return civil_from_days(days_from_civil(day) + 1); }

class Observing {
 public:
  Observing(engine::Engine& store,
            const Workspace& workspace,
            const Scope& scope,
            JudgedPlan& judged)
      : store_(store),
        settings_(workspace.settings),
        scope_(scope),
        judged_(judged),
        matcher_(judged.plan()) {}

  Result<void> all() {
    TL_CHECK(set_window());
    TL_CHECK(bind_costs_of_window());
    TL_CHECK(bind_outcomes());
    TL_CHECK(load_totals());
    TL_CHECK(load_ages());
    return load_estimates();
  }

 private:
  [[nodiscard]] MoneyWindow window(Bucket bucket) const {
    return {.from = judged_.from,
            .until = day_after(judged_.until),
            .bucket = bucket,
            .zone = settings_.timezone};
  }

  // From the scope's first day, else from the month in which the first money was spent or made.
  Result<void> set_window() {
    judged_.from = {1970, 1, 1};
    TL_TRY(const std::vector<SpendSum> spend, load_spend(store_, window(Bucket::Month)));
    TL_TRY(const std::vector<OrderSum> orders, load_orders(store_, window(Bucket::Month)));
    std::int64_t first = days_from_civil(judged_.until);
    for (const SpendSum& row : spend) {
      first = std::min(first, days_from_civil(row.start));
    }
    for (const OrderSum& row : orders) {
      first = std::min(first, days_from_civil(row.start));
    }
    judged_.from = scope_.since.value_or(civil_from_days(first));
    return {};
  }

  Result<void> bind_costs_of_window() {
    TL_TRY(const std::vector<SpendSum> spend, load_spend(store_, window(Bucket::Total)));
    TL_TRY(const std::vector<HoursSum> hours, load_hours(store_, window(Bucket::Total)));
    judged_.bound.costs = bind_costs(*judged_.lines, matcher_, spend, hours, settings_.roles);
    judged_.observed.costs = evidence::cost_by_tactic(judged_.plan(), judged_.bound.costs.lines);
    return {};
  }

  Result<void> bind_outcomes() {
    TL_TRY(const std::vector<OrderSum> orders, load_orders(store_, window(Bucket::Total)));
    for (const OrderSum& row : orders) {
      bind("orders", keys_of(row), {row.orders, row.value});
    }
    TL_TRY(const std::vector<LeadSum> leads, load_leads(store_, window(Bucket::Total)));
    for (const LeadSum& row : leads) {
      bind("leads", keys_of(row), {row.leads, row.value});
    }
    TL_TRY(const std::vector<SessionSum> sessions,
           load_sessions(store_, settings_, window(Bucket::Total), landings()));
    for (const SessionSum& row : sessions) {
      bind("sessions", keys_of(row), {row.visits, row.value});
    }
    return {};
  }

  void bind(const std::string& table, const plan::RowKeys& keys, const plan::Tally& tally) {
    judged_.bound.rows[table].add(matcher_.bind(keys), tally);
  }

  // Landing pages are many: they are told apart only if some pattern looks at them.
  [[nodiscard]] Landings landings() const {
    const bool looks = std::ranges::any_of(judged_.plan().tactics, [](const plan::Tactic& tactic) {
      return std::ranges::any_of(tactic.match, [](const plan::MatchItem& item) {
        return item.keys.contains(plan::MatchKey::Landing);
      });
    });
    return looks ? Landings::Apart : Landings::Together;
  }

  // Metrics that some page shows the total of.
  [[nodiscard]] std::set<std::string> shown_metrics() const {
    std::set<std::string> ids;
    const auto add = [&](const std::optional<plan::Ref>& ref) {
      if (ref) {
        ids.insert(ref->value);
      }
    };
    for (const plan::Goal& goal : judged_.plan().goals) {
      add(goal.metric);
    }
    for (const plan::Tactic& tactic : judged_.plan().tactics) {
      add(tactic.measure ? tactic.measure->metric : std::nullopt);
    }
    for (const plan::Strategy& strategy : judged_.plan().strategies) {
      for (const std::optional<plan::Lens>& lens :
           strategy.lenses ? strategy.lenses->by_name : decltype(plan::Lenses::by_name){}) {
        for (const plan::Ref& ref : lens ? lens->metrics : std::vector<plan::Ref>{}) {
          ids.insert(ref.value);
        }
      }
    }
    return ids;
  }

  Result<void> load_totals() {
    for (const std::string& id : shown_metrics()) {
      if (const plan::Metric* const metric = judged_.plan().metric(id)) {
        TL_CHECK(load_total(*metric));
      }
    }
    return {};
  }

  // A metric whose rows are not kept has no total, which the pages say.
  Result<void> load_total(const plan::Metric& metric) {
    const MetricWindow whole{judged_.from, day_after(judged_.until)};
    TL_TRY(const Values values, told(totals_in(metric, whole)));
    if (values.empty()) {
      return {};
    }
    MetricTotal& total = judged_.totals[metric.head.id.value];
    if (const plan::Dataset* const dataset = judged_.plan().dataset(metric.dataset->value)) {
      TL_TRY(const DatasetRows rows, rows_of(settings_, *dataset));
      total.table = rows.table;
    }
    for (const MetricValue& value : values) {
      if (value.market.empty()) {
        total.total = value.value.value_or(0.0);
        total.rows = value.rows;
      } else if (value.value) {
        total.by_market[value.market] = *value.value;
      }
    }
    return load_recent(metric, total);
  }

  // What the metric is now: the mean of a period of its grain over the last four weeks.
  Result<void> load_recent(const plan::Metric& metric, MetricTotal& total) {
    constexpr std::int64_t kDays = 28;
    const double period = plan::days_in(metric.grain.value);
    const std::int64_t end = days_from_civil(judged_.until) + 1;
    total.buckets = static_cast<double>(end - days_from_civil(judged_.from)) / period;
    const double n = adds_up_over_time(metric) ? static_cast<double>(kDays) / period : 1.0;
    TL_TRY(const Values values,
           told(totals_in(metric, {civil_from_days(end - kDays), civil_from_days(end)})));
    for (const MetricValue& value : values) {
      if (value.value) {
        total.recent[value.market.empty() ? "all" : value.market] = *value.value / n;
      }
    }
    return {};
  }

  [[nodiscard]] static bool adds_up_over_time(const plan::Metric& metric) {
    const auto expr = plan::parse_metric_expr(metric.expr->value);
    return expr && plan::adds_up(*expr);
  }

  [[nodiscard]] Result<Values> totals_in(const plan::Metric& metric,
                                         const MetricWindow& window) const {
    return load_metric_totals(store_, settings_, judged_.plan(), metric, window);
  }

  // None where the rows of a metric are not kept, or its expression is a finding of `check`.
  static Result<Values> told(Result<Values> values) {
    const bool is_untold = !values && (values.error().code == ErrorCode::Unsupported ||
                                       values.error().code == ErrorCode::NotFound ||
                                       values.error().code == ErrorCode::InvalidArgument);
    return is_untold ? Result<Values>(Values{}) : std::move(values);
  }

  Result<void> load_ages() {
    TL_TRY(const auto newest, newest_by_dataset(store_, settings_, judged_.plan()));
    for (const plan::Dataset& dataset : judged_.plan().datasets) {
      const auto found = newest.find(dataset.head.id.value);
      judged_.observed.datasets[dataset.head.id.value].newest =
          found == newest.end() ? std::nullopt : std::optional(found->second);
    }
    return {};
  }

  Result<void> load_estimates() {
    std::vector<schema::Estimate>& all = judged_.observed.estimates;
    TL_TRY(all, load_imported_estimates(store_));
    const schema::Inputs inputs{.seed = settings_.seed, .version = TL_VERSION};
    TL_TRY(const std::vector<ArmSum> arms, load_arms(store_));
    TL_TRY(const std::vector<UnitDay> days, load_unit_days(store_));
    TL_TRY(ExperimentEstimates tested,
           estimate_experiments(judged_.plan(), matcher_, arms, days, inputs));
    const ReadSeries read = [&](const plan::Metric& metric, CivilDate until) {
      return days_of(metric, until);
    };
    TL_TRY(BeforeAfterEstimates watched,
           estimate_before_after(*judged_.lines, read, scope_.as_of, inputs));
    all.insert(all.end(), tested.estimates.begin(), tested.estimates.end());
    all.insert(all.end(), watched.estimates.begin(), watched.estimates.end());
    judged_.silent = std::move(tested.silent);
    judged_.silent.insert(judged_.silent.end(), watched.silent.begin(), watched.silent.end());
    judged_.spreads = std::move(tested.spreads);
    return load_spreads();
  }

  // A metric by day and market up to a day, read once.
  Result<Values> days_of(const plan::Metric& metric, CivilDate until) {
    const auto key = std::pair(metric.head.id.value, days_from_civil(until));
    if (const auto known = days_.find(key); known != days_.end()) {
      return known->second;
    }
    const MetricWindow all{CivilDate{1970, 1, 1}, until};
    TL_TRY(Values values,
           told(load_metric(
               store_, settings_, judged_.plan(), metric, all, Bucket::Day, ByMarket::Yes)));
    return days_[key] = std::move(values);
  }

  // Of what running tactics are measured by. Only what adds up over time has a sum a period.
  Result<void> load_spreads() {
    const CivilDate end = day_after(scope_.as_of);
    for (const std::string& id : metrics_of_running()) {
      const plan::Metric* const metric = judged_.plan().metric(id);
      if (metric == nullptr || !metric->expr || !adds_up_over_time(*metric)) {
        continue;
      }
      TL_TRY(const Values values, days_of(*metric, end));
      std::map<std::string, DayValues> markets;
      for (const MetricValue& value : values) {
        const std::int64_t day = days_from_civil(value.start);
        markets[value.market][day] += value.value.value_or(0.0);
        markets["all"][day] += value.value.value_or(0.0);
      }
      for (const auto& [market, days] : markets) {
        if (const auto spread = spread_of_days(days, days_from_civil(end), metric->grain.value)) {
          judged_.spreads.of_metric[id][market] = *spread;
        }
      }
    }
    return {};
  }

  [[nodiscard]] std::set<std::string> metrics_of_running() const {
    std::set<std::string> ids;
    for (const plan::Tactic& tactic : judged_.plan().tactics) {
      const bool runs = tactic.status.value == plan::Status::Planned ||
                        tactic.status.value == plan::Status::Running;
      if (runs && tactic.measure && tactic.measure->metric) {
        ids.insert(tactic.measure->metric->value);
      }
    }
    return ids;
  }

  engine::Engine& store_;
  const settings::Settings& settings_;
  const Scope& scope_;
  JudgedPlan& judged_;
  plan::Matcher matcher_;
  std::map<std::pair<std::string, std::int64_t>, Values> days_;  // by metric and last day
};

}  // namespace

Result<void> observe(engine::Engine& store,
                     const Workspace& workspace,
                     const Scope& scope,
                     JudgedPlan& judged) {
  return Observing(store, workspace, scope, judged).all();
}

}  // namespace throughline::workflow
