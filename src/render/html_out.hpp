#pragma once

#include <fmt/format.h>
#include <iterator>
#include <string>
#include <utility>

namespace throughline::render {

/// Appends to a page that is being written.
template <class... Args>
void add(std::string& out, fmt::format_string<Args...> pattern, Args&&... args) {
  fmt::format_to(std::back_inserter(out), pattern, std::forward<Args>(args)...);
}

}  // namespace throughline::render
