// How long it takes to score a table of many sources: throughline_bench_signals [sources] [months]
// [seed].
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <string_view>
#include <sys/resource.h>

#include "signals/score.hpp"
#include "signals/simulated.hpp"

namespace {

using namespace throughline;

// Heavy-tailed sizes, rates that differ, thirty thousand landing pages with words in them, a host
// for every twentieth page; every fiftieth source is better than its peers.
schema::SourceTable simulated_table(std::size_t n_sources,
                                    std::uint32_t n_months,
                                    std::uint64_t seed) {
  Rng rng(seed, "bench");
  signals::simulated::TableBuilder builder(n_months, schema::SourceKind::Page);
  constexpr std::string_view kWords[] = {
      "pump", "travel", "refill", "lotion", "summer", "gift", "skin", "night"};
  for (std::size_t i = 0; i < n_sources; ++i) {
    const std::uint64_t host = i / 20;
    const double rate = i % 50 == 0 ? 0.6 : rng.beta(8, 22);
    builder.add_steady(
        fmt::format("host{}.example/t/{}-{}-{}", host, i, kWords[rng.below(8)], rng.below(5000)),
        std::min(3000.0, 1.0 / rng.uniform()),
        rate,
        rng,
        schema::Channel::Referral,
        fmt::format(
            "/shop/{}-{}/p{}", kWords[rng.below(8)], kWords[rng.below(8)], rng.below(30000)),
        fmt::format("host{}.example", host));
  }
  return builder.table();
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

std::uint64_t argument(int argc, char** argv, int i, std::uint64_t otherwise) {
  return argc > i ? std::strtoull(argv[i], nullptr, 10) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const auto n_sources = argument(argc, argv, 1, 1000000);
  const auto n_months = static_cast<std::uint32_t>(argument(argc, argv, 2, 24));
  const schema::SourceTable table =
      simulated_table(n_sources, n_months, argument(argc, argv, 3, 1));
  const double cpu = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  const signals::ScoredTable scored =
      signals::score(table, {.paid = signals::Reference{200000, 34000}});
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  fmt::print("sources {}  rows of months {}  signals {}  pools {} of {} tested\n",
             scored.size(),
             table.months.size(),
             scored.n_signals,
             scored.pools.size(),
             scored.n_pools_tested);
  fmt::print("score: {:.2f} s wall, {:.2f} s CPU\n", wall.count(), cpu_seconds() - cpu);
  return 0;
}
