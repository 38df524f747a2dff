#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/hosts.hpp"
#include "text/url.hpp"
#include "text/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace text = throughline::text;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const text::Url url = text::split_url(input);
  if (text::registrable_domain(url.host).size() > url.host.size()) {
    __builtin_trap();
  }
  if (url.host.size() > 253 || url.host != text::to_lower(url.host)) {
    __builtin_trap();
  }
  if (const auto value = text::query_value(url.query, "utm_source");
      value && value->size() > 1024) {
    __builtin_trap();
  }
  if (text::display_width(text::truncate(input, 20)) > 20) {
    __builtin_trap();
  }
  const std::string clean = text::printable(input);
  if (text::printable(clean) != clean) {
    __builtin_trap();
  }
  return 0;
}
