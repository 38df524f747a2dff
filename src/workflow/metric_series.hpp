#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"
#include "plan/model.hpp"
#include "settings/settings.hpp"
#include "workflow/money.hpp"

namespace throughline::workflow {

/// Days over which a metric is counted.
struct MetricWindow {
  CivilDate from;
  CivilDate until;  ///< first day that no longer belongs
};

/// A metric in one market over one stretch of days, in its own unit: money in major units of the
/// workspace's currency.
struct MetricValue {
  CivilDate start;              ///< of the bucket; 1970-01-01 for the whole window
  std::string market;           ///< "" = all
  std::optional<double> value;  ///< absent where an average or a ratio has nothing to divide by
  std::uint64_t rows = 0;       ///< on which it stands
  std::uint64_t unpriced = 0;   ///< of which money has no rate, and is not in it

  friend bool operator==(const MetricValue&, const MetricValue&) = default;
};

enum class ByMarket : std::uint8_t { No, Yes };

/// Counts a metric of a plan by buckets of days, in the order of buckets and markets. Only what has
/// rows is there. Visits must have been made before.
/// Errors: NotFound if the plan holds no such dataset; InvalidArgument where expression, test or
/// columns are none; Unsupported for a dataset whose rows this version does not keep.
[[nodiscard]] Result<std::vector<MetricValue>> load_metric(engine::Engine& store,
                                                           const settings::Settings& settings,
                                                           const plan::Plan& plan,
                                                           const plan::Metric& metric,
                                                           const MetricWindow& window,
                                                           Bucket bucket,
                                                           ByMarket by_market);

/// The buckets of a metric's own grain, by market. A market that has rows in the window has a value
/// for every bucket of it: where it has no rows, sums and counts are 0, and averages absent.
[[nodiscard]] Result<std::vector<MetricValue>> load_metric_series(
    engine::Engine& store,
    const settings::Settings& settings,
    const plan::Plan& plan,
    const plan::Metric& metric,
    const MetricWindow& window);

/// The metric over the whole window: all markets together first (market ""), then each. Distinct
/// things do not add up, so the whole is counted by itself.
[[nodiscard]] Result<std::vector<MetricValue>> load_metric_totals(
    engine::Engine& store,
    const settings::Settings& settings,
    const plan::Plan& plan,
    const plan::Metric& metric,
    const MetricWindow& window);

/// Which rows of many.
struct PageOfRows {
  std::uint64_t offset = 0;
  std::uint64_t limit = 0;
};

/// The rows on which a metric stands over a window: the columns of its table, in order of their
/// values. Errors: as of load_metric().
[[nodiscard]] Result<engine::Batch> load_metric_rows(engine::Engine& store,
                                                     const settings::Settings& settings,
                                                     const plan::Plan& plan,
                                                     const plan::Metric& metric,
                                                     const MetricWindow& window,
                                                     const PageOfRows& page);

/// The table in which a dataset's rows stand, and the source that they come from.
struct DatasetRows {
  std::string table;       ///< of schema::data_tables()
  std::uint32_t feed = 0;  ///< 0 = of all sources
};

/// Errors: NotFound if the dataset names neither a source of the settings nor a table.
[[nodiscard]] Result<DatasetRows> rows_of(const settings::Settings& settings,
                                          const plan::Dataset& dataset);

}  // namespace throughline::workflow
