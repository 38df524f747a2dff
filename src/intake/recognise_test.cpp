#include "intake/recognise.hpp"

#include <gmock/gmock.h>

namespace throughline::intake {
namespace {

using testing::HasSubstr;

TEST(Recognise, AFileByItsFirstBytes) {
  EXPECT_EQ(recognise(R"(1.1.1.1 - - [17/May/2015:10:00:00 +0000] "GET / HTTP/1.1" 200 5)"
                      "\n",
                      "f"),
            FileKind::Log);
  EXPECT_EQ(recognise(R"({"ip":"1.1.1.1","ts":1717243200,"uri":"/","status":200})"
                      "\n",
                      "f"),
            FileKind::Log);
  EXPECT_EQ(recognise(R"({"ts":1717243200,"visitor":"a","type":"pageview","url":"/"})"
                      "\n",
                      "f"),
            FileKind::Events);
  EXPECT_EQ(recognise("timestamp,name,site_id,user_id,hostname,pathname\n", "f"),
            FileKind::Plausible);
  EXPECT_EQ(recognise("\xEF\xBB\xBF\"pathname\";\"user_id\";\"timestamp\";\"name\"\r\n", "f"),
            FileKind::Plausible);
  EXPECT_EQ(recognise("", "f"), FileKind::Log);
}

TEST(Recognise, DailyTotalsAreToldFromEventsWithWhatToTakeInstead) {
  for (const char* sample : {"date,visitors,pageviews,bounces,visits,visit_duration\n",
                             "\"date\",\"name\",\"link_url\",\"path\",\"visitors\",\"events\"\n",
                             "PK\x03\x04 imported_visitors_20260101_20260601.csv"}) {
    const auto kind = recognise(sample, "export");
    ASSERT_FALSE(kind.has_value()) << sample;
    EXPECT_EQ(kind.error().code, ErrorCode::Unsupported);
    EXPECT_THAT(kind.error().message, HasSubstr("daily totals"));
    EXPECT_THAT(kind.error().hint, HasSubstr("events_v2"));
  }
}

TEST(Recognise, AnyOtherArchiveIsToBeUnpacked) {
  const auto kind = recognise("PK\x03\x04 logs", "logs.zip");
  ASSERT_FALSE(kind.has_value());
  EXPECT_THAT(kind.error().message, HasSubstr("logs.zip is a zip archive"));
}

}  // namespace
}  // namespace throughline::intake
