#pragma once

#include <string>
#include <string_view>

namespace throughline::document {

/// What is wrong, in words for people who write files, and what to do about it.
struct Advice {
  std::string message;
  std::string hint;
};

/// Explains a message of the YAML library.
[[nodiscard]] Advice advice_for(std::string_view library_message);

}  // namespace throughline::document
