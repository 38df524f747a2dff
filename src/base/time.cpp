#include "base/time.hpp"

#include <chrono>
#include <ctime>
#include <date/tz.h>

namespace throughline {

std::int64_t days_from_civil(CivilDate date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year =
      (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDate civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {.year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)),
          .month = month,
          .day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

bool is_valid(CivilDate date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         civil_from_days(days_from_civil(date)) == date;
}

MonthIndex month_index(CivilDate date) { return date.year * 12 + date.month - 1; }

std::string month_name(MonthIndex month) {
  return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
}

Result<CivilDate> parse_date(std::string_view text) {
  const auto digits = [&](std::size_t at, std::size_t n) {
    int value = 0;
    for (const char c : text.substr(at, n)) {
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  };
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const CivilDate date{digits(0, 4), digits(5, 2), digits(8, 2)};
    if (date.year >= 0 && is_valid(date)) {
      return date;
    }
  }
  return fail(ErrorCode::InvalidArgument,
              fmt::format("a date must be written like 2026-06-30: {}", text));
}

std::string format_date(CivilDate date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string format_timestamp(Seconds at) {
  const std::int64_t days = at >= 0 ? at / 86400 : (at - 86399) / 86400;
  const std::int64_t second = at - days * 86400;
  return fmt::format("{}T{:02}:{:02}:{:02}Z",
                     format_date(civil_from_days(days)),
                     second / 3600,
                     second / 60 % 60,
                     second % 60);
}

Result<TimeZone> TimeZone::named(std::string_view name) {
  try {
    return TimeZone(date::locate_zone(std::string(name)), std::string(name));
  } catch (const std::exception&) {  // the library reports an unknown name only by throwing
    return fail(ErrorCode::InvalidArgument,
                fmt::format("unknown time zone: {}", name),
                "Use a name of the IANA list, such as Europe/Berlin or UTC");
  }
}

CivilDate TimeZone::date_of(Seconds at) const {
  const auto* zone = static_cast<const date::time_zone*>(zone_);
  const auto local = zone->to_local(date::sys_seconds(std::chrono::seconds(at)));
  return civil_from_days(date::floor<date::days>(local).time_since_epoch().count());
}

Seconds TimeZone::start_of(CivilDate date) const { return instant_of(date, 0); }

Seconds TimeZone::instant_of(CivilDate date, Seconds second) const {
  const auto* zone = static_cast<const date::time_zone*>(zone_);
  const date::local_seconds local{std::chrono::seconds(days_from_civil(date) * 86400 + second)};
  return zone->to_sys(local, date::choose::earliest).time_since_epoch().count();
}

Seconds now_utc() { return static_cast<Seconds>(std::time(nullptr)); }

}  // namespace throughline
