#include "render/numbers.hpp"

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

std::string day(CivilDate date, Language language) {
  return language == Language::Chinese
             ? fmt::format("{}年{}月{}日", date.year, date.month, date.day)
             : fmt::format("{} {} {}",
                           date.day,
                           kMonths[static_cast<std::size_t>(date.month - 1)],
                           date.year);
}

std::string month(MonthIndex month, Language language) {
  const int year = month / 12 % 100;
  const int number = month % 12;
  return language == Language::Chinese
             ? fmt::format("{:02}年{}月", year, number + 1)
             : fmt::format("{} {:02}", kMonths[static_cast<std::size_t>(number)], year);
}

}  // namespace throughline::render
