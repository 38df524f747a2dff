#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "collector/segment_file.hpp"
#include "collector/segments.hpp"

namespace throughline::collector {

/// Somebody who waits until bytes are on the disk. Settled once, on the writer's thread.
class Waiter {
 public:
  virtual ~Waiter() = default;
  /// \param outcome  nothing: they are there for good. DiskFull, Unavailable: none of them is.
  virtual void settle(const Result<void>& outcome) = 0;
};

struct SegmentOptions {
  std::uint64_t segment_bytes = std::uint64_t{64} << 20;  ///< a longer segment is closed
  std::size_t most_bytes = std::size_t{16} << 20;         ///< that wait; more are not taken
  std::size_t most_waiters = 20'000;                      ///< as for bytes
};

/// Appends lines to the segments of one site and tells who sent them once they are on the disk.
/// One thread writes: it takes all that waits, writes it, waits for the disk once, and settles
/// everybody. So the disk's pace decides how many share a wait, and not how long anybody waits.
class SegmentLog {
 public:
  /// Makes the folder; earlier segments in it must have been settled.
  /// \param site  id, which is the folder's name too. Errors: Unavailable.
  [[nodiscard]] static Result<std::unique_ptr<SegmentLog>> open(const std::filesystem::path& folder,
                                                                std::string_view site,
                                                                std::vector<Segment> earlier,
                                                                const SegmentOptions& options = {});

  /// As close().
  ~SegmentLog();
  SegmentLog(const SegmentLog&) = delete;
  SegmentLog& operator=(const SegmentLog&) = delete;

  /// Takes whole lines, whose waiter is settled later; or gives the waiter back where too much
  /// waits already, or after close(). Never blocks for the disk.
  [[nodiscard]] std::unique_ptr<Waiter> append(std::string_view lines,
                                               std::unique_ptr<Waiter> waiter);

  /// Closes the segment that is being written, so that it can be removed once it is imported; the
  /// next lines begin another. Does nothing where it has no lines. Returns at once.
  void turn_over();

  /// All segments that were not forgotten, in order, and how far each may be read.
  [[nodiscard]] std::vector<Segment> segments() const;
  /// Leaves out a segment that was removed.
  void forget(const Segment& segment);

  /// Bytes that wait for the disk.
  [[nodiscard]] std::size_t waiting() const;

  /// Writes what waits, settles everybody, ends the thread.
  void close();

 private:
  SegmentLog(std::filesystem::path folder,
             std::string site,
             std::vector<Segment> earlier,
             const SegmentOptions& options);

  void write_on();
  [[nodiscard]] Result<void> commit(std::string_view lines);
  [[nodiscard]] Result<void> begin_segment();
  void note(const SegmentFile& file);
  void end_segment();

  const std::filesystem::path folder_;
  const std::string site_;
  const SegmentOptions options_;
  std::optional<SegmentFile> file_;  ///< of the writer's thread alone

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::string lines_;  ///< that wait
  std::vector<std::unique_ptr<Waiter>> waiters_;
  std::vector<Segment> segments_;
  std::uint64_t next_number_ = 1;
  bool turning_ = false;
  bool closing_ = false;
  std::thread writer_;
};

}  // namespace throughline::collector
