#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace throughline::access {

/// What a person may do; each may also do what those before it may.
enum class Role : std::uint8_t { Viewer, Editor, Admin };

[[nodiscard]] std::string_view name_of(Role role);  ///< "viewer"
/// Errors: InvalidArgument that lists the roles.
[[nodiscard]] Result<Role> role_named(std::string_view name);

/// What a request needs, and what a token gives.
enum class Scope : std::uint8_t {
  Read = 1,     ///< look at figures, lists and the plan
  Write = 2,    ///< save the plan, start and stop jobs, adopt signals
  Admin = 4,    ///< everything else
  Collect = 8,  ///< send events from a server of one's own
};

[[nodiscard]] std::string_view name_of(Scope scope);  ///< "read"

/// A set of scopes.
class Scopes {
 public:
  constexpr Scopes() = default;

  constexpr Scopes(std::initializer_list<Scope> scopes) {
    for (const Scope scope : scopes) {
      add(scope);
    }
  }

  constexpr void add(Scope scope) {
    bits_ = static_cast<std::uint8_t>(bits_ | static_cast<std::uint8_t>(scope));
  }

  [[nodiscard]] constexpr bool has(Scope scope) const {
    return (bits_ & static_cast<std::uint8_t>(scope)) != 0;
  }

  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

  friend constexpr bool operator==(Scopes, Scopes) = default;

 private:
  std::uint8_t bits_ = 0;
};

/// Write includes Read, Admin everything; Collect stands for itself.
[[nodiscard]] Scopes with_included(Scopes scopes);
[[nodiscard]] Scopes scopes_of(Role role);
/// The role that a token with these scopes is shown as; nothing if it may not even read.
[[nodiscard]] std::optional<Role> role_of(Scopes scopes);

/// "read,write", in a fixed order.
[[nodiscard]] std::string text_of(Scopes scopes);
/// Reads "read,write". Errors: InvalidArgument that lists the scopes; also for none at all.
[[nodiscard]] Result<Scopes> parse_scopes(std::string_view text);

}  // namespace throughline::access
