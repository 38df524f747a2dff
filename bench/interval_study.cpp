// Do the intervals of `experiments` hold? Plants tactics whose effect is known and counts, for each
// method and situation, how often the 90% interval holds it. Writes the tables of
// docs/studies/intervals.md: interval_study
#include <cstdio>
#include <fmt/core.h>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "experiments/coverage.hpp"
#include "experiments/simulated.hpp"
#include "schema/level.hpp"

namespace throughline::experiments::simulated {
namespace {

constexpr int kTactics = 2000;

struct Situation {
  std::string name;
  std::function<std::optional<Trial>(Rng&)> trial;
};

struct Table {
  std::string method;
  std::vector<Situation> situations;
};

std::string percent(double share) { return fmt::format("{:.1f}%", 100.0 * share); }

// How a situation came out, with what the same intervals would do if their errors were too small.
struct Tally {
  Coverage found;
  Coverage relative;
  Coverage sure;
};

Tally tally_of(const Situation& situation, const std::string& method) {
  Tally tally;
  for (int run = 0; run < kTactics; ++run) {
    Rng rng(40, method + situation.name, static_cast<std::uint64_t>(run));
    const std::optional<Trial> trial = situation.trial(rng);
    if (!trial) {
      continue;
    }
    tally.found.add(trial->found, trial->planted);
    tally.sure.add(too_sure(trial->found), trial->planted);
    if (trial->relative) {
      tally.relative.add(*trial->relative, trial->planted_share);
    }
  }
  return tally;
}

std::string judged(const Coverage& coverage) {
  return coverage.covers() ? "yes" : coverage.share() > 0.93 ? "wider" : "**narrower**";
}

void print_row(const Situation& situation, const std::string& method) {
  const Tally tally = tally_of(situation, method);
  fmt::print("|{}|{}|{}|{}|{}|{}|{}|\n",
             situation.name,
             tally.found.runs,
             percent(tally.found.share()),
             percent(tally.found.share_above()),
             tally.relative.runs > 0 ? percent(tally.relative.share()) : "",
             percent(tally.sure.share()),
             judged(tally.found));
}

void print_table(const Table& table) {
  fmt::print("\n## {}\n\n", table.method);
  fmt::print(
      "|situation|tactics|covers|lower end above|relative covers|if 1.2 times too sure|in 87 to "
      "93%|\n|---|---|---|---|---|---|---|\n");
  for (const Situation& situation : table.situations) {
    print_row(situation, table.method);
  }
}

Table rates_table() {
  Table table{.method = "Two arms, rates", .situations = {}};
  const std::vector<std::pair<double, double>> pairs = {
      {0.5, 0.5}, {0.3, 0.2}, {0.05, 0.05}, {0.012, 0.01}};
  for (const std::uint64_t n : {20U, 50U, 200U, 1000U, 10000U}) {
    for (const auto& [treated, control] : pairs) {
      table.situations.push_back(
          {fmt::format("{} + {} units, {} against {}", n, n, treated, control),
           [=](Rng& rng) { return rates(rng, {n, n}, treated, control); }});
    }
  }
  table.situations.push_back({"900 + 100 units, 0.05 against 0.05",
                              [](Rng& rng) { return rates(rng, {900, 100}, 0.05, 0.05); }});
  return table;
}

Table means_table() {
  Table table{.method = "Two arms, means", .situations = {}};
  for (const std::uint64_t n : {3U, 8U, 30U, 200U}) {
    table.situations.push_back({fmt::format("normal, {} + {}", n, n),
                                [=](Rng& rng) { return normal_means(rng, {n, n}, 2.0); }});
    table.situations.push_back(
        {fmt::format("normal, {} + {}, treated spread 3 times as wide", n, 4 * n),
         [=](Rng& rng) { return normal_means(rng, {n, 4 * n}, 6.0); }});
  }
  const std::vector<Sizes> sizes = {
      {100, 100}, {500, 500}, {5000, 5000}, {100, 900}, {500, 4500}, {5000, 45000}};
  for (const Sizes& n : sizes) {
    table.situations.push_back(
        {fmt::format("one in ten buys, skewed, {} + {}", n.treated, n.control),
         [=](Rng& rng) { return spenders(rng, n, 0.1); }});
  }
  return table;
}

Situation regions(const std::string& name, const GeoWorld& world) {
  return {name, [world](Rng& rng) { return geo(rng, world); }};
}

Table geo_table() {
  Table table{.method = "Geo holdout", .situations = {}};
  const std::vector<Sizes> sizes = {{3, 3}, {4, 4}, {6, 6}, {12, 12}, {5, 20}, {30, 30}};
  for (const Sizes& n : sizes) {
    const std::string name = fmt::format("{} + {} regions", n.treated, n.control);
    table.situations.push_back(regions(name, {.regions = n}));
    table.situations.push_back(
        regions(name + ", covariate", {.regions = n, .comparison = GeoComparison::Covariance}));
    table.situations.push_back(regions(name + ", effect in proportion to size",
                                       {.regions = n, .effect = GeoEffect::InProportion}));
    table.situations.push_back(regions(name + ", covariate, effect in proportion to size",
                                       {.regions = n,
                                        .comparison = GeoComparison::Covariance,
                                        .effect = GeoEffect::InProportion}));
  }
  return table;
}

Table switch_table() {
  Table table{.method = "Blocks switched on and off", .situations = {}};
  for (const std::size_t n : {6U, 8U, 12U, 24U}) {
    table.situations.push_back({fmt::format("{} blocks by lot", n),
                                [=](Rng& rng) { return switches(rng, n, BlockLot::AmongAll); }});
  }
  for (const std::size_t n : {10U, 16U, 24U}) {
    table.situations.push_back({fmt::format("{} blocks in pairs", n),
                                [=](Rng& rng) { return switches(rng, n, BlockLot::WithinPairs); }});
  }
  return table;
}

Table series_table() {
  Table table{.method = "Before and after", .situations = {}};
  const std::vector<std::pair<std::size_t, std::size_t>> lengths = {
      {4, 2}, {8, 4}, {8, 8}, {26, 12}, {52, 26}};
  for (const bool season : {false, true}) {
    for (const double correlation : {0.0, 0.3, 0.6, 0.7, 0.8}) {
      for (const auto& [n_before, n_during] : lengths) {
        const SeriesWorld world{.n_before = n_before,
                                .n_during = n_during,
                                .correlation = correlation,
                                .season = season};
        table.situations.push_back({fmt::format("{} + {} periods, correlation {}{}",
                                                n_before,
                                                n_during,
                                                correlation,
                                                season ? ", season" : ""),
                                    [world](Rng& rng) { return before_and_during(rng, world); }});
      }
    }
  }
  return table;
}

Table controlled_table() {
  Table table{.method = "A market held against others", .situations = {}};
  for (const std::size_t n_controls : {4U, 8U, 20U}) {
    for (const double correlation : {0.0, 0.5, 0.8, 0.95}) {
      const ControlledWorld world{.n_controls = n_controls, .correlation = correlation};
      table.situations.push_back(
          {fmt::format("{} controls, 26 + 12 periods, correlation {}", n_controls, correlation),
           [world](Rng& rng) { return held_against_controls(rng, world); }});
    }
  }
  const auto add = [&](const char* name, const ControlledWorld& world) {
    table.situations.push_back(
        {name, [world](Rng& rng) { return held_against_controls(rng, world); }});
  };
  add("8 controls, 8 + 4 periods, correlation 0.7",
      {.n_before = 8, .n_during = 4, .correlation = 0.7});
  add("8 controls of very unlike noise", {.unlike = 0.8});
  add("8 controls of very unlike size", {.mean = 60.0, .sizes = 1.2});
  return table;
}

SeriesWorld stopped(double effect_after) {
  return {
      .n_before = 26, .n_during = 12, .n_after = 12, .effect = 0.5, .effect_after = effect_after};
}

Table lasting_table() {
  Table table{.method = "What lasts after the stop", .situations = {}};
  for (const double after : {0.0, 0.1, 0.25, 0.5}) {
    table.situations.push_back({fmt::format("50% during, {:.0f}% after", 100.0 * after),
                                [=](Rng& rng) { return what_lasts(rng, stopped(after)); }});
  }
  return table;
}

Table peers_table() {
  Table table{.method = "A rate against peers", .situations = {}};
  for (const std::size_t n_peers : {5U, 10U, 20U, 50U}) {
    for (const std::uint64_t n_own : {10U, 60U, 400U}) {
      for (const double precision : {10.0, 80.0}) {
        table.situations.push_back(
            {fmt::format("{} peers, {} units, precision {}", n_peers, n_own, precision),
             [=](Rng& rng) { return among_peers(rng, n_peers, n_own, precision); }});
      }
    }
  }
  return table;
}

Table money_table() {
  Table table{.method = "Value of leads, and of one more unit of spend", .situations = {}};
  for (const std::size_t n : {5U, 10U, 20U, 40U}) {
    table.situations.push_back({fmt::format("value per cost of one of {} sources of leads", n),
                                [=](Rng& rng) { return lead_value(rng, n); }});
  }
  for (const std::size_t n : {4U, 8U, 26U}) {
    table.situations.push_back({fmt::format("two levels of spend, {} weeks", n),
                                [=](Rng& rng) { return spend_levels(rng, n); }});
  }
  return table;
}

void print_afterlives() {
  fmt::print(
      "\nWhat the same tactics were called:\n\n|planted|lasting|fading|unclear|cannot "
      "tell|\n|---|---|---|---|---|\n");
  for (const double after : {0.0, 0.1, 0.25, 0.5}) {
    std::vector<int> called(4, 0);
    for (int run = 0; run < kTactics; ++run) {
      Rng rng(41, "afterlife", static_cast<std::uint64_t>(run));
      const DrawnSeries series = series_of(rng, stopped(after));
      const auto found = effect_after_stop(series.before, series.during, series.after).value();
      ++called[found ? static_cast<std::size_t>(found->afterlife) : 3];
    }
    fmt::print("|50% during, {:.0f}% after", 100.0 * after);
    for (const int times : called) {
      fmt::print("|{}", percent(times / double(kTactics)));
    }
    fmt::print("|\n");
  }
}

// Sums of one arm that grow week by week.
void add_week(MeanArm& arm, Rng& rng) {
  for (int unit = 0; unit < 50; ++unit) {
    const double value = rng.normal();
    ++arm.units;
    arm.sum += value;
    arm.sum_squares += value * value;
  }
}

struct Alarms {
  int before = 0;   ///< tactics called better at some look before the date
  int on_date = 0;  ///< on the date
  int any = 0;
};

// Of tactics that do nothing, looked at every week at `look_level` and at last at 90%.
Alarms alarms_of(int n_weeks, double look_level) {
  Alarms alarms;
  for (int run = 0; run < kTactics; ++run) {
    Rng rng(42, "looks", static_cast<std::uint64_t>(run));
    MeanArm treated;
    MeanArm control;
    bool before = false;
    bool on_date = false;
    for (int week = 1; week <= n_weeks; ++week) {
      add_week(treated, rng);
      add_week(control, rng);
      const double level = week < n_weeks ? look_level : schema::kVerdictLevel;
      const bool alarm =
          two_arm_means(treated, control, {.level = level}).value().value().per_unit.low > 0.0;
      (week < n_weeks ? before : on_date) |= alarm;
    }
    alarms.before += before ? 1 : 0;
    alarms.on_date += on_date ? 1 : 0;
    alarms.any += before || on_date ? 1 : 0;
  }
  return alarms;
}

void print_looks() {
  fmt::print("\n## Looking every week\n\n");
  fmt::print(
      "Tactics that do nothing, of which some look said that the lower end is above "
      "zero:\n\n|weeks|level before the date|before|on the date (90%)|either|\n"
      "|---|---|---|---|---|\n");
  for (const int n_weeks : {4, 12, 26, 52}) {
    for (const double level : {schema::kLookLevel, schema::kVerdictLevel}) {
      const Alarms alarms = alarms_of(n_weeks, level);
      fmt::print("|{}|{:.1f}%|{}|{}|{}|\n",
                 n_weeks,
                 100.0 * level,
                 percent(alarms.before / double(kTactics)),
                 percent(alarms.on_date / double(kTactics)),
                 percent(alarms.any / double(kTactics)));
    }
  }
}

void print_all() {
  for (const Table& table : {rates_table(),
                             means_table(),
                             geo_table(),
                             switch_table(),
                             series_table(),
                             controlled_table(),
                             peers_table(),
                             money_table(),
                             lasting_table()}) {
    print_table(table);
  }
  print_afterlives();
  print_looks();
}

}  // namespace
}  // namespace throughline::experiments::simulated

int main() { throughline::experiments::simulated::print_all(); }
