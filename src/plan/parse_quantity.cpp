#include "plan/parse_quantity.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>

#include "base/currency.hpp"

namespace throughline::plan {
namespace {

constexpr std::size_t kMostDigits = 30;
constexpr std::int64_t kMostMinor = std::int64_t{1} << 53U;  ///< what JSON's numbers hold exactly

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A decimal number taken apart; views of the text.
struct Decimal {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
};

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal out;
  out.negative = text.starts_with('-');
  if (out.negative || text.starts_with('+')) {
    text.remove_prefix(1);
  }
  const std::size_t point = std::min(text.find('.'), text.size());
  out.whole = text.substr(0, point);
  out.fraction = text.substr(std::min(point + 1, text.size()));
  const bool bare_point = point < text.size() && out.fraction.empty();
  const bool digits = std::ranges::all_of(out.whole, is_digit) &&
                      std::ranges::all_of(out.fraction, is_digit) && !out.whole.empty();
  return digits && !bare_point && text.size() <= kMostDigits ? std::optional(out) : std::nullopt;
}

std::string_view without_leading_zeros(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? "0" : digits.substr(first);
}

std::string_view without_trailing_zeros(std::string_view digits) {
  const std::size_t last = digits.find_last_not_of('0');
  return last == std::string_view::npos ? std::string_view() : digits.substr(0, last + 1);
}

std::string shortest(const Decimal& decimal) {
  std::string out(without_leading_zeros(decimal.whole));
  if (const auto fraction = without_trailing_zeros(decimal.fraction); !fraction.empty()) {
    out += fmt::format(".{}", fraction);
  }
  return fmt::format("{}{}", decimal.negative && out != "0" ? "-" : "", out);
}

template <class T>
std::optional<T> parsed(std::string_view text) {
  T value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && stop == end ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<Number> parse_number(std::string_view text) {
  const auto decimal = parse_decimal(text);
  if (!decimal) {
    return std::nullopt;
  }
  std::string written = shortest(*decimal);
  const auto value = parsed<double>(written);
  return value ? std::optional(Number{*value, std::move(written)}) : std::nullopt;
}

std::optional<Delta> parse_delta(std::string_view text) {
  const bool relative = text.ends_with('%');
  auto amount = parse_number(text.substr(0, text.size() - (relative ? 1 : 0)));
  return amount ? std::optional(Delta{*std::move(amount), relative}) : std::nullopt;
}

std::optional<Length> parse_length(std::string_view text) {
  constexpr std::string_view kUnits = "hdwmy";
  constexpr std::int64_t kMost = 1'000'000;  // hours of a century: more is a slip of the pen
  if (text.size() < 2 || kUnits.find(text.back()) == std::string_view::npos ||
      !is_digit(text.front())) {
    return std::nullopt;
  }
  const auto count = parsed<std::int64_t>(text.substr(0, text.size() - 1));
  return count && *count <= kMost ? std::optional(Length{*count, text.back()}) : std::nullopt;
}

std::variant<Money, MoneyFault> parse_money(std::string_view text, std::string_view currency) {
  const auto decimal = parse_decimal(text);
  const auto digits = static_cast<std::size_t>(minor_digits(currency));
  if (!decimal) {
    return MoneyFault::NoNumber;
  }
  if (decimal->fraction.size() > digits) {
    return MoneyFault::TooManyDecimals;
  }
  std::string minor(without_leading_zeros(decimal->whole));
  minor += decimal->fraction;
  minor.append(digits - decimal->fraction.size(), '0');
  const auto amount = parsed<std::int64_t>(minor);
  if (!amount || *amount > kMostMinor) {
    return MoneyFault::TooLarge;
  }
  return Money{decimal->negative ? -*amount : *amount, std::string(currency)};
}

std::string text_of(const Delta& delta) { return delta.amount.text + (delta.relative ? "%" : ""); }

std::string text_of(const Length& length) { return fmt::format("{}{}", length.count, length.unit); }

std::string text_of(const Money& money) {
  const auto digits = static_cast<std::size_t>(minor_digits(money.currency));
  const std::string text = fmt::format("{:0{}}", std::abs(money.minor), digits + 1);
  const std::string_view whole = std::string_view(text).substr(0, text.size() - digits);
  return fmt::format("{}{}{}{}",
                     money.minor < 0 ? "-" : "",
                     whole,
                     digits > 0 ? "." : "",
                     std::string_view(text).substr(whole.size()));
}

}  // namespace throughline::plan
