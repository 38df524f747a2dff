#include "workflow/experiment_estimates.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "experiments/reading.hpp"
#include "workflow/spreads.hpp"

namespace throughline::workflow {
namespace {

using plan::Tactic;

// Rows of one experiment, of one market or of all.
struct Slice {
  std::vector<ArmSum> arms;
  std::vector<UnitDay> days;
};

struct Experiment {
  const Tactic* tactic = nullptr;
  std::map<std::string, Slice> markets;
};

const Tactic* tactic_of(const plan::Plan& plan,
                        const plan::Matcher& matcher,
                        const std::string& experiment,
                        const std::string& market) {
  plan::RowKeys keys;
  keys[plan::MatchKey::Experiment] = experiment;
  keys[plan::MatchKey::Market] = market;
  const auto winner = matcher.bind(keys).winner();
  return winner && winner->type == plan::NodeType::Tactic ? &plan.tactics[winner->index] : nullptr;
}

std::map<std::string, Experiment> experiments_of(const plan::Plan& plan,
                                                 const plan::Matcher& matcher,
                                                 std::span<const ArmSum> arms,
                                                 std::span<const UnitDay> days) {
  std::map<std::string, Experiment> found;
  for (const ArmSum& arm : arms) {
    if (const Tactic* tactic = tactic_of(plan, matcher, arm.experiment, arm.market)) {
      found[arm.experiment].tactic = tactic;
      found[arm.experiment].markets[arm.market].arms.push_back(arm);
    }
  }
  for (const UnitDay& day : days) {
    const auto known = found.find(day.experiment);
    if (known != found.end()) {
      known->second.markets[day.market].days.push_back(day);
    }
  }
  return found;
}

// A tactic of one market says where an experiment was made that does not say so itself.
std::string market_of(const Tactic& tactic, const std::string& said) {
  if (!said.empty()) {
    return said;
  }
  return tactic.markets.size() == 1 ? tactic.markets.front().value : "all";
}

Result<TrialReading> read(Design design, const Slice& slice, std::uint64_t seed) {
  switch (design) {
    case Design::Arms:
      return read_arms(slice.arms);
    case Design::Regions:
      return read_regions(slice.days, seed);
    case Design::Switches:
      return read_switches(slice.days, seed);
  }
  return read_arms(slice.arms);
}

Slice together(const std::map<std::string, Slice>& markets) {
  Slice all;
  for (const auto& [market, slice] : markets) {
    all.arms.insert(all.arms.end(), slice.arms.begin(), slice.arms.end());
    all.days.insert(all.days.end(), slice.days.begin(), slice.days.end());
  }
  return all;
}

// Units that were compared without a lot give a quasi-experiment, however they were counted.
experiments::Measured as_planned(experiments::Measured measured, const Tactic& tactic) {
  const auto method = tactic.hypothesis && tactic.hypothesis->method
                          ? tactic.hypothesis->method->value
                          : schema::Method::External;
  if (method == schema::Method::DiffInDiff || method == schema::Method::SyntheticControl ||
      method == schema::Method::InterruptedSeries) {
    measured.method = method;
    measured.grade = std::max(measured.grade, schema::best_grade(measured.method));
    measured.caveats.emplace_back("units were not drawn by lot");
  }
  return measured;
}

class Estimating {
 public:
  Estimating(const plan::Plan& plan, const schema::Inputs& inputs) : plan_(plan), inputs_(inputs) {}

  Result<void> add(const std::string& name, const Experiment& experiment) {
    const Slice all = together(experiment.markets);
    const Design design = design_of(*experiment.tactic, all.arms);
    for (const auto& [market, slice] : experiment.markets) {
      TL_CHECK(add(name, *experiment.tactic, market_of(*experiment.tactic, market), design, slice));
    }
    // Regions of several markets are one lot; arms and stretches of days of several are not.
    if (experiment.markets.size() > 1 && design == Design::Regions) {
      TL_CHECK(add(name, *experiment.tactic, "all", design, all));
    }
    return {};
  }

  ExperimentEstimates take() && { return std::move(found_); }

 private:
  Result<void> add(const std::string& name,
                   const Tactic& tactic,
                   const std::string& market,
                   Design design,
                   const Slice& slice) {
    note_spread(tactic, market, design, slice);
    TL_TRY(const TrialReading trial, read(design, slice, inputs_.seed));
    if (!trial.reading) {
      found_.silent.push_back(fmt::format("experiment {} in {} cannot tell: {}; it takes {}",
                                          name,
                                          market,
                                          trial.reading.error().why,
                                          trial.reading.error().needed));
      return {};
    }
    schema::Inputs inputs = inputs_;
    inputs.rows = trial.rows;
    found_.estimates.push_back(experiments::to_estimate(
        as_planned(*trial.reading, tactic),
        {.about = {.tactic = tactic.head.id.value, .link = {}, .second = {}},
         .metric = tactic.measure->metric->value,
         .market = market,
         .from = trial.from,
         .to = trial.to,
         .inputs = inputs}));
    return {};
  }

  void note_spread(const Tactic& tactic,
                   const std::string& market,
                   Design design,
                   const Slice& slice) {
    const std::string& id = tactic.head.id.value;
    const plan::Metric* const metric = plan_.metric(tactic.measure->metric->value);
    if (design == Design::Arms) {
      if (const auto spread = spread_of_units(slice.arms)) {
        found_.spreads.of_units[id][market] = *spread;
      }
    } else if (metric != nullptr) {
      if (const auto spread = spread_of_regions(slice.days, metric->grain.value)) {
        found_.spreads.of_test[id][market] = *spread;
      }
    }
  }

  const plan::Plan& plan_;
  const schema::Inputs& inputs_;
  ExperimentEstimates found_;
};

}  // namespace

Design design_of(const Tactic& tactic, std::span<const ArmSum> arms) {
  if (tactic.hypothesis && tactic.hypothesis->method) {
    switch (tactic.hypothesis->method->value) {
      case schema::Method::Randomised:
        return Design::Arms;
      case schema::Method::GeoHoldout:
      case schema::Method::DiffInDiff:
      case schema::Method::SyntheticControl:
      case schema::Method::InterruptedSeries:
        return Design::Regions;
      case schema::Method::Switchback:
        return Design::Switches;
      default:
        break;
    }
  }
  const bool one_row_each =
      std::ranges::all_of(arms, [](const ArmSum& arm) { return arm.rows == arm.units; });
  return one_row_each ? Design::Arms : Design::Regions;
}

Result<ExperimentEstimates> estimate_experiments(const plan::Plan& plan,
                                                 const plan::Matcher& matcher,
                                                 std::span<const ArmSum> arms,
                                                 std::span<const UnitDay> days,
                                                 const schema::Inputs& inputs) {
  Estimating estimating(plan, inputs);
  for (const auto& [name, experiment] : experiments_of(plan, matcher, arms, days)) {
    if (experiment.tactic->measure && experiment.tactic->measure->metric) {
      TL_CHECK(estimating.add(name, experiment));
    }
  }
  return std::move(estimating).take();
}

}  // namespace throughline::workflow
