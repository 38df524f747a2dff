// Lines per CPU-second from bytes to batches, without a store: intake_bench FILE [N_THREADS].
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fmt/format.h>

#include "intake/log_rows.hpp"
#include "intake/read_rows.hpp"

namespace intake = throughline::intake;
namespace acquisition = throughline::acquisition;

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

throughline::Result<void> run(const std::string& file, unsigned n_threads) {
  const auto classifier = *acquisition::Classifier::make({.own_hosts = {"lumen.example"}});
  const acquisition::AgentList agents;
  const intake::IntakeRules rules{
      &classifier, &agents, intake::VisitorKey({1}, intake::Rotation::None), 1};
  TL_TRY(const auto head, intake::read_head(file));
  TL_TRY(const auto format, intake::detect_log_format(head.bytes));
  TL_TRY(const auto source, intake::open_bytes(file));
  const double cpu = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  std::uint64_t lines = 0;
  std::uint64_t words = 0;
  TL_CHECK(intake::read_rows(*source,
                             rules,
                             intake::log_rows(format),
                             {.n_threads = n_threads},
                             [&](intake::IntakeBatch&& batch) -> throughline::Result<void> {
                               lines += batch.lines;
                               words += batch.words.size() + batch.touches.size();
                               return {};
                             }));
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const double used = cpu_seconds() - cpu;
  fmt::print("{} lines, {} words; {:.2f} CPU-s, {:.2f} s; {:.2f} M lines/CPU-s\n",
             lines,
             words,
             used,
             seconds,
             static_cast<double>(lines) / used / 1e6);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: intake_bench FILE [N_THREADS]\n");
    return 2;
  }
  const auto done = run(argv[1], argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 0);
  if (!done) {
    fmt::print(stderr, "{}\n", done.error().text());
    return throughline::exit_code(done.error().code);
  }
  return 0;
}
