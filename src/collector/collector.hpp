#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "collector/answer_text.hpp"
#include "collector/event.hpp"
#include "collector/live.hpp"
#include "collector/origins.hpp"
#include "collector/segment_log.hpp"
#include "collector/visitors.hpp"
#include "http/message.hpp"
#include "http/server.hpp"
#include "intake/visitor.hpp"
#include "settings/settings.hpp"

namespace throughline::collector {

struct CollectorOptions {
  std::filesystem::path folder;  ///< .throughline/collected
  std::vector<settings::Site> sites;
  intake::VisitorKey visitors;        ///< the workspace's key, which logs are read with too
  std::function<std::int64_t()> now;  ///< milliseconds since 1970; asked from several threads
  SegmentOptions segments;
  Live* live = nullptr;  ///< is told what was taken, if given; must outlive the collector
};

/// What the Data page tells of the collector.
struct CollectorCounts {
  std::uint64_t accepted = 0;                         ///< events that were answered as stored
  std::array<std::uint64_t, kRefusals> refused = {};  ///< events, by Refusal
  std::uint64_t malformed = 0;                        ///< bodies that are no events: 400 and 413
  std::uint64_t not_stored = 0;                       ///< events answered 503 or 507
  std::uint64_t passing = 0;               ///< accepted ones of people who are not to be followed
  RefusedOrigins::Counts refused_origins;  ///< requests by host; "" = further hosts together
  std::size_t waiting = 0;                 ///< bytes on their way to the disk
};

/// Takes what pages send to POST /collect. An event that was answered as accepted is on the disk.
/// All of it may be called from several threads.
class Collector {
 public:
  /// Settles what an earlier process left, and begins to collect. The folder must have no other
  /// collector. Errors: Unavailable, DiskFull.
  [[nodiscard]] static Result<std::unique_ptr<Collector>> open(CollectorOptions options);

  /// Answers POST and OPTIONS of /collect, when the events are on the disk, or at once where there
  /// is nothing to wait for. Never blocks for the disk.
  ///
  ///   202  {"accepted":2,"refused":[{"event":0,"reason":"..."}]}, at least one was accepted
  ///   204  a preflight of a page that may send
  ///   400  no JSON · 403 from a host under none of the sites · 405 · 413 too long
  ///   422  not one event was accepted; the same body as 202
  ///   503  too much waits for the disk: try again later · 507 the disk is full
  void collect(const http::Request& request, std::unique_ptr<http::Reply> reply);

  /// What may be imported, up to the length of each.
  [[nodiscard]] std::vector<Segment> segments() const;
  /// Closes what is open, so that it can go once it is imported.
  void turn_over();
  /// Deletes a closed segment that was imported to its end. Errors: Conflict, Unavailable.
  Result<void> remove(const Segment& segment);

  [[nodiscard]] CollectorCounts counts() const;

  /// Writes and answers what waits; what comes later is answered 503.
  void close();

 private:
  struct Site {
    std::string id;
    std::uint64_t domain = 0;  ///< hash of its registrable domain
    std::unique_ptr<SegmentLog> log;
  };

  class Answer;
  struct Taken;

  explicit Collector(CollectorOptions options);

  void take_body(const http::Request& request, std::size_t site, std::unique_ptr<Answer> answer);
  Tally take_events(std::span<const ReadEvent> events,
                    const http::Request& request,
                    std::size_t site,
                    Taken& taken);

  const std::function<std::int64_t()> now_;
  const Origins origins_;
  Live* const live_;
  Visitors visitors_;
  std::vector<Site> sites_;
  RefusedOrigins refused_origins_;
  std::atomic<std::uint64_t> accepted_ = 0;
  std::atomic<std::uint64_t> malformed_ = 0;
  std::atomic<std::uint64_t> not_stored_ = 0;
  std::atomic<std::uint64_t> passing_ = 0;
  std::array<std::atomic<std::uint64_t>, kRefusals> refused_ = {};
};

}  // namespace throughline::collector
