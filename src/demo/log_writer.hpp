#pragma once

#include <cstdint>
#include <filesystem>
#include <queue>
#include <string>
#include <vector>
#include <zlib.h>

#include "base/error.hpp"
#include "demo/traffic.hpp"

namespace throughline::demo {

/// A request as a server logs it.
struct Request {
  Seconds at = 0;
  std::string_view address;
  std::string_view method = "GET";
  std::string_view target;
  int status = 200;
  std::uint64_t bytes = 5120;
  std::string_view referrer = "-";
  std::string_view agent;
};

/// "203.0.113.9 - - [30/Jun/2026:12:00:00 +0200] "GET / HTTP/1.1" 200 5120 "-" "Mozilla/5.0 …""
[[nodiscard]] std::string combined_line(const Request& request, const Market& market);

/// Writes lines into a gz file in the order in which a server would: by the time a request ended,
/// so that the times of neighbours may be a few seconds out of order.
class LogWriter {
 public:
  [[nodiscard]] static Result<LogWriter> open(const std::filesystem::path& file);
  LogWriter(LogWriter&& other) noexcept;
  ~LogWriter();

  /// \param ended  when the request was done; must not lie before the last flush()
  void add(Seconds ended, std::string line);
  /// Writes everything that ended before `until`.
  void flush(Seconds until);
  /// Writes the rest. Errors: DiskFull.
  [[nodiscard]] Result<void> finish();

  [[nodiscard]] std::uint64_t lines() const { return lines_; }

 private:
  struct Pending {
    Seconds ended = 0;
    std::uint64_t number = 0;
    std::string line;

    bool operator<(const Pending& other) const {  // the queue gives the greatest first
      return ended != other.ended ? ended > other.ended : number > other.number;
    }
  };

  LogWriter(gzFile file, std::string name) : file_(file), name_(std::move(name)) {}

  void write(std::string_view text);

  gzFile file_ = nullptr;
  std::string name_;
  std::string buffer_;
  std::priority_queue<Pending> pending_;
  std::uint64_t number_ = 0;
  std::uint64_t lines_ = 0;
  bool failed_ = false;
};

}  // namespace throughline::demo
