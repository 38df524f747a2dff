#include "render/numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "base/progress.hpp"

namespace throughline::render {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string points(double share) {
  const auto value = static_cast<long>(std::lround(std::abs(share) * 100.0));
  return fmt::format("{}{}", share < 0 && value != 0 ? "−" : "+", value);
}

// Digits behind the point that tell the ends of an interval apart.
int digits_for(double half_width) {
  const double size = std::abs(half_width);
  if (!(size > 0.0) || size >= 5.0) {
    return 0;
  }
  return std::min(4, 1 - static_cast<int>(std::floor(std::log10(size))));
}

// "−1,234.5"; nothing stands before zero.
std::string with_sign(double value, int digits, std::string_view plus) {
  const double scale = std::pow(10.0, digits);
  const double shown = std::round(std::abs(value) * scale) / scale;
  const std::string_view sign = shown == 0.0 ? "" : value < 0.0 ? "−" : plus;
  const double whole = std::floor(shown);
  std::string text = with_commas(static_cast<std::uint64_t>(whole));
  if (digits > 0) {
    text += fmt::format("{:.{}f}", shown - whole, digits).substr(1);
  }
  return std::string(sign) + text;
}

std::string interval_text(const schema::Interval& of, std::string_view plus) {
  const int digits = digits_for((of.high - of.low) / 2.0);
  return fmt::format("{} [{}, {}]",
                     with_sign(of.value, digits, plus),
                     with_sign(of.low, digits, plus),
                     with_sign(of.high, digits, plus));
}

}  // namespace

std::string count(std::uint64_t value) { return with_commas(value); }

std::string amount(double value) {
  if (!(value >= 0.0)) {
    return "0";
  }
  return value < 9.95 && std::abs(value - std::round(value)) > 0.05
             ? fmt::format("{:.1f}", value)
             : with_commas(static_cast<std::uint64_t>(std::llround(value)));
}

std::string percent(double share) {
  const double percent = share * 100.0;
  if (percent > 0.0 && percent < 0.05) {
    return "<0.1%";
  }
  const bool is_near_an_end =
      (percent > 0.0 && percent < 1.95) || (percent >= 99.5 && percent < 99.95);
  return is_near_an_end ? fmt::format("{:.1f}%", percent) : fmt::format("{:.0f}%", percent);
}

std::string percent(const schema::Interval& share) {
  return fmt::format(
      "{:.0f}% [{:.0f}, {:.0f}]", share.value * 100.0, share.low * 100.0, share.high * 100.0);
}

std::string signed_points(const schema::Interval& difference) {
  return fmt::format(
      "{} [{}, {}]", points(difference.value), points(difference.low), points(difference.high));
}

std::string ratio_of(const schema::Interval& ratio) {
  return fmt::format("{:.1f} [{:.1f}, {:.1f}]", ratio.value, ratio.low, ratio.high);
}

std::string effect(const schema::Interval& of) { return interval_text(of, "+"); }

std::string level(const schema::Interval& of) { return interval_text(of, ""); }

std::string effect_value(const schema::Interval& of) {
  return with_sign(of.value, digits_for((of.high - of.low) / 2.0), "+");
}

double rounded(const schema::Interval& of) {
  const double half = (of.high - of.low) / 2.0;
  if (!(half >= 20.0)) {
    return of.value;
  }
  const double step = std::pow(10.0, std::floor(std::log10(half)) - 1.0);
  return std::round(of.value / step) * step;
}

std::string plain_number(double value) {
  const double size = std::abs(value);
  const int digits = value == std::floor(value) || size >= 1000.0 ? 0 : size >= 10.0 ? 1 : 2;
  return with_sign(value, digits, "");
}

std::string day(CivilDate date, Language language) {
  return language == Language::Chinese
             ? fmt::format("{}年{}月{}日", date.year, date.month, date.day)
             : fmt::format("{} {} {}",
                           date.day,
                           kMonths[static_cast<std::size_t>(date.month - 1)],
                           date.year);
}

std::string short_day(CivilDate date, Language language) {
  return language == Language::Chinese
             ? fmt::format("{}月{}日", date.month, date.day)
             : fmt::format("{} {}", date.day, kMonths[static_cast<std::size_t>(date.month - 1)]);
}

std::string month(MonthIndex month, Language language) {
  const int year = month / 12 % 100;
  const int number = month % 12;
  return language == Language::Chinese
             ? fmt::format("{:02}年{}月", year, number + 1)
             : fmt::format("{} {:02}", kMonths[static_cast<std::size_t>(number)], year);
}

}  // namespace throughline::render
