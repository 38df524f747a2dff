#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::server {

enum class JobState : std::uint8_t { Running, Done, Failed, Cancelled };

[[nodiscard]] std::string_view name_of(JobState state);  ///< "running"

/// How far a job is.
struct Progress {
  std::string step;            ///< "reading access.log", "making visits"
  std::optional<double> part;  ///< of the step, 0 to 1; absent = cannot be told
  std::uint64_t rows = 0;      ///< read so far
  double rows_per_second = 0.0;
  std::optional<double> seconds_left;  ///< of the step
};

/// Long work that somebody asked for.
struct Job {
  std::string id;
  std::string kind;  ///< "run"
  JobState state = JobState::Running;
  Progress progress;
  std::optional<Error> error;
  Seconds started = 0;
  std::optional<Seconds> ended;
};

[[nodiscard]] std::string job_json(const Job& job);
/// {"jobs": [...]}, the latest first.
[[nodiscard]] std::string jobs_json(const std::vector<Job>& jobs);

/// Does one job at a time on a thread of its own, and remembers the last ones. Safe from several
/// threads.
class Jobs {
 public:
  using Tell = std::function<void(const Progress&)>;
  using Work = std::function<Result<void>(const std::stop_token&, const Tell&)>;
  static constexpr std::size_t kRemembered = 50;

  Jobs() = default;
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;
  /// As close().
  ~Jobs();

  /// Begins a job. Errors: Conflict while one runs, and after close().
  [[nodiscard]] Result<Job> start(std::string kind, Seconds now, Work work);
  [[nodiscard]] std::vector<Job> list() const;
  [[nodiscard]] std::optional<Job> find(std::string_view id) const;
  /// Asks a job to stop; it does so at the next place where nothing is lost. Errors: NotFound;
  /// Conflict for one that has ended.
  [[nodiscard]] Result<Job> cancel(std::string_view id);

  /// Stops what runs and waits for it.
  void close();

 private:
  void change(const std::string& id, const std::function<void(Job&)>& how);
  void work_on(const std::stop_token& stop, const std::string& id, const Work& work);

  mutable std::mutex mutex_;
  std::vector<Job> jobs_;  ///< the latest last
  std::uint64_t n_started_ = 0;
  bool running_ = false;
  bool closed_ = false;
  std::jthread thread_;
};

}  // namespace throughline::server
