#include "demo/calendar.hpp"

namespace throughline::demo {
namespace {

constexpr Seconds kSecondsOfDay = 86'400;

std::int64_t first_day() { return days_from_civil({kFirstMonth / 12, kFirstMonth % 12 + 1, 1}); }

}  // namespace

Day day_of(CivilDate date) { return days_from_civil(date) - first_day(); }

Day day_of(Seconds at, const Market& market) {
  return (at + market.offset_seconds) / kSecondsOfDay - first_day();
}

Day first_of(int month) {
  const MonthIndex index = kFirstMonth + month;
  return day_of(CivilDate{index / 12, index % 12 + 1, 1});
}

std::string date_of(Day day) { return format_date(civil_from_days(first_day() + day)); }

Days between(CivilDate from, CivilDate to) { return {day_of(from), day_of(to)}; }

Days whole_story() { return {0, first_of(kMonths)}; }

}  // namespace throughline::demo
