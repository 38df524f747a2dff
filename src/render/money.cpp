#include "render/money.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "base/currency.hpp"
#include "base/progress.hpp"

namespace throughline::render {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kSigns = {{{"EUR", "€"},
                                                                                  {"USD", "$"},
                                                                                  {"GBP", "£"},
                                                                                  {"CNY", "CN¥"},
                                                                                  {"JPY", "¥"},
                                                                                  {"INR", "₹"},
                                                                                  {"KRW", "₩"},
                                                                                  {"BRL", "R$"}}};

double major(std::int64_t minor, std::string_view currency) {
  return static_cast<double>(minor) / std::pow(10.0, minor_digits(currency));
}

std::string_view minus_of(std::int64_t minor) { return minor < 0 ? "−" : ""; }

}  // namespace

std::string sign_of(std::string_view currency) {
  for (const auto& [code, sign] : kSigns) {
    if (code == currency) {
      return std::string(sign);
    }
  }
  return currency.empty() ? std::string() : std::string(currency) + "\u202f";
}

std::string money(std::int64_t minor, std::string_view currency) {
  const double amount = std::abs(major(minor, currency));
  const bool is_small = amount < 100.0 && amount != std::floor(amount);
  return fmt::format("{}{}{}",
                     minus_of(minor),
                     sign_of(currency),
                     is_small ? fmt::format("{:.{}f}", amount, minor_digits(currency))
                              : with_commas(static_cast<std::uint64_t>(std::llround(amount))));
}

std::string money(const schema::Interval& minor, std::string_view currency) {
  return fmt::format("{} [{}, {}]",
                     money(std::llround(minor.value), currency),
                     money(std::llround(minor.low), currency),
                     money(std::llround(minor.high), currency));
}

std::string MoneyScale::text(std::int64_t minor) const {
  const double amount = std::abs(major(minor, currency));
  return fmt::format("{}{}",
                     minus_of(minor),
                     thousands ? fmt::format("{:.1f}", amount / 1000.0)
                               : with_commas(static_cast<std::uint64_t>(std::llround(amount))));
}

std::string MoneyScale::short_unit() const {
  const std::string sign = sign_of(currency);
  return (sign.ends_with("\u202f") ? currency : sign) + (thousands ? "k" : "");
}

std::string MoneyScale::unit(Language language) const {
  const std::string sign = MoneyScale{currency, false}.short_unit();
  return thousands ? fmt::format(fmt::runtime(say(language, "{} thousand", "千 {}")), sign) : sign;
}

MoneyScale scale_for(std::int64_t largest, std::string_view currency) {
  constexpr double kLong = 100000.0;
  return {std::string(currency), std::abs(major(largest, currency)) >= kLong};
}

}  // namespace throughline::render
