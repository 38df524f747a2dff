#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::access {

/// Something that somebody did, or tried to.
struct AuditEntry {
  Seconds at = 0;
  std::string who;      ///< user, "token:NAME", "loopback", "terminal", or the name that was tried
  std::string what;     ///< "sign-in", "plan.save", "job.run"
  std::string outcome;  ///< "done", or why not
  std::string from;     ///< keyed hash of the address; "" where there is none

  friend bool operator==(const AuditEntry&, const AuditEntry&) = default;
};

/// One line of JSON without its end. What is too long is cut, and a control character becomes "?".
[[nodiscard]] std::string print_audit_entry(const AuditEntry& entry);
/// Nothing for a line that is none, such as one that a full disk cut off.
[[nodiscard]] std::optional<AuditEntry> parse_audit_entry(std::string_view line);

/// `audit.jsonl` in a folder, and the files it was before: audit.1.jsonl is the last one. Lines are
/// appended whole, also when several processes write.
class AuditLog {
 public:
  static constexpr int kOlderFiles = 9;

  explicit AuditLog(std::filesystem::path folder, std::uintmax_t max_bytes = 4U << 20)
      : folder_(std::move(folder)), max_bytes_(max_bytes) {}

  /// Errors: DiskFull, Unavailable.
  Result<void> append(const AuditEntry& entry);

  /// Every entry that is kept, the oldest first, and how many lines could not be read.
  struct Content {
    std::vector<AuditEntry> entries;
    std::size_t n_unreadable = 0;
  };

  /// Errors: Unavailable.
  [[nodiscard]] Result<Content> read() const;

 private:
  [[nodiscard]] std::filesystem::path file(int age) const;
  Result<void> rotate_if_large();

  const std::filesystem::path folder_;
  const std::uintmax_t max_bytes_;
  std::mutex mutex_;
};

}  // namespace throughline::access
