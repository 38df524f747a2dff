#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "http/message.hpp"
#include "render/numbers.hpp"
#include "server/moments.hpp"
#include "workflow/scope.hpp"

namespace throughline::server {

/// What every GET may say: which visits, and in which language sentences are.
struct Asking {
  workflow::Scope scope;
  render::Language language = render::Language::English;

  /// The same for the same visits.
  [[nodiscard]] std::string scope_key() const;
};

/// Reads `since`, `until`, `as_of`, `market` and `lang`. Errors: InvalidArgument.
[[nodiscard]] Result<Asking> asking_of(const http::Request& request, const Moment& moment);

/// A piece of a list.
struct Piece {
  std::uint64_t offset = 0;
  std::uint64_t limit = 0;
};

/// Reads `offset` and `limit`. Errors: InvalidArgument for what is no whole number, or for a limit
/// above `most`.
[[nodiscard]] Result<Piece> piece_of(const http::Request& request,
                                     std::uint64_t otherwise,
                                     std::uint64_t most);

/// Value of a parameter, "" where it is missing.
[[nodiscard]] std::string parameter(const http::Request& request, std::string_view name);

}  // namespace throughline::server
