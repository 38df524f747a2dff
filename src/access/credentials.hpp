#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace throughline::access {

/// What somebody signs in with.
struct Credentials {
  std::string name;
  std::string password;
};

/// Reads {"name": ..., "password": ...}. Nothing for anything else, or for texts that no user can
/// have.
[[nodiscard]] std::optional<Credentials> parse_credentials(std::string_view body);

/// What an address is counted as: itself, or for IPv6 its first 64 bits, since whoever has one has
/// the others of that network too.
[[nodiscard]] std::string network_of(std::string_view address);

}  // namespace throughline::access
