#include "views/figure.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::views {
namespace {

TEST(FigureId, ComesBackFromItsText) {
  for (const char* text : {"visits",
                           "visits.engaged",
                           "channel.paid-social.bounced",
                           "channel.ai-assistant",
                           "domain:blog.example.returning",
                           "domain:tricky.engaged.example",
                           "page:forum.example/t/1-refill",
                           "campaign:google / cpc / spring.engaged",
                           "landing:/refill.converted",
                           "domain:blog.example@2026-02.engaged",
                           "pool:landing page:/refill.sources",
                           "pool:theme:pump.months-better",
                           "paid.returning",
                           "unpaid",
                           "small.sources",
                           "top.engaged",
                           "below-top.sources",
                           "signals:19.engaged",
                           "signals",
                           "bots:no assets",
                           "bots",
                           "rows.kept",
                           "feed:logs-de.quarantined",
                           "quarantine:no valid time",
                           "visits.people",
                           "money:unmapped",
                           "verdict:not-working",
                           "mode:converged",
                           "ansoff:penetration",
                           "node:t1.cost",
                           "node:t1.estimates",
                           "evidence:6f2a",
                           "metric:repeat_buyers",
                           "findings",
                           "decisions",
                           "learnings",
                           "changes"}) {
    const auto id = parse_figure_id(text);
    ASSERT_TRUE(id.has_value()) << text;
    EXPECT_EQ(text_of(*id), text);
  }
}

TEST(FigureId, ANameThatEndsLikeAMeasureOrAMonthStaysItself) {
  for (const char* name : {"/all.kept", "/shop@2026-01", "/shop@all", "/a.engaged.bounced"}) {
    const FigureId id = source_figure(schema::SourceKind::Landing, name);
    for (const auto measure : {FigureId::Measure::Visits, FigureId::Measure::Engaged}) {
      EXPECT_EQ(*parse_figure_id(text_of(with(id, measure))), with(id, measure)) << name;
    }
  }
}

RC_GTEST_PROP(FigureId, AnyNameComesBack, (const std::string& name)) {
  RC_PRE(!name.empty());
  const FigureId id =
      with(source_figure(schema::SourceKind::Page, name), FigureId::Measure::People);
  RC_ASSERT(*parse_figure_id(text_of(id)) == id);
}

TEST(FigureId, SaysWhichFormsThereAre) {
  const auto id = parse_figure_id("f.17");
  ASSERT_FALSE(id.has_value());
  EXPECT_NE(id.error().hint.find("domain:NAME"), std::string::npos);
  for (const char* text : {"channel.nonsense", "signals:0", "signals:x", "pool:", "", ".engaged"}) {
    EXPECT_FALSE(parse_figure_id(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace throughline::views
