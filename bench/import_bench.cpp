// Where the time of the main job goes: import_bench LOG [THREADS]. A fresh store is made in a
// folder of its own, the log is read into it, visits are derived, sources counted and scored; each
// step with its CPU time (of the whole process, threads of the engine included), wall time, and
// lines a CPU-second up to there.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>

#include "base/time.hpp"
#include "workflow/judging.hpp"
#include "workflow/run.hpp"
#include "workflow/sessions.hpp"

namespace {

using namespace throughline;  // NOLINT(google-build-using-namespace): a program of its own

rusage usage_now() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

double cpu_now() {
  const rusage usage = usage_now();
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

double wall_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Prints what passed since the last call.
class Steps {
 public:
  void done(std::string_view step, std::uint64_t lines) {
    const double cpu = cpu_now();
    const double wall = wall_now();
    fmt::print(
        "{:<26} {:7.2f} CPU-s {:7.2f} s   so far {:7.2f} CPU-s = {:9.0f} lines/CPU-s, {:4} MiB at "
        "most\n",
        step,
        cpu - cpu_,
        wall - wall_,
        cpu,
        static_cast<double>(lines) / cpu,
        usage_now().ru_maxrss / 1024);
    std::fflush(stdout);
    cpu_ = cpu;
    wall_ = wall;
  }

 private:
  double cpu_ = 0.0;
  double wall_ = wall_now();
};

Result<void> measure(const std::filesystem::path& folder,
                     const std::string& log,
                     unsigned threads) {
  Steps steps;
  const double started = wall_now();
  TL_CHECK(workflow::init_workspace(folder));
  TL_CHECK(
      workflow::write_text(folder / workflow::kSettingsFile,
                           fmt::format("sources:\n  - {{id: logs, kind: log, path: "
                                       "\"{}\"}}\nsites:\n  - {{id: main, host: [site.example]}}\n",
                                       log)));
  TL_TRY(const workflow::Workspace workspace, workflow::open_workspace(folder));
  TL_TRY(const auto store, workflow::open_store(workspace));
  steps.done("store opened", 0);
  TL_TRY(const auto files, workflow::import_sources(*store, workspace, {.n_threads = threads}));
  const std::uint64_t lines = files.front().lines;
  steps.done("log read", lines);
  TL_TRY(const bool derived,
         workflow::derive_sessions(*store, workflow::session_rules(workspace.settings)));
  steps.done(derived ? "visits derived" : "visits were there", lines);
  TL_TRY(const CivilDate day, workflow::as_of(workspace));
  TL_TRY(const workflow::VisitFilter filter,
         workflow::filter_of(*store, workspace, {.as_of = day}));
  TL_TRY(const auto channels, workflow::load_channels(*store, filter));
  steps.done("channels counted", lines);
  TL_TRY(const auto table, workflow::load_sources(*store, schema::SourceKind::Domain, filter));
  steps.done("sources counted", lines);
  const double to_sources = cpu_now();
  const double wall_to_sources = wall_now() - started;
  TL_TRY(const auto report, workflow::make_report(*store, workspace, {.as_of = day}));
  steps.done("report filled (all anew)", lines);
  fmt::print(
      "{} lines, {} visits, {} sources; log to counted sources: {:.2f} CPU-s {:.2f} s = {:.0f} "
      "lines/CPU-s\n",
      lines,
      report.visits,
      table.size(),
      to_sources,
      wall_to_sources,
      static_cast<double>(lines) / to_sources);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: import_bench LOG [THREADS]\n");
    return 2;
  }
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("throughline-bench-{}", getpid());
  const auto threads = static_cast<unsigned>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1);
  const auto done = measure(folder, std::filesystem::absolute(argv[1]).string(), threads);
  std::filesystem::remove_all(folder);
  if (!done) {
    fmt::print(stderr, "{}\n", done.error().text());
    return 1;
  }
  return 0;
}
