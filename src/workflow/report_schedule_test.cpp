#include "workflow/report_schedule.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::workflow {
namespace {

using settings::Every;

std::string day(Every every, CivilDate today) {
  const auto begins = report_day(every, today);
  return begins ? format_date(*begins) : "none";
}

TEST(ReportDay, IsTheBeginningOfThePeriod) {
  const CivilDate wednesday{2026, 11, 25};
  EXPECT_EQ(day(Every::Never, wednesday), "none");
  EXPECT_EQ(day(Every::Day, wednesday), "2026-11-25");
  EXPECT_EQ(day(Every::Week, wednesday), "2026-11-23");
  EXPECT_EQ(day(Every::Month, wednesday), "2026-11-01");
}

TEST(ReportDay, OfAMondayIsTheMondayAndOfASundayTheOneBefore) {
  EXPECT_EQ(day(Every::Week, {2026, 11, 23}), "2026-11-23");
  EXPECT_EQ(day(Every::Week, {2026, 11, 29}), "2026-11-23");
  EXPECT_EQ(day(Every::Week, {2027, 1, 2}), "2026-12-28");
}

RC_GTEST_PROP(ReportDay, StaysWithinAPeriodAndNeverLiesAhead, ()) {
  const std::int64_t today = *rc::gen::inRange(-30'000, 60'000);
  const Every every = *rc::gen::element(Every::Day, Every::Week, Every::Month);
  const std::int64_t begins = days_from_civil(*report_day(every, civil_from_days(today)));
  RC_ASSERT(begins <= today);
  RC_ASSERT(today - begins < 31);
  RC_ASSERT(report_day(every, civil_from_days(begins)) == civil_from_days(begins));
}

}  // namespace
}  // namespace throughline::workflow
