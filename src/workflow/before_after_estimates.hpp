#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "plan/lines.hpp"
#include "schema/estimate.hpp"
#include "workflow/metric_series.hpp"

namespace throughline::workflow {

/// Reads a metric's values by day and market, up to the as-of day at least; none for rows that are
/// not kept. They are not looked at after the next one is read.
using ReadSeries =
    std::function<Result<const std::vector<MetricValue>*>(const plan::Metric& metric)>;

/// Whether before and after is what can be said of a tactic here: it watches a sum over time, and
/// no lot was drawn.
[[nodiscard]] bool is_watched(const plan::Tactic& tactic);

/// Compares what a tactic's metric was before it began with what it was since, in each of its
/// markets: grade D. The time before is as long as the time since, a quarter at least; the season
/// is taken from a year before where all of that is known. Where the method asks for a
/// quasi-experiment (synthetic control, difference in differences, interrupted series) and the
/// metric goes on in markets without the tactic, the market is held against those: grade B, or a
/// caveat that says what is lacking. Guardrails are looked at in the same way, whatever the method.
/// Tactics of which nothing can be told give a sentence.
struct BeforeAfterEstimates {
  std::vector<schema::Estimate> estimates;
  std::vector<std::string> silent;
};

[[nodiscard]] Result<BeforeAfterEstimates> estimate_before_after(const plan::Lines& lines,
                                                                 const ReadSeries& read,
                                                                 CivilDate as_of,
                                                                 const schema::Inputs& inputs);

}  // namespace throughline::workflow
