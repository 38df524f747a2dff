#include "plan/placeholder.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace throughline::plan {
namespace {

constexpr std::array<std::string_view, 11> kPlaceholders = {
    "", "...", "-", "?", "x", "xxx", "tbd", "todo", "n/a", "none", "later"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace

bool is_placeholder(std::string_view text) {
  constexpr std::size_t kLongest = 5;
  const std::string_view bare = trimmed(text);
  if (bare.size() > kLongest) {
    return false;
  }
  std::string small(bare);
  std::ranges::transform(small, small.begin(), lower);
  return std::ranges::find(kPlaceholders, small) != kPlaceholders.end();
}

}  // namespace throughline::plan
