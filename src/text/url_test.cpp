#include "text/url.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::text {
namespace {

using ::testing::Optional;

TEST(SplitUrl, TakesEveryPartApart) {
  const Url url = split_url("HTTPS://User:pw@Blog.Example.:8080/A/b?q=1&r=2#Frag");
  EXPECT_EQ(url.scheme, "HTTPS");
  EXPECT_EQ(url.host, "blog.example");
  EXPECT_EQ(url.path, "/A/b");
  EXPECT_EQ(url.query, "q=1&r=2");
  EXPECT_EQ(url.fragment, "Frag");
}

TEST(SplitUrl, FindsTheHostOfOddReferrers) {
  const std::pair<const char*, const char*> cases[] = {
      {"http://example.com", "example.com"},
      {"http://example.com?x=1", "example.com"},
      {"http://example.com#top", "example.com"},
      {"  http://example.com/ \r\n", "example.com"},
      {"//cdn.example/x", "cdn.example"},
      {"blog.example/post?a=1", "blog.example"},
      {"android-app://com.google.android.gm/", "com.google.android.gm"},
      {"http://a@b@example.com/", "example.com"},
      {"http://example.com:/", "example.com"},
      {"http://xn--mnchen-3ya.de/", "xn--mnchen-3ya.de"},
      {"http://münchen.de/", "münchen.de"},
      {"http://my_blog.example/", "my_blog.example"},
      {"http://[2001:DB8::1]:443/x", "2001:db8::1"},
      {"http://[fe80::1%25eth0]/", "fe80::1"},
      {"http://[::ffff:192.0.2.1]/", "::ffff:192.0.2.1"},
      {"http://192.0.2.7:81/", "192.0.2.7"},
      {"http://localhost/", "localhost"},
      {"example.com:8080/x", "example.com"},
  };
  for (const auto& [text, host] : cases) {
    EXPECT_EQ(split_url(text).host, host) << text;
  }
}

TEST(SplitUrl, GivesGarbageNoHost) {
  for (const char* text : {"",
                           "-",
                           " ",
                           "about:blank",
                           "javascript:alert(1)",
                           "data:text/plain,x",
                           "mailto:a@b.example",
                           "http://",
                           "http:///path",
                           "http://a b/",
                           "http://..",
                           "http://a..b/",
                           "http://.com/",
                           "http://host:port/",
                           "http://[::1/",
                           "http://[hello]/",
                           "http://%41.com/",
                           "word",
                           "/path/only",
                           "?q=1",
                           "file:///etc/x",
                           "http://<script>/"}) {
    EXPECT_EQ(split_url(text).host, "") << text;
  }
}

TEST(SplitUrl, RefusesHostsThatDnsCannotCarry) {
  EXPECT_EQ(split_url("http://" + std::string(254, 'a') + "/").host, "");
  EXPECT_EQ(split_url("http://" + std::string(253, 'a') + "/").host.size(), 253U);
}

TEST(SplitUrl, RefusesAddressesThatAreTooLong) {
  EXPECT_EQ(split_url("http://[" + std::string(300, 'a') + ":1]/").host, "");
}

TEST(SplitUrl, KeepsThePathOfARelativeUrl) {
  const Url url = split_url("/pricing?plan=2#faq");
  EXPECT_EQ(url.path, "/pricing");
  EXPECT_EQ(url.query, "plan=2");
  EXPECT_EQ(url.fragment, "faq");
}

TEST(DecodeQuery, DecodesEscapesAndKeepsBrokenOnes) {
  EXPECT_EQ(decode_query("a%20b+c%2B"), "a b c+");
  EXPECT_EQ(decode_query("100%"), "100%");
  EXPECT_EQ(decode_query("%zz%4"), "%zz%4");
  EXPECT_EQ(decode_query("%E6%98%A5"), "春");
}

TEST(DecodeQuery, StopsAtItsBound) {
  EXPECT_EQ(decode_query(std::string(5'000, 'x')).size(), 1'024U);
}

TEST(QueryValue, FindsTheFirstOfTheNameWithoutCase) {
  EXPECT_THAT(query_value("a=1&UTM_Source=News%20Letter&utm_source=b", "utm_source"),
              Optional(std::string("News Letter")));
  EXPECT_THAT(query_value("ref&x=1", "ref"), Optional(std::string()));
  EXPECT_THAT(query_value("a=b=c", "a"), Optional(std::string("b=c")));
  EXPECT_EQ(query_value("href=1&preref=2", "ref"), std::nullopt);
  EXPECT_EQ(query_value("", "ref"), std::nullopt);
}

RC_GTEST_PROP(SplitUrl, PartsLieInTheTextAndHostsAreLowerCase, (const std::string& text)) {
  const Url url = split_url(text);
  RC_ASSERT(url.host.size() + url.path.size() + url.query.size() + url.fragment.size() <=
            text.size());
  RC_ASSERT(url.host == to_lower(url.host));
}

}  // namespace
}  // namespace throughline::text
