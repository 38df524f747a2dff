#include "http/entity_tag.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::http {
namespace {

TEST(EntityTag, IsOfTheBytes) {
  EXPECT_EQ(entity_tag("a"), entity_tag("a"));
  EXPECT_NE(entity_tag("a"), entity_tag("b"));
  EXPECT_NE(entity_tag(""), entity_tag(std::string_view("\0", 1)));
  EXPECT_EQ(entity_tag("a").front(), '"');
  EXPECT_EQ(entity_tag("a").back(), '"');
}

TEST(EntityTag, OfACodingIsAnother) {
  EXPECT_EQ(tag_of_coding("\"a\"", Coding::Gzip), "\"a-gzip\"");
  EXPECT_EQ(tag_of_coding("\"a\"", Coding::Identity), "\"a\"");
}

TEST(EntityTag, MatchesInEveryCodingAndPlaceOfAList) {
  EXPECT_TRUE(matches("\"a\"", "\"a\""));
  EXPECT_TRUE(matches("W/\"a\"", "\"a\""));
  EXPECT_TRUE(matches("\"x\", \"a-gzip\"", "\"a\""));
  EXPECT_TRUE(matches("\"a-zstd\"", "\"a\""));
  EXPECT_TRUE(matches("*", "\"a\""));
  EXPECT_FALSE(matches("\"b\"", "\"a\""));
  EXPECT_FALSE(matches("", "\"a\""));
  EXPECT_FALSE(matches("\"a", "\"a\""));
  EXPECT_FALSE(matches("a", "\"a\""));
}

RC_GTEST_PROP(EntityTag, MatchesItself, (const std::string& body)) {
  RC_ASSERT(matches(tag_of_coding(entity_tag(body), Coding::Zstd), entity_tag(body)));
}

}  // namespace
}  // namespace throughline::http
