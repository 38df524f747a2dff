#include "base/time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline {
namespace {

TEST(Time, KnownDays) {
  EXPECT_EQ(days_from_civil({1970, 1, 1}), 0);
  EXPECT_EQ(days_from_civil({2000, 3, 1}), 11017);
  EXPECT_EQ(format_timestamp(1431857103), "2015-05-17T10:05:03Z");
  EXPECT_EQ(format_timestamp(-1), "1969-12-31T23:59:59Z");
}

RC_GTEST_PROP(Time, DaysAndDatesAreInverse, ()) {
  const auto days = *rc::gen::inRange<std::int64_t>(-800000, 800000);
  RC_ASSERT(days_from_civil(civil_from_days(days)) == days);
}

TEST(Time, ParsesDatesAndRefusesWhatIsNone) {
  EXPECT_EQ(parse_date("2024-02-29").value(), (CivilDate{2024, 2, 29}));
  for (const char* bad : {"2023-02-29", "2024-13-01", "2024-1-01", "", "2024-02-2x", "24-02-02"}) {
    EXPECT_FALSE(parse_date(bad).has_value()) << bad;
  }
}

TEST(Time, ADayOfAZoneBeginsWhereItsClockSays) {
  const auto berlin = TimeZone::named("Europe/Berlin").value();
  EXPECT_EQ(berlin.start_of({2026, 7, 1}), days_from_civil({2026, 7, 1}) * 86400 - 7200);
  EXPECT_EQ(berlin.date_of(berlin.start_of({2026, 1, 15})), (CivilDate{2026, 1, 15}));
  EXPECT_EQ(berlin.date_of(berlin.start_of({2026, 1, 15}) - 1), (CivilDate{2026, 1, 14}));
}

TEST(Time, AnUnknownZoneIsAnErrorWithAHint) {
  const auto zone = TimeZone::named("Mars/Olympus");
  ASSERT_FALSE(zone.has_value());
  EXPECT_EQ(zone.error().code, ErrorCode::InvalidArgument);
}

TEST(Time, MonthsCountOn) {
  EXPECT_EQ(month_index({2026, 1, 1}) - month_index({2025, 12, 31}), 1);
  EXPECT_EQ(month_name(month_index({2025, 4, 9})), "2025-04");
}

TEST(TimeZone, AWallClockIsReadInItsZone) {
  const auto berlin = *TimeZone::named("Europe/Berlin");
  EXPECT_EQ(format_timestamp(berlin.instant_of({2026, 6, 30}, 12 * 3600)), "2026-06-30T10:00:00Z");
  EXPECT_EQ(format_timestamp(berlin.instant_of({2026, 1, 31}, 12 * 3600)), "2026-01-31T11:00:00Z");
  // 25 October 2026: 02:30 comes twice. 29 March: it never comes.
  EXPECT_EQ(format_timestamp(berlin.instant_of({2026, 10, 25}, 9000)), "2026-10-25T00:30:00Z");
  EXPECT_EQ(format_timestamp(berlin.instant_of({2026, 3, 29}, 9000)), "2026-03-29T01:00:00Z");
}

}  // namespace
}  // namespace throughline
