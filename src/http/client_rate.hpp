#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace throughline::http {

/// How many requests a client may make: `burst` at once, then `per_second`.
struct RateLimit {
  double per_second = 50;  ///< > 0
  double burst = 200;      ///< >= 1
};

/// The client of an address, for counting: an IPv4 address, or the /64 of an IPv6 one, since
/// whoever has one address of a /64 has them all.
[[nodiscard]] std::uint64_t client_key(std::string_view address);

/// A token bucket for each client, kept as the one moment at which it is full again (the generic
/// cell rate algorithm, ITU-T I.371). Safe for use by many threads.
class ClientRates {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  explicit ClientRates(const RateLimit& limit);

  /// Takes a token of a client. \returns nothing if there was one; else for how long to wait
  std::optional<std::chrono::seconds> take(std::uint64_t client, Moment now);

  /// How many clients are remembered; those whose bucket is full are not, in time.
  [[nodiscard]] std::size_t n_clients() const;

 private:
  void forget_full(Moment now);

  std::chrono::nanoseconds interval_;  ///< for which a token is worth
  std::chrono::nanoseconds depth_;     ///< of a bucket
  mutable std::mutex mutex_;
  std::unordered_map<std::uint64_t, Moment> full_at_;
  std::size_t forget_above_ = 1024;
};

}  // namespace throughline::http
