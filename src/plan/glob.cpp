#include "plan/glob.hpp"

#include <algorithm>
#include <optional>

#include "text/utf8.hpp"

namespace throughline::plan {
namespace {

bool between(unsigned c, unsigned first, unsigned last) { return c >= first && c <= last; }

// Capital and small letter stand side by side here, the capital on the even or on the odd place.
bool is_capital_of_pair(unsigned c) {
  const bool even =
      between(c, 0x100, 0x12e) || between(c, 0x132, 0x136) || between(c, 0x14a, 0x176);
  const bool odd = between(c, 0x139, 0x147) || between(c, 0x179, 0x17d);
  return (even && c % 2 == 0) || (odd && c % 2 == 1);
}

unsigned folded_code_point(unsigned c) {
  if ((between(c, 0xc0, 0xde) && c != 0xd7) || (between(c, 0x391, 0x3a9) && c != 0x3a2) ||
      between(c, 0x410, 0x42f)) {
    return c + 0x20;
  }
  if (between(c, 0x400, 0x40f)) {
    return c + 0x50;
  }
  return is_capital_of_pair(c) ? c + 1 : c;
}

void fold_pair(char& lead, char& trail) {
  const unsigned c = (static_cast<unsigned char>(lead) & 0x1fU) << 6U |
                     (static_cast<unsigned char>(trail) & 0x3fU);
  const unsigned small = folded_code_point(c);
  lead = static_cast<char>(0xc0U | small >> 6U);
  trail = static_cast<char>(0x80U | (small & 0x3fU));
}

bool is_pair(char lead, char trail) {
  return between(static_cast<unsigned char>(lead), 0xc2, 0xdf) &&
         between(static_cast<unsigned char>(trail), 0x80, 0xbf);
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80; }

std::size_t length_at(std::string_view text, std::size_t at) {
  return text::first_code_point(text.substr(at)).length;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string small(text);
  for (std::size_t i = 0; i < small.size(); ++i) {
    if (small[i] >= 'A' && small[i] <= 'Z') {
      small[i] = static_cast<char>(small[i] + ('a' - 'A'));
    } else if (i + 1 < small.size() && is_pair(small[i], small[i + 1])) {
      fold_pair(small[i], small[i + 1]);
      ++i;
    }
  }
  return small;
}

bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::optional<std::size_t> star;  // where the pattern goes on behind the last *
  std::size_t taken = 0;            // up to where that * has taken the text
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      taken = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t += length_at(text, t);
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star) {
      p = *star;
      taken += length_at(text, taken);
      t = taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::size_t literal_characters(std::string_view pattern) {
  return static_cast<std::size_t>(std::ranges::count_if(
      pattern, [](char c) { return c != '*' && c != '?' && !is_continuation(c); }));
}

}  // namespace throughline::plan
