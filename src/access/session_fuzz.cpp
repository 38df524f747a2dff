#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "access/origin.hpp"
#include "access/session.hpp"

// No bytes are a session of a key that they were not signed with; signed by it, whatever the bytes
// are, they never crash and never outlive what a session may.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace throughline;
  constexpr Seconds kNow = 1'800'000'000;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  access::Key key{};
  key.fill(7);
  TL_ASSERT(!access::verify_session(text, key, kNow));
  const std::string payload = "1." + access::base64url(text);
  const std::string cookie = payload + "." + access::keyed_hash(key, "session", payload);
  if (const auto session = access::verify_session(cookie, key, kNow)) {
    TL_ASSERT(session->expires() > kNow && session->expires() <= kNow + 60 + access::kIdleSession);
    TL_ASSERT(access::verify_session(access::sign_session(*session, key), key, kNow) == session);
  }
  static_cast<void>(access::is_loopback_host(text));
  return 0;
}
