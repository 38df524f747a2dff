#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace throughline::access {

/// How often one name, or one address, may fail.
struct AttemptLimits {
  double burst = 5;          ///< failures in a row
  double seconds_each = 60;  ///< until another one is allowed again
};

/// Counts failed attempts: a token bucket for each key, which begins full. Safe from several
/// threads; memory is bounded, and where it is not enough for all keys, the fullest buckets are
/// forgotten, since they bind least.
class Attempts {
 public:
  explicit Attempts(AttemptLimits limits, std::size_t max_keys = 10'000)
      : limits_(limits), max_keys_(max_keys) {}

  /// Takes an attempt. \returns 0, or the seconds until there is one again
  [[nodiscard]] Seconds take(std::string_view key, Seconds now);
  /// Gives an attempt back, as it did not fail.
  void give_back(std::string_view key);

 private:
  struct Bucket {
    double left = 0;
    Seconds at = 0;
  };

  void fill(Bucket& bucket, Seconds now) const;
  void make_room(Seconds now);

  const AttemptLimits limits_;
  const std::size_t max_keys_;
  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
};

}  // namespace throughline::access
