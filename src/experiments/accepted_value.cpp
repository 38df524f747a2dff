#include "experiments/accepted_value.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <set>

#include "experiments/population_nodes.hpp"
#include "math/shrinkage.hpp"
#include "math/student.hpp"

namespace throughline::experiments {
namespace {

constexpr int kSpreads = 40;
constexpr double kCertain = 1e12;  // degrees of freedom: a spread of a millionth

double real(std::uint64_t n) { return static_cast<double>(n); }

bool is_amount(double value) { return value >= 0.0 && is_outcome(value); }

Result<void> check(const LeadSource& source) {
  if (source.accepted > source.leads) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("source \"{}\" has more accepted leads than leads: {} of {}",
                            source.name,
                            source.accepted,
                            source.leads));
  }
  if (!is_amount(source.value) || !is_amount(source.value_squares) || !is_amount(source.cost)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("value and cost of source \"{}\" must not be below zero: {} and {}",
                            source.name,
                            source.value,
                            source.cost));
  }
  const double k = real(source.accepted);
  const bool possible = source.accepted == 0
                            ? source.value == 0.0 && source.value_squares == 0.0
                            : source.value_squares >= source.value * source.value / k * (1 - 1e-9);
  if (!possible) {
    return fail(
        ErrorCode::InvalidArgument,
        fmt::format("{} accepted leads of source \"{}\" cannot have the value {} and the sum "
                    "of squares {}",
                    source.accepted,
                    source.name,
                    source.value,
                    source.value_squares));
  }
  return {};
}

Result<void> check(std::span<const LeadSource> sources, const AcceptedValueOptions& options) {
  if (!(options.level > 0.0 && options.level < 1.0) || !is_amount(options.handling_cost)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("level must be in (0, 1) and the handling cost not below zero: {}, {}",
                            options.level,
                            options.handling_cost));
  }
  std::set<std::string_view> names;
  for (const LeadSource& source : sources) {
    TL_CHECK(check(source));
    if (!names.insert(source.name).second) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("source \"{}\" stands twice", source.name),
                  "add up its rows");
    }
  }
  return {};
}

// A number that is not known for certain.
struct Uncertain {
  double mean = 0.0;
  double variance = 0.0;
};

// What accepted leads of one source brought in the mean, and how sure that is of the source.
struct MeanValue {
  double value = 0.0;
  double noise = 0.0;  ///< variance of the mean
};

// Spread of accepted leads' values within their source, as a share of the squared mean: money is
// spread in proportion to its size. Where no source has two, all spread counts as such.
double relative_variance(std::span<const LeadSource> sources) {
  double squares = 0.0;
  double freedom = 0.0;
  LeadSource all;
  for (const LeadSource& source : sources) {
    const double k = real(source.accepted);
    if (k >= 2.0 && source.value > 0.0) {
      const double mean = source.value / k;
      squares += std::max(source.value_squares / (mean * mean) - k, 0.0);
      freedom += k - 1.0;
    }
    all.accepted += source.accepted;
    all.value += source.value;
    all.value_squares += source.value_squares;
  }
  if (freedom > 0.0) {
    return squares / freedom;
  }
  const double n = real(all.accepted);
  const double mean = all.value / n;
  return mean > 0.0 ? std::max(all.value_squares / (mean * mean) - n, 0.0) / (n - 1.0) : 0.0;
}

// Of sources with an accepted lead.
std::vector<MeanValue> mean_values(std::span<const LeadSource> sources) {
  const double spread = relative_variance(sources);
  double value = 0.0;
  double n = 0.0;
  for (const LeadSource& source : sources) {
    value += source.value;
    n += real(source.accepted);
  }
  const double overall = value / n;
  std::vector<MeanValue> means;
  for (const LeadSource& source : sources) {
    if (source.accepted > 0) {
      const double k = real(source.accepted);
      means.push_back({.value = source.value / k, .noise = spread * overall * overall / k});
    }
  }
  return means;
}

// One spread between sources that may be true.
struct Between {
  double weight = 0.0;
  double variance = 0.0;
  Uncertain mean;  ///< of all sources
};

Between between_at(std::span<const MeanValue> means, double variance) {
  Between between{.variance = variance, .mean = {}};
  double precision = 0.0;
  double weighted = 0.0;
  double squares = 0.0;
  double log_likelihood = 0.0;
  for (const MeanValue& mean : means) {
    const double total = std::max(mean.noise + variance, 1e-300);
    precision += 1.0 / total;
    weighted += mean.value / total;
    squares += mean.value * mean.value / total;
    log_likelihood -= 0.5 * std::log(total);
  }
  between.mean = {.mean = weighted / precision, .variance = 1.0 / precision};
  between.weight = log_likelihood - 0.5 * std::log(precision) -
                   0.5 * std::max(squares - weighted * weighted / precision, 0.0);
  return between;
}

// The grid of spreads, from none to twice that of the means, each with its likelihood.
std::vector<Between> betweens_of(std::span<const MeanValue> means) {
  double value = 0.0;
  double squares = 0.0;
  const auto n = static_cast<double>(means.size());
  for (const MeanValue& mean : means) {
    value += mean.value / n;
    squares += mean.value * mean.value / n;
  }
  const double widest = 2.0 * std::sqrt(std::max(squares - value * value, 0.0));
  std::vector<Between> grid;
  double best = -std::numeric_limits<double>::infinity();
  for (int i = 0; i <= kSpreads; ++i) {
    const double sd = widest * i / kSpreads;
    grid.push_back(between_at(means, sd * sd));
    best = std::max(best, grid.back().weight);
  }
  double sum = 0.0;
  for (Between& between : grid) {
    between.weight = std::exp(between.weight - best);
    sum += between.weight;
  }
  for (Between& between : grid) {
    between.weight /= sum;
  }
  return grid;
}

Uncertain shrunk_at(const Between& between, const std::optional<MeanValue>& own) {
  if (!own) {
    return {.mean = between.mean.mean, .variance = between.variance + between.mean.variance};
  }
  const double total = between.variance + own->noise;
  const double pull = total > 0.0 ? own->noise / total : 0.0;
  return {.mean = pull * between.mean.mean + (1.0 - pull) * own->value,
          .variance = (1.0 - pull) * own->noise + pull * pull * between.mean.variance};
}

// Mean and variance over all spreads between sources.
Uncertain shrunk_value(const std::optional<MeanValue>& own, std::span<const Between> grid) {
  Uncertain value;
  double squares = 0.0;
  for (const Between& between : grid) {
    const Uncertain one = shrunk_at(between, own);
    value.mean += between.weight * one.mean;
    squares += between.weight * (one.variance + one.mean * one.mean);
  }
  value.variance = std::max(squares - value.mean * value.mean, 0.0);
  return value;
}

Uncertain product(const Uncertain& one, const Uncertain& other) {
  return {.mean = one.mean * other.mean,
          .variance = one.mean * one.mean * other.variance +
                      other.mean * other.mean * one.variance + one.variance * other.variance};
}

// A Gamma curve with this mean and variance: as skewed as a rate of few successes is.
schema::Interval of_gamma(const Uncertain& value, double level) {
  if (!(value.mean > 0.0)) {
    return {.value = 0.0, .low = 0.0, .high = 0.0, .level = level};
  }
  const double freedom = 2.0 * value.mean * value.mean / std::max(value.variance, 1e-300);
  if (freedom > kCertain) {
    return {.value = value.mean, .low = value.mean, .high = value.mean, .level = level};
  }
  const double scale = value.mean / freedom;
  const double tail = 0.5 * (1.0 - level);
  return {.value = value.mean,
          .low = std::min(scale * math::chi_squared_quantile(tail, freedom), value.mean),
          .high = std::max(scale * math::chi_squared_quantile(1.0 - tail, freedom), value.mean),
          .level = level};
}

schema::Interval of_beta(math::Beta belief, double level) {
  const double tail = 0.5 * (1.0 - level);
  return {.value = belief.mean(),
          .low = std::min(math::quantile(belief, tail), belief.mean()),
          .high = std::max(math::quantile(belief, 1.0 - tail), belief.mean()),
          .level = level};
}

// Mean and variance of the share accepted, over all populations that may be true.
Uncertain acceptance_of(const LeadSource& source, std::span<const PopulationNode> populations) {
  Uncertain acceptance;
  double squares = 0.0;
  for (const PopulationNode& node : populations) {
    const math::Beta belief =
        math::updated(node.rate, real(source.accepted), real(source.leads - source.accepted));
    acceptance.mean += node.weight * belief.mean();
    squares += node.weight * (belief.variance() + belief.mean() * belief.mean());
  }
  acceptance.variance = std::max(squares - acceptance.mean * acceptance.mean, 1e-300);
  return acceptance;
}

// The Beta curve with that mean and variance.
math::Beta beta_like(const Uncertain& rate) {
  const double precision = rate.mean * (1.0 - rate.mean) / rate.variance - 1.0;
  return math::beta_of(rate.mean, std::clamp(precision, 1e-3, 1e15));
}

SourceValue value_of(const LeadSource& source,
                     const Uncertain& acceptance,
                     const Uncertain& value,
                     const AcceptedValueOptions& options) {
  SourceValue result{.name = source.name,
                     .acceptance = of_beta(beta_like(acceptance), options.level),
                     .value_a_lead = of_gamma(product(acceptance, value), options.level),
                     .value_per_cost = std::nullopt,
                     .leads = source.leads,
                     .accepted = source.accepted};
  const double cost = source.cost + real(source.leads) * options.handling_cost;
  if (cost > 0.0) {
    const schema::Interval per_cost = scaled(result.value_a_lead, real(source.leads) / cost);
    result.value_per_cost = is_finite(per_cost) ? std::optional(per_cost) : std::nullopt;
  }
  return result;
}

bool ranks_before(const SourceValue& one, const SourceValue& other) {
  if (one.value_per_cost.has_value() != other.value_per_cost.has_value()) {
    return one.value_per_cost.has_value();
  }
  const auto key = [](const SourceValue& source) {
    return source.value_per_cost ? source.value_per_cost->value : source.value_a_lead.value;
  };
  return key(one) != key(other) ? key(one) > key(other) : one.name < other.name;
}

// Expects sources in order of their names, so that sums of reals do not depend on the order given.
Told<std::vector<SourceValue>> ranked_by_value(std::span<const LeadSource> sources,
                                               const AcceptedValueOptions& options) {
  std::vector<math::Count> counts;
  std::uint64_t n_accepted = 0;
  for (const LeadSource& source : sources) {
    counts.push_back({.n = source.leads, .k = source.accepted});
    n_accepted += source.accepted;
  }
  if (n_accepted < 2) {
    return cannot_tell(fmt::format("{} leads were accepted in all", n_accepted),
                       "at least two accepted leads");
  }
  // Sources of another kind are no reason to leave one unshrunk here.
  const std::vector<PopulationNode> populations =
      population_nodes(math::fit_rates(math::aggregated(std::move(counts)), {.max_outliers = 0.0}));
  const std::vector<MeanValue> means = mean_values(sources);
  const std::vector<Between> grid = betweens_of(means);
  std::vector<SourceValue> ranked;
  auto mean = means.begin();
  for (const LeadSource& source : sources) {
    const auto own = source.accepted > 0 ? std::optional(*mean++) : std::nullopt;
    ranked.push_back(
        value_of(source, acceptance_of(source, populations), shrunk_value(own, grid), options));
  }
  std::sort(ranked.begin(), ranked.end(), ranks_before);
  return ranked;
}

}  // namespace

Result<Told<std::vector<SourceValue>>> accepted_value(std::span<const LeadSource> sources,
                                                      const AcceptedValueOptions& options) {
  TL_CHECK(check(sources, options));
  std::vector<LeadSource> by_name(sources.begin(), sources.end());
  std::sort(by_name.begin(), by_name.end(), [](const LeadSource& a, const LeadSource& b) {
    return a.name < b.name;
  });
  return ranked_by_value(by_name, options);
}

}  // namespace throughline::experiments
