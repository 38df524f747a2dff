#include "evidence/ablation.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/random.hpp"
#include "evidence/deciding.hpp"
#include "schema/level.hpp"

namespace throughline::evidence {
namespace {

using schema::Interval;

// Draws of a normal curve whose sides have each their own spread.
std::vector<double> drawn(const Interval& interval, Rng rng, std::size_t n) {
  constexpr double kWithinOneSigma = 0.6826894921370859;
  const Interval one_sigma = schema::rescale_level(interval, kWithinOneSigma);
  const double below = interval.value - one_sigma.low;
  const double above = one_sigma.high - interval.value;
  std::vector<double> draws(n);
  std::ranges::generate(draws, [&] {
    const double z = rng.normal();
    return interval.value + z * (z < 0.0 ? below : above);
  });
  return draws;
}

Proof proof_of(const RollUp& added) {
  if (!added.sum) {
    return Proof::CannotTell;
  }
  return added.sum->low > 0.0 || added.sum->high < 0.0 ? Proof::Proven : Proof::Open;
}

double chance(const std::vector<double>& outcome, const GoalForecast& forecast) {
  const auto meets = [&](double value) {
    return forecast.better == plan::Better::Up ? value >= forecast.target
                                               : value <= forecast.target;
  };
  return static_cast<double>(std::ranges::count_if(outcome, meets)) /
         static_cast<double>(outcome.size());
}

std::vector<double> without(std::vector<double> outcome,
                            const std::vector<double>& added,
                            plan::Better better) {
  const double sign = better == plan::Better::Up ? -1.0 : 1.0;
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    outcome[i] += sign * added[i];
  }
  return outcome;
}

int order_of(Proof proof) { return static_cast<int>(proof); }

double lower_bound(const NodeEffect& node) { return node.added.sum ? node.added.sum->low : 0.0; }

}  // namespace

std::vector<Ablation> ablate(const GoalForecast& forecast,
                             const std::vector<NodeEffect>& nodes,
                             const AblationOptions& options) {
  TL_ASSERT(options.draws > 0);
  const std::vector<double> outcome =
      drawn(forecast.at_by, Rng(options.seed, "ablation forecast " + forecast.goal), options.draws);
  std::vector<std::pair<Ablation, double>> all;
  for (const NodeEffect& node : nodes) {
    Ablation made{.node = node.node, .goal = forecast.goal, .proof = proof_of(node.added)};
    if (node.added.sum) {
      const std::vector<double> added =
          drawn(*node.added.sum, Rng(options.seed, "ablation node " + node.node), options.draws);
      made.with = chance(outcome, forecast);
      made.without = chance(without(outcome, added, forecast.better), forecast);
    }
    all.emplace_back(std::move(made), lower_bound(node));
  }
  std::ranges::stable_sort(all, {}, [](const std::pair<Ablation, double>& one) {
    return std::tuple(order_of(one.first.proof),
                      -one.first.drop(),
                      -one.second,
                      std::string_view(one.first.node));
  });
  std::vector<Ablation> ranked;
  for (auto& [ablation, low] : all) {
    ranked.push_back(std::move(ablation));
  }
  return ranked;
}

}  // namespace throughline::evidence
