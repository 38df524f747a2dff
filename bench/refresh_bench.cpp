// How soon collected events are shown: refresh_bench WORKSPACE N_EVENTS [ROUNDS]. Writes segments
// of events into a workspace that has been run (made-up people; a third of them have come before in
// these rounds), and refreshes after each. Prints what each round took, and how long the step took
// during which readers must wait. Use a copy of the workspace.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <time.h>

#include "base/random.hpp"
#include "workflow/refresh.hpp"

namespace {

using namespace throughline;  // NOLINT(google-build-using-namespace): a program of its own

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

double cpu_now() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

double wall_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Two to three events a person.
void write_segment(const std::filesystem::path& file, int round, std::uint64_t n_events) {
  constexpr std::uint64_t kStart = 1'780'315'200'000;
  Rng rng(static_cast<std::uint64_t>(round), "refresh bench");
  std::ofstream out(file, std::ios::binary);
  out << fmt::format("# throughline.collected/1 main {} {:016x}\n", round, rng());
  for (std::uint64_t i = 0; i < n_events; ++i) {
    const std::uint64_t person = rng.below(n_events / 2) +
                                 (rng.below(3) == 0 ? 0 : static_cast<std::uint64_t>(round) << 32U);
    out << fmt::format(
        R"({{"time":{},"visitor":"{:016x}","name":"pageview","url":"https://site.example/p{}"}})"
        "\n",
        kStart + static_cast<std::uint64_t>(round) * 60'000 + rng.below(60'000),
        (person + 1) * 0x9e3779b97f4a7c15ULL,
        rng.below(500));
  }
}

Result<void> measure(const std::filesystem::path& folder, std::uint64_t n_events, int rounds) {
  TL_TRY(const workflow::Workspace workspace, workflow::open_workspace(folder));
  TL_TRY(const auto store, workflow::open_store(workspace));
  const auto segments = workspace.hidden() / "collected" / "main";
  std::filesystem::create_directories(segments);
  for (int round = 1; round <= rounds; ++round) {
    write_segment(segments / fmt::format("{:06}.jsonl", round), round, n_events);
    const double wall = wall_now();
    const double cpu = cpu_now();
    double swap = 0;
    TL_TRY(const auto collected, workflow::collected_segments(workspace));
    TL_TRY(const workflow::Refreshed done,
           workflow::refresh(
               *store, workspace, {.segments = collected, .at_swap = [&](const auto& show) {
                                     const double begun = wall_now();
                                     auto shown = show();
                                     swap = wall_now() - begun;
                                     return shown;
                                   }}));
    fmt::print("{} events: {:.2f} s, {:.2f} CPU-s; readers wait {:.0f} ms\n",
               done.hits,
               wall_now() - wall,
               cpu_now() - cpu,
               swap * 1e3);
    std::fflush(stdout);
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: refresh_bench WORKSPACE N_EVENTS [ROUNDS]\n");
    return 2;
  }
  const auto done =
      measure(argv[1], std::strtoull(argv[2], nullptr, 10), argc > 3 ? std::atoi(argv[3]) : 5);
  if (!done) {
    fmt::print(stderr, "{}\n", done.error().text());
    return 1;
  }
  return 0;
}
