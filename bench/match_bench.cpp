// How long it takes to bind rows to a plan: throughline_bench_match [rows] [tactics] [seed].
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "plan/match.hpp"

namespace {

using namespace throughline;
using plan::MatchKey;

plan::MatchItem item(MatchKey key, std::string pattern) {
  plan::MatchItem made;
  made.keys[key].push_back({std::move(pattern), {}});
  made.keys[MatchKey::Market].push_back({"de", {}});
  return made;
}

// A plan as big companies would have it: most tactics by a whole campaign, a third by a start of
// it, a few by a part of it; all of them in one market.
plan::Plan plan_of(std::size_t n_tactics) {
  plan::Plan made;
  for (std::size_t i = 0; i < n_tactics; ++i) {
    plan::Tactic tactic;
    tactic.head.id.value = fmt::format("t{}", i);
    tactic.match = {i % 50 == 0  ? item(MatchKey::Campaign, fmt::format("*-part{}-*", i))
                    : i % 3 == 0 ? item(MatchKey::Campaign, fmt::format("start{}-*", i))
                                 : item(MatchKey::Campaign, fmt::format("whole-{}", i))};
    made.tactics.push_back(std::move(tactic));
  }
  return made;
}

std::vector<std::string> campaigns_of(std::size_t n_rows, std::size_t n_tactics, Rng& rng) {
  std::vector<std::string> made;
  for (std::size_t i = 0; i < n_rows; ++i) {
    const std::uint64_t t = rng.below(n_tactics);
    made.push_back(t % 50 == 0  ? fmt::format("x-part{}-{}", t, i)
                   : t % 3 == 0 ? fmt::format("start{}-{}", t, i)
                   : t % 2 == 0 ? fmt::format("whole-{}", t)
                                : fmt::format("other-{}", i));
  }
  return made;
}

std::size_t argument(int argc, char** argv, int i, std::size_t otherwise) {
  return argc > i ? std::strtoull(argv[i], nullptr, 10) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t n_rows = argument(argc, argv, 1, 1000000);
  const std::size_t n_tactics = argument(argc, argv, 2, 1000);
  Rng rng(argument(argc, argv, 3, 1), "bench");
  const plan::Matcher matcher(plan_of(n_tactics));
  const std::vector<std::string> campaigns = campaigns_of(n_rows, n_tactics, rng);
  const auto start = std::chrono::steady_clock::now();
  std::size_t bound = 0;
  for (const std::string& campaign : campaigns) {
    plan::RowKeys row;
    row[MatchKey::Campaign] = campaign;
    row[MatchKey::Market] = "de";
    row[MatchKey::Medium] = "cpc";
    bound += matcher.bind(row).winner().has_value() ? 1U : 0U;
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  fmt::print("rows {}  tactics {}  bound {}  {:.2f} s, {:.0f} ns a row\n",
             n_rows,
             n_tactics,
             bound,
             wall.count(),
             1e9 * wall.count() / static_cast<double>(n_rows));
  return 0;
}
