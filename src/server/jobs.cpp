#include "server/jobs.hpp"

#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <ranges>
#include <utility>

#include "render/json_parts.hpp"
#include "server/log.hpp"

namespace throughline::server {
namespace {

using render::Json;

Json json_of_job(const Job& job) {
  const Progress& progress = job.progress;
  Json json{{"id", job.id},
            {"kind", job.kind},
            {"state", name_of(job.state)},
            {"step", render::json_of(std::string_view(progress.step))},
            {"progress", progress.part ? Json(*progress.part) : Json(nullptr)},
            {"rows", progress.rows},
            {"rows_per_second", progress.rows_per_second},
            {"seconds_left", progress.seconds_left ? Json(*progress.seconds_left) : Json(nullptr)},
            {"started", format_timestamp(job.started)},
            {"ended", job.ended ? Json(format_timestamp(*job.ended)) : Json(nullptr)}};
  json["error"] = job.error
                      ? Json{{"message", render::json_of(std::string_view(job.error->message))},
                             {"hint", render::json_of(std::string_view(job.error->hint))}}
                      : Json(nullptr);
  return json;
}

Result<void> done_safely(const Jobs::Work& work,
                         const std::stop_token& stop,
                         const Jobs::Tell& tell) {
  try {
    return work(stop, tell);
  } catch (const std::exception& thrown) {
    return fail(ErrorCode::Internal,
                fmt::format("this is our fault; the log has it as {}", log_fault(thrown.what())));
  }
}

JobState state_of(const Result<void>& outcome) {
  if (outcome) {
    return JobState::Done;
  }
  return outcome.error().code == ErrorCode::Cancelled ? JobState::Cancelled : JobState::Failed;
}

}  // namespace

std::string_view name_of(JobState state) {
  switch (state) {
    case JobState::Running:
      return "running";
    case JobState::Done:
      return "done";
    case JobState::Failed:
      return "failed";
    case JobState::Cancelled:
      break;
  }
  return "cancelled";
}

std::string job_json(const Job& job) { return json_of_job(job).dump() + "\n"; }

std::string jobs_json(const std::vector<Job>& jobs) {
  Json list = Json::array();
  for (const Job& job : jobs | std::views::reverse) {
    list.push_back(json_of_job(job));
  }
  return Json{{"jobs", std::move(list)}}.dump() + "\n";
}

Jobs::~Jobs() { close(); }

Result<Job> Jobs::start(std::string kind, Seconds now, Work work) {
  const std::scoped_lock lock(mutex_);
  if (running_ || closed_) {
    return fail(ErrorCode::Conflict,
                running_ ? "a job runs already" : "the server is stopping",
                running_ ? "Wait for it, or stop it first" : "");
  }
  if (thread_.joinable()) {
    thread_.join();  // it has ended
  }
  Job job{.id = std::to_string(++n_started_), .kind = std::move(kind), .started = now};
  jobs_.push_back(job);
  if (jobs_.size() > kRemembered) {
    jobs_.erase(jobs_.begin());
  }
  running_ = true;
  thread_ = std::jthread([this, id = job.id, work = std::move(work)](const std::stop_token& stop) {
    work_on(stop, id, work);
  });
  return job;
}

std::vector<Job> Jobs::list() const {
  const std::scoped_lock lock(mutex_);
  return jobs_;
}

std::optional<Job> Jobs::find(std::string_view id) const {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find(jobs_, id, &Job::id);
  return found == jobs_.end() ? std::nullopt : std::optional(*found);
}

Result<Job> Jobs::cancel(std::string_view id) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find(jobs_, id, &Job::id);
  if (found == jobs_.end()) {
    return fail(ErrorCode::NotFound, "there is no such job", "GET /api/v1/jobs lists them");
  }
  if (found->state != JobState::Running) {
    return fail(ErrorCode::Conflict, "the job has ended already");
  }
  thread_.request_stop();
  return *found;
}

void Jobs::close() {
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    thread_.request_stop();
  }
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Jobs::change(const std::string& id, const std::function<void(Job&)>& how) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find(jobs_, id, &Job::id);
  if (found != jobs_.end()) {
    how(*found);
  }
}

void Jobs::work_on(const std::stop_token& stop, const std::string& id, const Work& work) {
  const Result<void> outcome = done_safely(work, stop, [&](const Progress& progress) {
    change(id, [&](Job& job) { job.progress = progress; });
  });
  change(id, [&](Job& job) {
    job.state = state_of(outcome);
    job.ended = now_utc();
    job.progress.seconds_left.reset();
    job.progress.part = outcome ? std::optional(1.0) : job.progress.part;
    if (!outcome) {
      job.error = outcome.error();
    }
    running_ = false;
  });
}

}  // namespace throughline::server
