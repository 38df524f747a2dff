#include "workflow/metric_series.hpp"

#include <algorithm>
#include <fmt/ranges.h>
#include <set>

#include "base/currency.hpp"
#include "plan/metric_expr.hpp"
#include "schema/datasets.hpp"
#include "schema/source.hpp"
#include "workflow/import.hpp"
#include "workflow/markets.hpp"
#include "workflow/metric_query.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U16 = std::vector<std::uint16_t>;
using U64 = std::vector<std::uint64_t>;
using I64 = std::vector<std::int64_t>;

// Ids and names of ours have neither quote nor backslash, which engines read differently in arrays.
std::string quoted(std::string_view text) { return fmt::format("'{}'", text); }

template <class Enum>
std::string names_of(std::size_t n) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < n; ++i) {
    names.push_back(quoted(schema::name_of(static_cast<Enum>(i))));
  }
  return fmt::format("[{}]", fmt::join(names, ","));
}

void add_markets(const settings::Settings& settings, engine::Parameters& parameters) {
  std::vector<std::uint32_t> feeds;
  std::vector<std::string> markets;
  for (const auto& [feed, market] : markets_by_feed(settings)) {
    feeds.push_back(feed);
    markets.push_back(quoted(market));
  }
  parameters.emplace_back("feeds", fmt::format("[{}]", fmt::join(feeds, ",")));
  parameters.emplace_back("markets", fmt::format("[{}]", fmt::join(markets, ",")));
}

Result<engine::Parameters> parameters_of(const settings::Settings& settings,
                                         const MetricWindow& window,
                                         Bucket bucket,
                                         ByMarket by_market) {
  constexpr std::size_t kHitKinds = 7;
  TL_TRY(engine::Parameters parameters,
         parameters_of_seconds({.from = window.from,
                                .until = window.until,
                                .bucket = bucket,
                                .zone = settings.timezone}));
  parameters.emplace_back("from_day", format_date(window.from));
  parameters.emplace_back("until_day", format_date(window.until));
  parameters.emplace_back("by_market", by_market == ByMarket::Yes ? "1" : "0");
  parameters.emplace_back("channels", names_of<schema::Channel>(schema::kChannels));
  parameters.emplace_back("kinds", names_of<schema::HitKind>(kHitKinds));
  add_markets(settings, parameters);
  return parameters;
}

tl::unexpected<Error> bad_column(const plan::Metric& metric, const plan::ColumnProblem& problem) {
  return fail(ErrorCode::InvalidArgument,
              fmt::format("metric {}: {}", metric.head.id.value, problem.message),
              problem.help);
}

Result<MetricQuestion> question_of(const settings::Settings& settings,
                                   const plan::Plan& plan,
                                   const plan::Metric& metric) {
  const plan::Dataset* const dataset =
      metric.dataset ? plan.dataset(metric.dataset->value) : nullptr;
  if (dataset == nullptr || !metric.expr) {
    return fail(ErrorCode::NotFound,
                fmt::format("metric {} has no dataset or no expression", metric.head.id.value),
                "Give it dataset: and expr:");
  }
  MetricQuestion question{.minor_digits = minor_digits(settings.currency)};
  TL_TRY(DatasetRows rows, rows_of(settings, *dataset));
  question.table = std::move(rows.table);
  question.feed = rows.feed;
  TL_TRY(question.expr, plan::parse_metric_expr(metric.expr->value));
  if (metric.where) {
    TL_TRY(question.where, plan::parse_where(metric.where->value));
  }
  if (const schema::DataTable* const table = schema::data_table(question.table)) {
    for (const auto& problems : {plan::check_columns(question.expr, *table),
                                 plan::check_columns(question.where, *table)}) {
      if (!problems.empty()) {
        return bad_column(metric, problems.front());
      }
    }
  }
  return question;
}

std::optional<double> quotient(std::int64_t sum, std::int64_t n, double scale) {
  return n == 0 ? std::nullopt
                : std::optional(static_cast<double>(sum) / static_cast<double>(n) / scale);
}

std::optional<double> ratio(std::optional<double> top, std::optional<double> bottom) {
  const bool is_told = top && bottom && *bottom != 0.0;
  return is_told ? std::optional(*top / *bottom) : std::nullopt;
}

Result<std::vector<MetricValue>> values_of(const Batch& answer, const MetricQuery& query) {
  TL_TRY(const auto* const start, answer.get<U16>("start"));
  TL_TRY(const auto* const market, answer.get<Strings>("of_market"));
  TL_TRY(const auto* const rows, answer.get<U64>("rows"));
  TL_TRY(const auto* const unpriced, answer.get<U64>("unpriced"));
  TL_TRY(const auto* const top, answer.get<I64>("top"));
  TL_TRY(const auto* const n_top, answer.get<I64>("n_top"));
  TL_TRY(const auto* const bottom, answer.get<I64>("bottom"));
  TL_TRY(const auto* const n_bottom, answer.get<I64>("n_bottom"));
  std::vector<MetricValue> values;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    values.push_back({.start = civil_from_days((*start)[i]),
                      .market = std::string((*market)[i]),
                      .value = ratio(quotient((*top)[i], (*n_top)[i], query.top_scale),
                                     quotient((*bottom)[i], (*n_bottom)[i], query.bottom_scale)),
                      .rows = (*rows)[i],
                      .unpriced = (*unpriced)[i]});
  }
  return values;
}

Bucket bucket_of(plan::Grain grain) {
  switch (grain) {
    case plan::Grain::Day:
      return Bucket::Day;
    case plan::Grain::Week:
      return Bucket::Week;
    case plan::Grain::Month:
      return Bucket::Month;
  }
  return Bucket::Week;
}

// First day of the bucket that a day lies in.
CivilDate start_of(CivilDate day, Bucket bucket) {
  constexpr std::int64_t kMonday = 4;  // 5 January 1970
  const std::int64_t days = days_from_civil(day);
  switch (bucket) {
    case Bucket::Month:
      return {day.year, day.month, 1};
    case Bucket::Week:
      return civil_from_days(days - (days - kMonday + 7'000'000) % 7);
    case Bucket::Day:
      return day;
    case Bucket::Total:
      break;
  }
  return {};
}

std::set<std::int64_t> starts_in(const MetricWindow& window, Bucket bucket) {
  std::set<std::int64_t> starts;
  for (std::int64_t day = days_from_civil(window.from); day < days_from_civil(window.until);
       ++day) {
    starts.insert(days_from_civil(start_of(civil_from_days(day), bucket)));
  }
  return starts;
}

// What a bucket without rows is: nothing was counted, or nothing can be said.
std::optional<double> value_of_nothing(const plan::Metric& metric) {
  const auto expr = plan::parse_metric_expr(metric.expr->value);
  const bool divides =
      expr && (expr->denominator || expr->numerator.kind == plan::AggregateKind::Avg);
  return divides ? std::nullopt : std::optional(0.0);
}

}  // namespace

Result<DatasetRows> rows_of(const settings::Settings& settings, const plan::Dataset& dataset) {
  const std::string name = dataset.source ? dataset.source->value : std::string();
  const auto source = std::ranges::find(settings.sources, name, &settings::Source::id);
  if (source != settings.sources.end()) {
    return DatasetRows{std::string(schema::table_of_kind(settings::name_of(source->kind))),
                       feed_number(source->id)};
  }
  if (schema::data_table(name) != nullptr) {
    return DatasetRows{name};
  }
  return fail(ErrorCode::NotFound,
              fmt::format("dataset {} names no source of the settings and no table: {}",
                          dataset.head.id.value,
                          name),
              "Write source: and an id that stands under sources: in throughline.yaml");
}

Result<std::vector<MetricValue>> load_metric(engine::Engine& store,
                                             const settings::Settings& settings,
                                             const plan::Plan& plan,
                                             const plan::Metric& metric,
                                             const MetricWindow& window,
                                             Bucket bucket,
                                             ByMarket by_market) {
  TL_TRY(const MetricQuestion question, question_of(settings, plan, metric));
  TL_TRY(const MetricQuery query, metric_query(question));
  TL_TRY(engine::Parameters parameters, parameters_of(settings, window, bucket, by_market));
  parameters.insert(parameters.end(), query.parameters.begin(), query.parameters.end());
  TL_TRY(const Batch answer, store.query(query.sql, parameters));
  return values_of(answer, query);
}

Result<engine::Batch> load_metric_rows(engine::Engine& store,
                                       const settings::Settings& settings,
                                       const plan::Plan& plan,
                                       const plan::Metric& metric,
                                       const MetricWindow& window,
                                       const PageOfRows& page) {
  TL_TRY(const MetricQuestion question, question_of(settings, plan, metric));
  TL_TRY(const MetricQuery query, metric_rows_query(question));
  TL_TRY(engine::Parameters parameters,
         parameters_of(settings, window, Bucket::Total, ByMarket::No));
  parameters.insert(parameters.end(), query.parameters.begin(), query.parameters.end());
  parameters.emplace_back("offset", std::to_string(page.offset));
  parameters.emplace_back("limit", std::to_string(page.limit));
  return store.query(query.sql, parameters);
}

Result<std::vector<MetricValue>> load_metric_series(engine::Engine& store,
                                                    const settings::Settings& settings,
                                                    const plan::Plan& plan,
                                                    const plan::Metric& metric,
                                                    const MetricWindow& window) {
  const Bucket bucket = bucket_of(metric.grain.value);
  TL_TRY(std::vector<MetricValue> told,
         load_metric(store, settings, plan, metric, window, bucket, ByMarket::Yes));
  std::map<std::pair<std::int64_t, std::string>, MetricValue> all;
  std::set<std::string> markets;
  for (const MetricValue& value : told) {
    markets.insert(value.market);
  }
  for (const std::int64_t start : starts_in(window, bucket)) {
    for (const std::string& market : markets) {
      all[{start, market}] = {
          .start = civil_from_days(start), .market = market, .value = value_of_nothing(metric)};
    }
  }
  for (MetricValue& value : told) {
    all[{days_from_civil(value.start), value.market}] = std::move(value);
  }
  std::vector<MetricValue> series;
  for (auto& [key, value] : all) {
    series.push_back(std::move(value));
  }
  return series;
}

Result<std::vector<MetricValue>> load_metric_totals(engine::Engine& store,
                                                    const settings::Settings& settings,
                                                    const plan::Plan& plan,
                                                    const plan::Metric& metric,
                                                    const MetricWindow& window) {
  TL_TRY(std::vector<MetricValue> totals,
         load_metric(store, settings, plan, metric, window, Bucket::Total, ByMarket::No));
  if (totals.empty()) {
    totals.push_back({.value = value_of_nothing(metric)});
  }
  TL_TRY(const std::vector<MetricValue> markets,
         load_metric(store, settings, plan, metric, window, Bucket::Total, ByMarket::Yes));
  totals.insert(totals.end(), markets.begin(), markets.end());
  return totals;
}

}  // namespace throughline::workflow
