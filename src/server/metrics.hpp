#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

#include "collector/collector.hpp"
#include "http/server.hpp"
#include "server/jobs.hpp"

namespace throughline::server {

/// What the server has of itself at one moment.
struct Vitals {
  http::Counters http;
  const collector::CollectorCounts* collector = nullptr;
  std::vector<Job> jobs;
  std::size_t store_waiting = 0;  ///< requests that wait for the store
  std::size_t kept_bytes = 0;     ///< of answers
};

/// Counts what was answered, by route, method and status.
class Metrics {
 public:
  void note(std::string_view route,
            std::string_view method,
            unsigned status,
            std::chrono::microseconds duration);

  /// All of it in Prometheus' text format, version 0.0.4.
  [[nodiscard]] std::string text(const Vitals& vitals) const;

 private:
  static constexpr std::array<double, 10> kBounds = {
      0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0};  ///< seconds

  struct Durations {
    std::array<std::uint64_t, kBounds.size() + 1> counts{};
    double sum = 0.0;
  };

  using Answered = std::tuple<std::string, std::string, unsigned>;

  mutable std::mutex mutex_;
  std::map<Answered, std::uint64_t, std::less<>> answered_;
  std::map<std::string, Durations, std::less<>> durations_;  ///< by route
};

}  // namespace throughline::server
