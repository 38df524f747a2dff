#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "experiments/reading.hpp"

namespace throughline::experiments {

/// Leads that came from one source, and what became of them.
struct LeadSource {
  std::string name;
  std::uint64_t leads = 0;
  std::uint64_t accepted = 0;  ///< taken over by sales
  double value = 0.0;          ///< of accepted leads, summed
  double value_squares = 0.0;  ///< squares of each accepted lead's value, summed
  double cost = 0.0;           ///< of the source; not negative
};

struct AcceptedValueOptions {
  double level = 0.9;          ///< in (0, 1)
  double handling_cost = 0.0;  ///< what each lead costs whoever follows it up; not negative
};

/// What a source's leads are worth, drawn towards the others as far as there are few of them.
struct SourceValue {
  std::string name;
  schema::Interval acceptance;    ///< share of leads that are accepted
  schema::Interval value_a_lead;  ///< acceptance · value of an accepted lead
  /// leads · value_a_lead / (cost + leads · handling); absent where nothing was spent.
  std::optional<schema::Interval> value_per_cost;
  std::uint64_t leads = 0;
  std::uint64_t accepted = 0;
};

/// Ranks sources by the value of accepted leads per unit of cost, best first; sources that cost
/// nothing stand behind, by the value of a lead. Volume alone lifts nobody, and a lucky handful
/// neither.
///
///   acceptance_i ~ Beta(m·s, (1 − m)·s), fitted to all sources (math/shrinkage.hpp)
///   value of an accepted lead_i ~ Normal(μ, τ²), its mean of k ~ Normal(value_i, c²·μ²/k)
///   c: relative spread within sources, pooled; τ averaged over its likelihood with a flat prior,
///   since a few sources leave it open
///   value a lead = product; interval of a Gamma curve with the product's mean and variance
///
/// Each source is described in itself (grade D): no control says what would have come anyway.
/// Cannot tell: fewer than two accepted leads in all. Errors: InvalidArgument for more accepted
/// than leads, NaN, negative values or costs, sums that cannot be, a name met twice.
/// Source: Robbins (1956); Rubin (1981), J. Educational Statistics 6, 377-401, for τ; Goodman
/// (1960), JASA 55, 708-713, for the variance of a product.
[[nodiscard]] Result<Told<std::vector<SourceValue>>> accepted_value(
    std::span<const LeadSource> sources, const AcceptedValueOptions& options = {});

}  // namespace throughline::experiments
