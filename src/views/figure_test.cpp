#include "views/figure.hpp"

#include <gtest/gtest.h>

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
                           "landing:/refill.converted"}) {
    const auto id = parse_figure_id(text);
    ASSERT_TRUE(id.has_value()) << text;
    EXPECT_EQ(text_of(*id), text);
  }
}

TEST(FigureId, SaysWhichFormsThereAre) {
  const auto id = parse_figure_id("f.17");
  ASSERT_FALSE(id.has_value());
  EXPECT_NE(id.error().hint.find("domain:NAME"), std::string::npos);
  EXPECT_FALSE(parse_figure_id("channel.nonsense").has_value());
}

}  // namespace
}  // namespace throughline::views
