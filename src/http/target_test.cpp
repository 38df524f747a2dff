#include "http/target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Target, IsAPathAndParametersInOrder) {
  const auto target = read_target("/api/v1/sources?q=a%20b+c&sort=&limit=5&q=2&&flag");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/api/v1/sources");
  EXPECT_THAT(target->parameters,
              ElementsAre(Pair("q", "a b c"),
                          Pair("sort", ""),
                          Pair("limit", "5"),
                          Pair("q", "2"),
                          Pair("flag", "")));
}

TEST(Target, MayNameTheHostAsProxiesDo) {
  EXPECT_EQ(read_target("http://example.com/a?b=c")->path, "/a");
  EXPECT_EQ(read_target("http://example.com")->path, "/");
  EXPECT_EQ(read_target("http://example.com?b=c")->parameters.size(), 1);
}

TEST(Target, LosesEmptyPartsAndDots) {
  EXPECT_EQ(read_target("/")->path, "/");
  EXPECT_EQ(read_target("//a/./b//")->path, "/a/b/");
  EXPECT_EQ(read_target("/./")->path, "/");
  EXPECT_EQ(read_target("/caf%C3%A9")->path, "/café");
  EXPECT_EQ(read_target("/a+b")->path, "/a+b");
}

class Refused : public testing::TestWithParam<const char*> {};

TEST_P(Refused, IsATargetThatNobodyMeansWell) { EXPECT_FALSE(read_target(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Targets,
                         Refused,
                         testing::Values("",
                                         "*",
                                         "a/b",
                                         "/..",
                                         "/a/../b",
                                         "/%2e%2e/etc/passwd",
                                         "/a/%2E./b",
                                         "/a%2fb",
                                         "/a%5Cb",
                                         "/a\\..\\b",
                                         "/%00",
                                         "/a%0d%0ab",
                                         "/%",
                                         "/%4",
                                         "/%zz",
                                         "/?a=%00",
                                         "/?a=%g0",
                                         "ftp://example.com/"));

RC_GTEST_PROP(PercentDecode, GivesBackWhatWasEncoded, (const std::string& text)) {
  RC_PRE(text.find('\0') == std::string::npos);
  std::string encoded;
  for (const char c : text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  RC_ASSERT(percent_decode(encoded, Plus::IsSpace) == text);
}

RC_GTEST_PROP(Target, NeverHasAPathThatClimbs, ()) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("/", ".", "..", "%2e", "%2f", "a", "%5c", "?", "//"));
  std::string text = "/";
  for (const auto& part : parts) {
    text += part;
  }
  if (const auto target = read_target(text)) {
    RC_ASSERT(target->path.starts_with('/'));
    RC_ASSERT((target->path + "/").find("/../") == std::string::npos);
  }
}

}  // namespace
}  // namespace throughline::http
