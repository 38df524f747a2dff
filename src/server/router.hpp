#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.hpp"

namespace throughline::server {

/// Values of the braces of a pattern, in its order.
using PathValues = std::vector<std::string>;

/// Does a path fit "/api/v1/line/{id}"? "{id}" stands for one part that is not empty, "{id...}" for
/// all that follows.
[[nodiscard]] std::optional<PathValues> matched(std::string_view pattern, std::string_view path);

[[nodiscard]] std::string_view name_of(http::Method method);  ///< "GET"

/// "GET, HEAD, POST" for the header Allow. Whoever may GET may ask for the head alone.
[[nodiscard]] std::string allowed(const std::vector<http::Method>& methods);

}  // namespace throughline::server
