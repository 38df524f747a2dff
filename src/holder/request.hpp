#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace throughline::holder {

/// Changes whenever the bytes of a request, or what its frames mean, do.
inline constexpr std::uint32_t kProtocol = 1;

/// A command as it was given in another process, with what it must know of the terminal there.
struct Request {
  std::string version;                 ///< of the program that asks
  std::vector<std::string> arguments;  ///< without the program's name
  std::string folder;                  ///< where relative paths start; absolute
  std::uint32_t width = 0;             ///< of the terminal in columns; 0 = standard output is none
  bool color = false;
  bool progress = false;  ///< standard error is a terminal
  std::string language;   ///< "en", "zh"

  friend bool operator==(const Request&, const Request&) = default;
};

/// Protocol number, then the fields in their order; numbers take 4 bytes, texts their length and
/// their bytes.
[[nodiscard]] std::string encode_request(const Request& request);

/// Errors: Unsupported for another protocol, CorruptData for bytes that are no request.
[[nodiscard]] Result<Request> parse_request(std::string_view bytes);

}  // namespace throughline::holder
