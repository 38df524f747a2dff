#include "text/url.hpp"

#include <gtest/gtest.h>

namespace throughline::text {
namespace {

TEST(SplitUrl, TakesEveryPartApart) {
  const Url url = split_url("https://user:pw@WWW.Example.COM.:8443/a/b?utm_source=x&y=1#top");
  EXPECT_EQ(url.scheme, "https");
  EXPECT_EQ(url.host, "www.example.com");
  EXPECT_EQ(url.path, "/a/b");
  EXPECT_EQ(url.query, "utm_source=x&y=1");
  EXPECT_EQ(url.fragment, "top");
}

TEST(SplitUrl, KnowsAddressesOfSixAndAndroidApps) {
  EXPECT_EQ(split_url("http://[2001:db8::1]:80/x").host, "2001:db8::1");
  EXPECT_EQ(split_url("android-app://com.google.android.gm/").host, "com.google.android.gm");
}

TEST(SplitUrl, GivesNoHostForWhatIsNoUrl) {
  for (const char* text : {"",
                           "-",
                           "garbage",
                           "http://",
                           "http:///x",
                           "http://a b/",
                           "http://<script>/",
                           "javascript:alert(1)",
                           "://",
                           "http://[::1"}) {
    EXPECT_EQ(split_url(text).host, "") << text;
  }
}

TEST(QueryValue, DecodesTheFirstParameterOfThatName) {
  EXPECT_EQ(query_value("a=1&UTM_Source=My+Blog%21&utm_source=later", "utm_source"), "My Blog!");
  EXPECT_EQ(query_value("flag&x=%zz%4", "x"), "%zz%4");
  EXPECT_EQ(query_value("flag", "flag"), "");
  EXPECT_EQ(query_value("a=1", "b"), std::nullopt);
}

}  // namespace
}  // namespace throughline::text
