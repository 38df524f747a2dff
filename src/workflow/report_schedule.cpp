#include "workflow/report_schedule.hpp"

namespace throughline::workflow {
namespace {

// Monday = 0. 1970-01-01 was a Thursday.
std::int64_t weekday(std::int64_t days) { return ((days + 3) % 7 + 7) % 7; }

}  // namespace

std::optional<CivilDate> report_day(settings::Every every, CivilDate today) {
  const std::int64_t days = days_from_civil(today);
  switch (every) {
    case settings::Every::Never:
      return std::nullopt;
    case settings::Every::Day:
      return today;
    case settings::Every::Week:
      return civil_from_days(days - weekday(days));
    case settings::Every::Month:
      break;
  }
  today.day = 1;
  return today;
}

}  // namespace throughline::workflow
