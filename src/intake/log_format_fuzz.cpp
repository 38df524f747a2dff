#include <cstddef>
#include <cstdint>
#include <string_view>

#include "intake/log_format.hpp"
#include "intake/own_host.hpp"

namespace intake = throughline::intake;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t half = text.find('\n');
  if (const auto format = intake::parse_log_format(text.substr(0, half))) {
    intake::LogParser parser(*format);
    intake::LogLine line;
    (void)parser.parse(text.substr(half == std::string_view::npos ? size : half + 1), line);
  }
  if (const auto format = intake::detect_log_format(text)) {
    (void)intake::guess_own_host(*format, text);
  }
  return 0;
}
