// Do the intervals of `experiments` hold? Plants tactics whose effect is known and counts, for each
// method and situation, how often the 90% interval holds it. Writes the tables of
// docs/studies/intervals.md: interval_study [TACTICS]
#include <cstdio>
#include <cstdlib>
#include <fmt/core.h>
#include <functional>
#include <string>
#include <vector>

#include "experiments/coverage.hpp"
#include "experiments/simulated.hpp"

namespace {

using namespace throughline::experiments;             // NOLINT(google-build-using-namespace)
using namespace throughline::experiments::simulated;  // NOLINT(google-build-using-namespace)
using throughline::Rng;

struct Situation {
  std::string name;
  std::function<Trial(Rng&)> trial;
};

struct Table {
  std::string method;
  std::vector<Situation> situations;
};

std::string percent(double share) { return fmt::format("{:.1f}%", 100.0 * share); }

void print_row(const Situation& situation, const std::string& method, int n_tactics) {
  Coverage found;
  Coverage relative;
  Coverage sure;
  for (int run = 0; run < n_tactics; ++run) {
    Rng rng(40, method + situation.name, static_cast<std::uint64_t>(run));
    const Trial trial = situation.trial(rng);
    found.add(trial.found, trial.planted);
    sure.add(too_sure(trial.found), trial.planted);
    if (trial.relative) {
      relative.add(*trial.relative, trial.planted_share);
    }
  }
  fmt::print("|{}|{}|{}|{}|{}|{}|\n",
             situation.name,
             percent(found.share()),
             percent(found.share_above()),
             relative.runs > 0 ? percent(relative.share()) : "",
             percent(sure.share()),
             found.covers() ? "yes" : (found.share() > 0.93 ? "wider" : "NO"));
  std::fflush(stdout);
}

void print_table(const Table& table, int n_tactics) {
  fmt::print("\n## {}\n\n", table.method);
  fmt::print(
      "|situation|covers|lower end above|relative covers|if 1.2 times too sure|87 to 93%|\n");
  fmt::print("|---|---|---|---|---|---|\n");
  for (const Situation& situation : table.situations) {
    print_row(situation, table.method, n_tactics);
  }
}

Situation series(const std::string& name, const SeriesWorld& world) {
  return {name, [world](Rng& rng) { return before_and_during(rng, world); }};
}

Table series_table() {
  Table table{.method = "Before and after", .situations = {}};
  for (const bool season : {false, true}) {
    for (const double correlation : {0.0, 0.3, 0.6, 0.8}) {
      for (const auto& [n_before, n_during] : std::vector<std::pair<std::size_t, std::size_t>>{
               {4, 2}, {8, 4}, {8, 8}, {26, 12}, {52, 26}}) {
        table.situations.push_back(series(fmt::format("{} before, {} during, correlation {}{}",
                                                      n_before,
                                                      n_during,
                                                      correlation,
                                                      season ? ", season" : ""),
                                          {.n_before = n_before,
                                           .n_during = n_during,
                                           .correlation = correlation,
                                           .season = season}));
      }
    }
  }
  return table;
}

}  // namespace

int main(int argc, char** argv) {
  const int n_tactics = argc > 1 ? std::atoi(argv[1]) : 2000;  // NOLINT
  print_table(series_table(), n_tactics);
}
