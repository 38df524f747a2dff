#include "intake/amount.hpp"

#include <algorithm>
#include <cmath>

namespace throughline::intake {
namespace {

constexpr std::int64_t kMost = 9'007'199'254'740'992;  // 2^53

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits of a number with its point moved `digits` places to the right, rounded.
std::optional<std::int64_t> shifted(std::string_view whole, std::string_view part, int digits) {
  const auto n = static_cast<std::size_t>(digits);
  std::int64_t value = 0;
  const auto push = [&](char digit) { value = value * 10 + (digit - '0'); };
  for (const char digit : whole) {
    push(digit);
    if (value > kMost) {
      return std::nullopt;
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    push(i < part.size() ? part[i] : '0');
    if (value > kMost) {
      return std::nullopt;
    }
  }
  return value + (part.size() > n && part[n] >= '5' ? 1 : 0);
}

}  // namespace

std::optional<std::int64_t> parse_amount(std::string_view text, int digits) {
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative ? 1 : 0);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = text.substr(std::min(point + 1, text.size()));
  if (whole.empty() || !std::ranges::all_of(whole, is_digit) ||
      !std::ranges::all_of(part, is_digit)) {
    return std::nullopt;
  }
  const auto value = shifted(whole, part, digits);
  return value && negative ? std::optional(-*value) : value;
}

std::optional<std::int64_t> minor_units(double amount, int digits) {
  const double minor = amount * std::pow(10.0, digits);
  if (!(std::abs(minor) <= static_cast<double>(kMost))) {
    return std::nullopt;
  }
  return std::llround(minor);
}

}  // namespace throughline::intake
