#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/observed.hpp"
#include "evidence/verdict.hpp"
#include "plan/model.hpp"

namespace throughline::evidence {

/// A length in seconds; a month counts 30 days and a year 365.
[[nodiscard]] Seconds seconds_of(const plan::Length& length);

/// Whether a dataset is fit to judge by: stale if its newest row is older than `fresh_within`
/// before the end of as_of or of `until`, whichever comes first.
[[nodiscard]] FeedFacts feed_of(const plan::Dataset& dataset,
                                const Observed& observed,
                                const std::optional<CivilDate>& until);

/// The datasets of a measure and its guardrails, each once. A metric whose dataset the plan does
/// not hold gives a missing one under the metric's id.
[[nodiscard]] std::vector<FeedFacts> feeds_of(const plan::Plan& plan,
                                              const plan::Measure& measure,
                                              const Observed& observed,
                                              const std::optional<CivilDate>& until);

}  // namespace throughline::evidence
