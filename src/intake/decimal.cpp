#include "intake/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace throughline::intake {
namespace {

constexpr std::string_view kNone = {};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool are_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

// Whether a number ends in this mark and one or two digits: no group of thousands does.
bool ends_in_decimals(std::string_view number, char mark) {
  const std::size_t at = number.rfind(mark);
  if (at == std::string_view::npos) {
    return false;
  }
  const std::string_view behind = number.substr(at + 1);
  return (behind.size() == 1 || behind.size() == 2) && are_digits(behind);
}

// What parts thousands at the start of a text, if anything: the bytes of the separator.
std::string_view separator_at(std::string_view text, char other_mark) {
  constexpr std::string_view kNarrowBlank = "\xE2\x80\xAF";
  constexpr std::string_view kHardBlank = "\xC2\xA0";
  for (const std::string_view blank : {kNarrowBlank, kHardBlank}) {
    if (text.starts_with(blank)) {
      return blank;
    }
  }
  const bool is_one =
      !text.empty() && (text.front() == ' ' || text.front() == '\'' || text.front() == other_mark);
  return is_one ? text.substr(0, 1) : kNone;
}

std::string_view take_digits(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, is_digit);
  const auto n = static_cast<std::size_t>(end - text.begin());
  const std::string_view digits = text.substr(0, n);
  text.remove_prefix(n);
  return digits;
}

// Digits of the whole part, which `text` loses; nothing if its groups are none.
std::optional<std::string> take_whole(std::string_view& text, char other_mark) {
  std::string whole(take_digits(text));
  const std::string_view separator = separator_at(text, other_mark);
  const bool may_lead = !whole.empty() && whole.size() <= 3 && whole.front() != '0';
  if (!separator.empty() && !may_lead) {  // 0,125 has no thousands
    return std::nullopt;
  }
  while (!separator.empty() && text.starts_with(separator)) {
    text.remove_prefix(separator.size());
    const std::string_view group = take_digits(text);
    if (group.size() != 3) {
      return std::nullopt;
    }
    whole += group;
  }
  return whole;
}

}  // namespace

DecimalMark decimal_mark_of(std::span<const std::string> numbers, DecimalMark otherwise) {
  const auto some = [&](char mark) {
    return std::ranges::any_of(
        numbers, [&](const std::string& number) { return ends_in_decimals(number, mark); });
  };
  const bool comma = some(',');
  if (comma == some('.')) {
    return otherwise;
  }
  return comma ? DecimalMark::Comma : DecimalMark::Point;
}

std::optional<std::string> plain_number(std::string_view text, DecimalMark mark) {
  const char own = mark == DecimalMark::Point ? '.' : ',';
  const char other = mark == DecimalMark::Point ? ',' : '.';
  std::string out;
  if (text.starts_with('-') || text.starts_with('+')) {
    out = text.front() == '-' ? "-" : "";
    text.remove_prefix(1);
  }
  const auto whole = take_whole(text, other);
  if (!whole) {
    return std::nullopt;
  }
  std::string_view rest;
  if (text.starts_with(own)) {
    rest = text.substr(1);
  } else if (!text.empty()) {
    return std::nullopt;
  }
  if (!are_digits(rest) || (whole->empty() && rest.empty())) {
    return std::nullopt;
  }
  out += whole->empty() ? "0" : *whole;
  return rest.empty() ? out : out.append(".").append(rest);
}

std::optional<double> parse_number(std::string_view text, DecimalMark mark) {
  const auto plain = plain_number(text, mark);
  double number = 0.0;
  if (!plain) {
    return std::nullopt;
  }
  const auto [end, error] = std::from_chars(plain->data(), plain->data() + plain->size(), number);
  return error == std::errc{} && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

}  // namespace throughline::intake
