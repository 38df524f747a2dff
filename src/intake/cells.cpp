#include "intake/cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/currency.hpp"
#include "base/hash.hpp"
#include "intake/amount.hpp"
#include "intake/log_line.hpp"

namespace throughline::intake {
namespace {

constexpr std::int64_t kLastDay = 49'709;  // 2106-02-06, the last whole one of 32 bits

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// How days may be written. 06/30/2026 and 30/06/2026 cannot be told apart, so neither is read.
constexpr std::array<std::string_view, 5> kDayForms = {
    "yyyy-mm-dd", "yyyy/mm/dd", "yyyy.mm.dd", "dd.mm.yyyy", "yyyymmdd"};

std::optional<CivilDate> read_form(std::string_view text, std::string_view form) {
  CivilDate date{0, 0, 0};
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool is_mark = form[i] != 'y' && form[i] != 'm' && form[i] != 'd';
    if (is_mark ? text[i] != form[i] : !is_digit(text[i])) {
      return std::nullopt;
    }
    int& part = form[i] == 'y' ? date.year : form[i] == 'm' ? date.month : date.day;
    part = is_mark ? part : part * 10 + (text[i] - '0');
  }
  const bool in_range = is_valid(date) && date.year >= 1970 && days_from_civil(date) <= kLastDay;
  return in_range ? std::optional(date) : std::nullopt;
}

// The day at the start of a text, and how many bytes it takes.
std::optional<std::pair<CivilDate, std::size_t>> leading_day(std::string_view text) {
  for (const std::string_view form : kDayForms) {
    const std::size_t n = form.size();
    if (text.size() >= n && !(text.size() > n && is_digit(text[n]))) {
      if (const auto date = read_form(text.substr(0, n), form)) {
        return std::pair(*date, n);
      }
    }
  }
  return std::nullopt;
}

Read<std::uint32_t> seconds_of(Seconds at) {
  if (at < 0 || at > 0xffffffff) {
    return tl::unexpected(RejectReason::Time);
  }
  return static_cast<std::uint32_t>(at);
}

// "T12:30:15.5", "T12:30Z", " 12:30:15 +0200" or " 12:30:15 UTC", behind a day.
Read<std::uint32_t> read_clock(CivilDate date, std::string_view clock, const TimeZone& zone) {
  constexpr std::size_t kHoursAndMinutes = 6;
  std::string text = format_date(date);
  text += clock.substr(0, kHoursAndMinutes);
  std::string_view rest = clock.substr(std::min(clock.size(), kHoursAndMinutes));
  text.append(rest.starts_with(':') ? "" : ":00");
  const std::size_t blank = std::min(rest.find(' '), rest.size());
  const std::string_view behind = rest.substr(std::min(blank + 1, rest.size()));
  text.append(rest.substr(0, blank)).append(behind == "UTC" ? "Z" : behind);
  std::uint32_t utc = 0;
  if (!parse_iso_time(text, utc)) {
    return tl::unexpected(RejectReason::Time);
  }
  const bool says_zone = clock.find_first_of("Zz+-U") != std::string_view::npos;
  return says_zone ? Read<std::uint32_t>(utc) : seconds_of(zone.instant_of(date, utc % 86'400));
}

}  // namespace

Read<std::uint32_t> read_time(std::string_view cell, const TimeZone& zone) {
  const auto day = leading_day(cell);
  if (!day) {
    std::uint32_t at = 0;
    return parse_epoch_time(cell, at) ? Read<std::uint32_t>(at)
                                      : tl::unexpected(RejectReason::Time);
  }
  const auto [date, length] = *day;
  return cell.size() == length ? seconds_of(zone.start_of(date))
                               : read_clock(date, cell.substr(length), zone);
}

Read<std::uint16_t> read_day(std::string_view cell, const TimeZone& zone) {
  const auto day = leading_day(cell);
  if (day && day->second == cell.size()) {
    return static_cast<std::uint16_t>(days_from_civil(day->first));
  }
  TL_TRY(const std::uint32_t at, read_time(cell, zone));
  return static_cast<std::uint16_t>(
      std::clamp<std::int64_t>(days_from_civil(zone.date_of(at)), 0, kLastDay));
}

std::uint32_t end_of_day(std::uint16_t day, const TimeZone& zone) {
  const Seconds next = zone.start_of(civil_from_days(day + std::int64_t{1}));
  return static_cast<std::uint32_t>(std::clamp<Seconds>(next - 1, 0, 0xffffffff));
}

Read<Amount> read_amount(std::string_view cell, std::string_view currency, const CellRules& rules) {
  Amount amount{.currency = currency.empty() ? rules.currency : std::string(currency)};
  std::ranges::transform(amount.currency, amount.currency.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  if (!is_currency(amount.currency)) {
    return tl::unexpected(RejectReason::CurrencyCode);
  }
  const auto plain = plain_number(cell, rules.mark);
  const auto minor =
      plain ? parse_amount(*plain, minor_digits(amount.currency)) : std::optional<std::int64_t>();
  if (!minor) {
    return tl::unexpected(RejectReason::Amount);
  }
  amount.minor = *minor;
  return amount;
}

Read<double> read_number(std::string_view cell, const CellRules& rules) {
  const auto number = parse_number(cell, rules.mark);
  return number ? Read<double>(*number) : tl::unexpected(RejectReason::Number);
}

Read<std::uint64_t> read_count(std::string_view cell, const CellRules& rules) {
  if (cell.empty()) {
    return 0;
  }
  constexpr double kMost = 9e15;  // below 2^53: every whole number is exact
  TL_TRY(const double number, read_number(cell, rules));
  if (!(number >= 0.0 && number <= kMost)) {
    return tl::unexpected(RejectReason::Number);
  }
  return static_cast<std::uint64_t>(std::llround(number));
}

Read<std::string_view> read_needed(std::string_view cell) {
  return cell.empty() ? Read<std::string_view>(tl::unexpected(RejectReason::Missing)) : cell;
}

std::uint64_t hash_cells(Cells cells) {
  std::uint64_t hash = 0;
  for (const std::string_view cell : cells) {
    hash = hash_bytes(cell, hash);
  }
  return hash;
}

std::string read_market(std::string_view cell, const CellRules& rules) {
  std::string market(cell.empty() ? std::string_view(rules.market) : cell);
  std::ranges::transform(market, market.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return market;
}

std::uint64_t read_person(std::string_view cell, const CellRules& rules) {
  if (cell.empty()) {
    return 0;
  }
  const std::uint64_t number = rules.key.of_customer(cell);
  return number == 0 ? 1 : number;
}

}  // namespace throughline::intake
