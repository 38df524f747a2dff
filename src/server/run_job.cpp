#include "server/run_job.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "render/report_html.hpp"
#include "workflow/ledger.hpp"
#include "workflow/run.hpp"

namespace throughline::server {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// Turns what a run tells into how far it is.
class Teller {
 public:
  explicit Teller(const Jobs::Tell& tell) : tell_(tell) {}

  void reading(const std::string& file, std::uint64_t bytes) {
    rows_before_ += rows_in_file_;
    rows_in_file_ = 0;
    bytes_ = bytes;
    begin("reading " + (file == "-" ? "standard input" : fs::path(file).filename().string()));
  }

  void read(std::uint64_t rows, std::uint64_t bytes) {
    rows_in_file_ = rows;
    if (const double seconds = passed(); seconds > 0.0) {
      now_.rows_per_second = static_cast<double>(rows) / seconds;
    }
    go_on(bytes_ == 0 ? std::nullopt
                      : std::optional(std::min(
                            1.0, static_cast<double>(bytes) / static_cast<double>(bytes_))));
  }

  void step(std::string name) {
    now_.rows_per_second = 0.0;
    begin(std::move(name));
  }

  void deriving(double done) { go_on(done); }

 private:
  [[nodiscard]] double passed() const {
    return std::chrono::duration<double>(Clock::now() - began_).count();
  }

  void begin(std::string step) {
    began_ = Clock::now();
    now_.step = std::move(step);
    go_on(std::nullopt);
  }

  void go_on(std::optional<double> part) {
    constexpr double kTooEarly = 0.02;
    now_.rows = rows_before_ + rows_in_file_;
    now_.part = part;
    now_.seconds_left =
        part && *part > kTooEarly ? std::optional(passed() * (1.0 - *part) / *part) : std::nullopt;
    tell_(now_);
  }

  const Jobs::Tell& tell_;
  Progress now_;
  std::uint64_t rows_before_ = 0;
  std::uint64_t rows_in_file_ = 0;
  std::uint64_t bytes_ = 0;
  Clock::time_point began_;
};

render::Language language_of(const workflow::Workspace& workspace) {
  return workspace.settings.language == "zh" ? render::Language::Chinese
                                             : render::Language::English;
}

}  // namespace

Result<void> run_main_job(const StoreForJobs& to,
                          const Moment& moment,
                          const std::stop_token& stop,
                          const Jobs::Tell& tell) {
  const workflow::Workspace& workspace = *moment.workspace;
  Teller teller(tell);
  teller.step("waiting for the store");
  TL_TRY(const auto turn, to.writers.take(stop, [] {}));
  TL_TRY(const auto store, to.open());
  holder::ChangeGate::Pass changing;
  workflow::RunOptions options{.n_threads = workflow::reading_threads(), .stop = stop};
  options.collected = to.collected;
  options.open_input = [] {
    return Result<int>(fail(ErrorCode::Unsupported,
                            "a server has no standard input to read",
                            "throughline import WORKSPACE - reads it"));
  };
  options.events = {
      .reading = [&](const std::string& file, std::uint64_t bytes) { teller.reading(file, bytes); },
      .read = [&](std::uint64_t rows, std::uint64_t bytes) { teller.read(rows, bytes); },
      .changing =
          [&] {
            teller.step("making visits");
            changing = to.gate.change();
          },
      .deriving = [&](double done) { teller.deriving(done); }};
  const workflow::Scope scope{.as_of = moment.as_of};
  TL_TRY(const views::Report report, workflow::run(*store, workspace, scope, options));
  teller.step("writing the report");
  TL_TRY(const views::Ledger ledger,
         workflow::make_ledger(*store, workspace, scope, report.signals));
  return workflow::write_text(workspace.report(),
                              render::report_html(report, ledger, language_of(workspace)));
}

}  // namespace throughline::server
