#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "text/width_tables.hpp"

namespace throughline::text {
namespace {

constexpr char32_t kReplacement = 0xfffd;

template <std::size_t N>
bool is_in(const std::array<CodeRange, N>& ranges, char32_t c) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), c, [](char32_t code, const CodeRange& range) {
        return code < range.first;
      });
  return after != ranges.begin() && c <= std::prev(after)->last;
}

// Control characters, and those that turn the direction of the text around them.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200e && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

std::size_t width_of(char32_t c) {
  if (c >= 0x20 && c < 0x7f) {
    return 1;
  }
  if (is_control(c) || is_in(kZeroWidth, c)) {
    return 0;
  }
  return is_in(kDoubleWidth, c) ? 2 : 1;
}

std::size_t length_of(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xc2 && lead < 0xe0) {
    return 2;
  }
  if (lead >= 0xe0 && lead < 0xf0) {
    return 3;
  }
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

bool is_valid(char32_t value, std::size_t length) {
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  return value >= kSmallest[length] && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = length_of(lead);
  if (length == 1) {
    return {lead, 1};
  }
  if (length == 0 || length > text.size()) {
    return {kReplacement, 1};
  }
  char32_t value = lead & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0U) != 0x80U) {
      return {kReplacement, 1};
    }
    value = (value << 6U) | (next & 0x3fU);
  }
  return is_valid(value, length) ? CodePoint{value, length} : CodePoint{kReplacement, 1};
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    width += width_of(point.value);
    text.remove_prefix(point.length);
  }
  return width;
}

std::string truncate(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) {
    return std::string(text);
  }
  std::size_t used = 0;
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const CodePoint point = first_code_point(text.substr(bytes));
    if (used + width_of(point.value) + 1 > width) {
      break;
    }
    used += width_of(point.value);
    bytes += point.length;
  }
  return std::string(text.substr(0, bytes)) + (width > 0 ? "…" : "");
}

std::string printable(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (is_control(point.value) || point.value == kReplacement) {
      clean += "\xef\xbf\xbd";
    } else {
      clean.append(text.substr(0, point.length));
    }
    text.remove_prefix(point.length);
  }
  return clean;
}

}  // namespace throughline::text
