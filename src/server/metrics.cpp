#include "server/metrics.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace throughline::server {
namespace {

void head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

template <class Value>
void one(std::string& out,
         std::string_view name,
         std::string_view type,
         std::string_view help,
         Value value) {
  head(out, name, type, help);
  fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
}

void add_http(std::string& out, const http::Counters& counters) {
  one(out, "throughline_http_open_connections", "gauge", "Connections now", counters.n_open);
  one(out, "throughline_http_streams", "gauge", "Streams of events now", counters.n_streams);
  one(out, "throughline_http_connections_total", "counter", "Connections", counters.n_accepted);
  one(out,
      "throughline_http_connections_refused_total",
      "counter",
      "Connections beyond the most that may be open",
      counters.n_refused);
  one(out,
      "throughline_http_limited_total",
      "counter",
      "Requests of clients that made too many",
      counters.n_limited);
}

void add_collector(std::string& out, const collector::CollectorCounts& counts) {
  one(out,
      "throughline_events_accepted_total",
      "counter",
      "Events answered as stored",
      counts.accepted);
  head(out, "throughline_events_refused_total", "counter", "Events refused, by reason");
  for (std::size_t i = 1; i < counts.refused.size(); ++i) {
    fmt::format_to(std::back_inserter(out),
                   "throughline_events_refused_total{{reason=\"{}\"}} {}\n",
                   name_of(static_cast<collector::Refusal>(i)),
                   counts.refused[i]);
  }
  one(out,
      "throughline_bodies_malformed_total",
      "counter",
      "Bodies that are no events",
      counts.malformed);
  one(out,
      "throughline_events_not_stored_total",
      "counter",
      "Events answered 503 or 507",
      counts.not_stored);
  one(out,
      "throughline_collector_waiting_bytes",
      "gauge",
      "Bytes on their way to the disk",
      counts.waiting);
}

void add_jobs(std::string& out, const std::vector<Job>& jobs) {
  const auto running = std::ranges::count(jobs, JobState::Running, &Job::state);
  const auto failed = std::ranges::count(jobs, JobState::Failed, &Job::state);
  one(out, "throughline_jobs_running", "gauge", "Jobs at work", running);
  one(out, "throughline_jobs_failed", "gauge", "Remembered jobs that failed", failed);
}

}  // namespace

void Metrics::note(std::string_view route,
                   std::string_view method,
                   unsigned status,
                   std::chrono::microseconds duration) {
  const double seconds = static_cast<double>(duration.count()) / 1e6;
  const auto bucket =
      static_cast<std::size_t>(std::ranges::lower_bound(kBounds, seconds) - kBounds.begin());
  const std::scoped_lock lock(mutex_);
  ++answered_[{std::string(route), std::string(method), status}];
  Durations& durations = durations_[std::string(route)];
  ++durations.counts[bucket];
  durations.sum += seconds;
}

std::string Metrics::text(const Vitals& vitals) const {
  std::string out;
  const auto to = std::back_inserter(out);
  {
    const std::scoped_lock lock(mutex_);
    head(out, "throughline_requests_total", "counter", "Requests answered");
    for (const auto& [key, count] : answered_) {
      fmt::format_to(to,
                     "throughline_requests_total{{route=\"{}\",method=\"{}\",status=\"{}\"}} {}\n",
                     std::get<0>(key),
                     std::get<1>(key),
                     std::get<2>(key),
                     count);
    }
    head(out, "throughline_request_seconds", "histogram", "From a request to its answer");
    for (const auto& [route, durations] : durations_) {
      std::uint64_t below = 0;
      for (std::size_t i = 0; i < kBounds.size(); ++i) {
        below += durations.counts[i];
        fmt::format_to(to,
                       "throughline_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n",
                       route,
                       kBounds[i],
                       below);
      }
      const std::uint64_t all = below + durations.counts.back();
      fmt::format_to(to,
                     "throughline_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
                     "throughline_request_seconds_sum{{route=\"{0}\"}} {2}\n"
                     "throughline_request_seconds_count{{route=\"{0}\"}} {1}\n",
                     route,
                     all,
                     durations.sum);
    }
  }
  add_http(out, vitals.http);
  if (vitals.collector != nullptr) {
    add_collector(out, *vitals.collector);
  }
  add_jobs(out, vitals.jobs);
  one(out,
      "throughline_store_waiting",
      "gauge",
      "Requests that wait for the store",
      vitals.store_waiting);
  one(out,
      "throughline_answers_kept_bytes",
      "gauge",
      "Bytes of answers that are kept",
      vitals.kept_bytes);
  return out;
}

}  // namespace throughline::server
