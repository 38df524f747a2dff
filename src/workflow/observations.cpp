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
    if (scope_.since) {
      judged_.from = *scope_.since;
      return {};
    }
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
    judged_.from = civil_from_days(first);
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

  // How much of a metric pages show: its total, or also its markets and what it is now.
  enum class Shown : std::uint8_t { Total, Markets };

  // Metrics that some page shows the total of. Sums stand on those of goals and measures, by
  // market.
  [[nodiscard]] std::map<std::string, Shown> shown_metrics() const {
    std::map<std::string, Shown> ids;
    const auto add = [&](const std::optional<plan::Ref>& ref, Shown shown) {
      if (ref) {
        Shown& most = ids.try_emplace(ref->value, shown).first->second;
        most = std::max(most, shown);
      }
    };
    for (const plan::Goal& goal : judged_.plan().goals) {
      add(goal.metric, Shown::Markets);
    }
    for (const plan::Tactic& tactic : judged_.plan().tactics) {
      add(tactic.measure ? tactic.measure->metric : std::nullopt, Shown::Markets);
    }
    for (const plan::Strategy& strategy : judged_.plan().strategies) {
      for (const std::optional<plan::Lens>& lens :
           strategy.lenses ? strategy.lenses->by_name : decltype(plan::Lenses::by_name){}) {
        for (const plan::Ref& ref : lens ? lens->metrics : std::vector<plan::Ref>{}) {
          add(ref, Shown::Total);
        }
      }
    }
    return ids;
  }

  Result<void> load_totals() {
    for (const auto& [id, shown] : shown_metrics()) {
      const plan::Metric* const metric = judged_.plan().metric(id);
      if (metric == nullptr) {
        continue;
      }
      TL_TRY(std::optional<MetricTotal> total, total_of(*metric, shown));
      if (total) {
        TL_CHECK(set_table(*metric, *total));
        judged_.totals[id] = *std::move(total);
      }
    }
    return {};
  }

  Result<void> set_table(const plan::Metric& metric, MetricTotal& total) {
    if (const plan::Dataset* const dataset = judged_.plan().dataset(metric.dataset->value)) {
      TL_TRY(const DatasetRows rows, rows_of(settings_, *dataset));
      total.table = rows.table;
    }
    return {};
  }

  // A metric whose rows are not kept has no total, which the pages say.
  Result<std::optional<MetricTotal>> total_of(const plan::Metric& metric, Shown shown) {
    const std::int64_t end = days_from_civil(judged_.until) + 1;
    MetricTotal total;
    total.buckets = static_cast<double>(end - days_from_civil(judged_.from)) /
                    plan::days_in(metric.grain.value);
    TL_TRY(const bool is_told,
           adds_up_over_time(metric) && shown == Shown::Markets ? add_days(metric, total)
                                                                : add_whole(metric, shown, total));
    return is_told ? std::optional(std::move(total)) : std::nullopt;
  }

  // What adds up over time is read once, day by day, and added up here.
  Result<bool> add_days(const plan::Metric& metric, MetricTotal& total) {
    TL_TRY(const Values* const values, days_of(metric));
    const std::int64_t from = days_from_civil(judged_.from);
    const std::int64_t end = days_from_civil(judged_.until) + 1;
    const double n_recent = static_cast<double>(kRecentDays) / plan::days_in(metric.grain.value);
    for (const MetricValue& value : *values) {
      const std::int64_t day = days_from_civil(value.start);
      if (day >= end || !value.value) {
        continue;
      }
      if (day >= from) {
        total.total += *value.value;
        total.rows += value.rows;
        total.by_market[value.market] += *value.value;
      }
      if (day >= end - kRecentDays) {
        total.recent[value.market] += *value.value / n_recent;
        total.recent["all"] += *value.value / n_recent;
      }
    }
    total.by_market.erase("");
    return !untold_.contains(metric.head.id.value);
  }

  // Averages, ratios and distinct things do not add up: every stretch is counted by itself.
  Result<bool> add_whole(const plan::Metric& metric, Shown shown, MetricTotal& total) {
    const CivilDate end = day_after(judged_.until);
    TL_TRY(const Values values, totals_in(metric, {judged_.from, end}, shown));
    for (const MetricValue& value : values) {
      if (value.market.empty()) {
        total.total = value.value.value_or(0.0);
        total.rows = value.rows;
      } else if (value.value) {
        total.by_market[value.market] = *value.value;
      }
    }
    const CivilDate recent = civil_from_days(days_from_civil(end) - kRecentDays);
    TL_TRY(const Values now,
           shown == Shown::Markets ? totals_in(metric, {recent, end}, shown) : Values{});
    for (const MetricValue& value : now) {
      if (value.value) {
        total.recent[value.market.empty() ? "all" : value.market] = *value.value;
      }
    }
    return !values.empty();
  }

  // What the metric is now: the mean of a period of its grain over the last four weeks.
  static constexpr std::int64_t kRecentDays = 28;

  [[nodiscard]] static bool adds_up_over_time(const plan::Metric& metric) {
    const auto expr = plan::parse_metric_expr(metric.expr->value);
    return expr && plan::adds_up(*expr);
  }

  [[nodiscard]] Result<Values> totals_in(const plan::Metric& metric,
                                         const MetricWindow& window,
                                         Shown shown) const {
    if (shown == Shown::Markets) {
      return told(load_metric_totals(store_, settings_, judged_.plan(), metric, window));
    }
    return told(load_metric(
        store_, settings_, judged_.plan(), metric, window, Bucket::Total, ByMarket::No));
  }

  // None where the rows of a metric are not kept, or its expression is a finding of `check`.
  static Result<Values> told(Result<Values> values) {
    return is_untold(values) ? Result<Values>(Values{}) : std::move(values);
  }

  static bool is_untold(const Result<Values>& values) {
    return !values && (values.error().code == ErrorCode::Unsupported ||
                       values.error().code == ErrorCode::NotFound ||
                       values.error().code == ErrorCode::InvalidArgument);
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
    const ReadSeries read = [&](const plan::Metric& metric) { return days_of(metric); };
    TL_TRY(BeforeAfterEstimates watched,
           estimate_before_after(*judged_.lines, read, scope_.as_of, inputs));
    all.insert(all.end(), tested.estimates.begin(), tested.estimates.end());
    all.insert(all.end(), watched.estimates.begin(), watched.estimates.end());
    judged_.silent = std::move(tested.silent);
    judged_.silent.insert(judged_.silent.end(), watched.silent.begin(), watched.silent.end());
    judged_.spreads = std::move(tested.spreads);
    return load_spreads();
  }

  // A metric by day and market as far as anything looks, read once; nothing where it is untold.
  Result<const Values*> days_of(const plan::Metric& metric) {
    const std::string& id = metric.head.id.value;
    if (const auto known = days_.find(id); known != days_.end()) {
      return &known->second;
    }
    const std::int64_t last =
        std::max(days_from_civil(scope_.as_of), days_from_civil(judged_.until));
    const MetricWindow all{CivilDate{1970, 1, 1}, civil_from_days(last + 1)};
    Result<Values> values =
        load_metric(store_, settings_, judged_.plan(), metric, all, Bucket::Day, ByMarket::Yes);
    if (is_untold(values)) {
      untold_.insert(id);
      return &(days_[id] = {});
    }
    TL_TRY(days_[id], std::move(values));
    return &days_[id];
  }

  // Of what running tactics are measured by. Only what adds up over time has a sum a period.
  Result<void> load_spreads() {
    const CivilDate end = day_after(scope_.as_of);
    for (const std::string& id : metrics_of_running()) {
      const plan::Metric* const metric = judged_.plan().metric(id);
      if (metric == nullptr || !metric->expr || !adds_up_over_time(*metric)) {
        continue;
      }
      TL_TRY(const Values* const values, days_of(*metric));
      std::map<std::string, DayValues> markets;
      for (const MetricValue& value : *values) {
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
  std::map<std::string, Values> days_;  // by metric
  std::set<std::string> untold_;        // metrics whose rows are not kept
};

}  // namespace

Result<void> observe(engine::Engine& store,
                     const Workspace& workspace,
                     const Scope& scope,
                     JudgedPlan& judged) {
  return Observing(store, workspace, scope, judged).all();
}

}  // namespace throughline::workflow
