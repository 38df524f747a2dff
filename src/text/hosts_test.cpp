#include "text/hosts.hpp"

#include <gtest/gtest.h>

namespace throughline::text {
namespace {

TEST(RegistrableDomain, FollowsThePublicSuffixList) {
  const std::pair<const char*, const char*> cases[] = {
      {"www.example.com", "example.com"},
      {"example.com", "example.com"},
      {"a.b.shop.example.co.uk", "example.co.uk"},
      {"knits.blogspot.com", "knits.blogspot.com"},
      {"someone.github.io", "someone.github.io"},
      {"x.y.kawasaki.jp", "x.y.kawasaki.jp"},
      {"www.city.kawasaki.jp", "city.kawasaki.jp"},
      {"blog.lumen.example", "lumen.example"},
      {"shop.xn--mnchen-3ya.de", "xn--mnchen-3ya.de"},
      {"www.食狮.公司.cn", "食狮.公司.cn"},
  };
  for (const auto& [host, domain] : cases) {
    EXPECT_EQ(registrable_domain(host), domain) << host;
  }
}

TEST(RegistrableDomain, LeavesHostsWithoutOneAlone) {
  for (const char* host :
       {"", "com", "co.uk", "localhost", "192.0.2.1", "2001:db8::1", "blogspot.com"}) {
    EXPECT_EQ(registrable_domain(host), host);
  }
}

TEST(RegistrableDomain, PointsIntoTheHost) {
  const std::string_view host = "www.example.org";
  EXPECT_EQ(registrable_domain(host).data(), host.data() + 4);
}

TEST(IsUnder, RespectsLabels) {
  EXPECT_TRUE(is_under("x.com", "x.com"));
  EXPECT_TRUE(is_under("mobile.x.com", "x.com"));
  EXPECT_FALSE(is_under("netflix.com", "x.com"));
  EXPECT_FALSE(is_under("wix.com", "x.com"));
  EXPECT_FALSE(is_under("knits.blogspot.com", "t.co"));
  EXPECT_FALSE(is_under("com", "x.com"));
  EXPECT_FALSE(is_under("x.com", ""));
}

}  // namespace
}  // namespace throughline::text
