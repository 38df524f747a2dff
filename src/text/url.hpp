#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace throughline::text {

/// The parts of a URL. Views point into the text, except the host, which is lowered into its own.
struct Url {
  std::string_view scheme;
  std::string host;  ///< lower case, without port, user or trailing dot; brackets of IPv6 dropped
  std::string_view path;
  std::string_view query;     ///< without "?"
  std::string_view fragment;  ///< without "#"
};

/// Takes a URL or referrer apart; "-", "" and garbage give an empty host. Linear, never fails.
[[nodiscard]] Url split_url(std::string_view text);

/// Decodes %XX and "+"; broken escapes stay as they are. At most 1,024 bytes come out.
[[nodiscard]] std::string decode_query(std::string_view text);

/// Finds the first parameter with this name (compared without case) and decodes its value.
[[nodiscard]] std::optional<std::string> query_value(std::string_view query, std::string_view name);

[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view left, std::string_view right);

}  // namespace throughline::text
