#include "access/session.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <utility>

namespace throughline::access {
namespace {

constexpr std::string_view kForm = "1.";
constexpr std::size_t kLongestCookie = 1024;
constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kFields = 5;
constexpr Seconds kEndOfTime = Seconds{1} << 40;
constexpr Seconds kSkew = 60;  // between two processors' views of one clock, and no more

std::optional<Seconds> seconds_of(std::string_view text) {
  Seconds number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
  return whole && number >= 0 && number < kEndOfTime ? std::optional(number) : std::nullopt;
}

// Names, versions and ids have no space in them.
std::optional<std::array<std::string_view, kFields>> split(std::string_view text) {
  std::array<std::string_view, kFields> fields;
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::size_t space = text.find(' ');
    if ((space == std::string_view::npos) != (i + 1 == kFields)) {
      return std::nullopt;
    }
    fields[i] = text.substr(0, space);
    text.remove_prefix(i + 1 == kFields ? 0 : space + 1);
  }
  return fields;
}

std::optional<Session> session_in(std::string_view payload) {
  const auto bytes = from_base64url(payload);
  if (!bytes) {
    return std::nullopt;
  }
  const auto fields = split(*bytes);
  if (!fields) {
    return std::nullopt;
  }
  const auto issued = seconds_of((*fields)[3]);
  const auto renewed = seconds_of((*fields)[4]);
  if (!issued || !renewed) {
    return std::nullopt;
  }
  return Session{.name = std::string((*fields)[0]),
                 .version = std::string((*fields)[1]),
                 .id = std::string((*fields)[2]),
                 .issued = *issued,
                 .renewed = *renewed};
}

}  // namespace

Seconds Session::expires() const {
  return std::min(renewed + kIdleSession, issued + kLongestSession);
}

Session begin_session(std::string name, std::string version, Seconds now) {
  return {.name = std::move(name),
          .version = std::move(version),
          .id = random_hex(kIdBytes),
          .issued = now,
          .renewed = now};
}

std::string sign_session(const Session& session, const Key& key) {
  const std::string payload = base64url(fmt::format("{} {} {} {} {}",
                                                    session.name,
                                                    session.version,
                                                    session.id,
                                                    session.issued,
                                                    session.renewed));
  std::string text = std::string(kForm) + payload;
  const std::string hash = keyed_hash(key, "session", text);
  return text + "." + hash;
}

std::optional<Session> verify_session(std::string_view cookie, const Key& key, Seconds now) {
  const std::size_t dot = cookie.rfind('.');
  if (cookie.size() > kLongestCookie || !cookie.starts_with(kForm) || dot < kForm.size()) {
    return std::nullopt;
  }
  const std::string_view text = cookie.substr(0, dot);
  if (!same_secret(keyed_hash(key, "session", text), cookie.substr(dot + 1))) {
    return std::nullopt;
  }
  std::optional<Session> session = session_in(text.substr(kForm.size()));
  const bool current = session && now < session->expires() && session->renewed <= now + kSkew &&
                       session->issued <= session->renewed;
  return current ? std::move(session) : std::nullopt;
}

std::string csrf_of_session(const Session& session, const Key& key) {
  return keyed_hash(key, "csrf", session.id);
}

std::string csrf_of_loopback(const Key& key) { return keyed_hash(key, "csrf", "loopback"); }

std::string_view cookie_name(Transport transport) {
  return transport == Transport::Tls ? "__Host-throughline" : "throughline";
}

std::string set_cookie(std::string_view value, Transport transport, Seconds age) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}",
                     cookie_name(transport),
                     value,
                     age,
                     transport == Transport::Tls ? "; Secure" : "");
}

std::string clear_cookie(Transport transport) { return set_cookie("", transport, 0); }

}  // namespace throughline::access
