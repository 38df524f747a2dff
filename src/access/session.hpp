#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/secret.hpp"
#include "base/time.hpp"

namespace throughline::access {

inline constexpr Seconds kIdleSession = Seconds{12} * 3600;      ///< unused for so long, it ends
inline constexpr Seconds kLongestSession = Seconds{7} * 86'400;  ///< and after that in any case
inline constexpr Seconds kRenewAfter = 300;  ///< a cookie this old is replaced when it is used

/// What a session's cookie says. The name and role of its user are looked up with every request.
struct Session {
  std::string name;     ///< of the user
  std::string version;  ///< User::version when they signed in
  std::string id;       ///< random
  Seconds issued = 0;   ///< signed in
  Seconds renewed = 0;

  [[nodiscard]] Seconds expires() const;

  friend bool operator==(const Session&, const Session&) = default;
};

/// A session that begins now.
[[nodiscard]] Session begin_session(std::string name, std::string version, Seconds now);

/// The cookie's value: "1." base64url(fields) "." hash of what stands before it, by the key.
[[nodiscard]] std::string sign_session(const Session& session, const Key& key);

/// The session of a cookie that sign_session() wrote with this key and that has not expired. One
/// from the future has: a clock that went back must not make sessions longer.
[[nodiscard]] std::optional<Session> verify_session(std::string_view cookie,
                                                    const Key& key,
                                                    Seconds now);

/// What pages of this session send with every method that changes: bound to its id by the key.
[[nodiscard]] std::string csrf_of_session(const Session& session, const Key& key);
/// The same where there are no users and so no sessions.
[[nodiscard]] std::string csrf_of_loopback(const Key& key);

/// Is it for a connection by TLS?
enum class Transport { Plain, Tls };

/// "__Host-throughline" by TLS, which only this host can set and only by TLS, else "throughline".
[[nodiscard]] std::string_view cookie_name(Transport transport);

/// Values of Set-Cookie: out of reach of scripts, never sent along from other sites.
[[nodiscard]] std::string set_cookie(std::string_view value, Transport transport, Seconds age);
[[nodiscard]] std::string clear_cookie(Transport transport);

}  // namespace throughline::access
