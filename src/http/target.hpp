#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace throughline::http {

/// What the target of a request asks for.
struct Target {
  std::string path;
  std::vector<Parameter> parameters;
};

enum class Plus { AsItIs, IsSpace };

/// Decodes %XX. \returns nothing for a "%" without two hexadecimal digits, and for %00
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus);

/// Reads "a=1&b=2" as forms write it. \returns nothing if a part cannot be decoded
[[nodiscard]] std::optional<std::vector<Parameter>> read_parameters(std::string_view query);

/// Reads a target as RFC 9112 has it in requests to servers: "/path?query", or the same behind
/// "http://host". Empty parts of the path and "." are left out.
///
/// \returns nothing if it is neither, cannot be decoded, or its path has a "..", a "/" or "\" that
/// was written as %2F or %5C, or a control character in it: nobody means these well.
[[nodiscard]] std::optional<Target> read_target(std::string_view target);

}  // namespace throughline::http
