#include "http/client_rate.hpp"

#include <utility>
//
#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "base/hash.hpp"

namespace throughline::http {

namespace {

// So many clients at their limit at once are an attack by addresses; then nobody is counted anew,
// rather than memory growing.
constexpr std::size_t kMaxClients = 1'000'000;

std::chrono::nanoseconds nanoseconds_of(double seconds) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double>(seconds));
}

}  // namespace

std::uint64_t client_key(std::string_view address) {
  boost::system::error_code error;
  const auto parsed = boost::asio::ip::make_address(std::string(address), error);
  if (error || parsed.is_v4()) {
    return hash_bytes(address);
  }
  const auto bytes = parsed.to_v6().to_bytes();
  return hash_bytes({reinterpret_cast<const char*>(bytes.data()), 8});
}

ClientRates::ClientRates(const RateLimit& limit)
    : interval_(nanoseconds_of(1 / limit.per_second)),
      depth_(nanoseconds_of(std::max(0.0, limit.burst - 1) / limit.per_second)) {}

std::optional<std::chrono::seconds> ClientRates::take(std::uint64_t client, Moment now) {
  const std::lock_guard lock(mutex_);
  const auto found = full_at_.find(client);
  const auto full_at = found == full_at_.end() ? now : std::max(found->second, now);
  if (full_at - now > depth_) {
    return std::chrono::ceil<std::chrono::seconds>(full_at - now - depth_);
  }
  if (found != full_at_.end()) {
    found->second = full_at + interval_;
  } else {
    forget_full(now);
    if (full_at_.size() < kMaxClients) {
      full_at_.emplace(client, full_at + interval_);
    }
  }
  return std::nullopt;
}

// Looks at everybody each time their number has doubled, so a request pays a constant share.
void ClientRates::forget_full(Moment now) {
  if (full_at_.size() < forget_above_) {
    return;
  }
  std::erase_if(full_at_, [now](const auto& entry) { return entry.second <= now; });
  forget_above_ = std::max<std::size_t>(1024, full_at_.size() * 2);
}

std::size_t ClientRates::n_clients() const {
  const std::lock_guard lock(mutex_);
  return full_at_.size();
}

}  // namespace throughline::http
