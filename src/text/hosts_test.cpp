#include "text/hosts.hpp"

#include <gtest/gtest.h>

namespace throughline::text {
namespace {

TEST(RegistrableDomain, FollowsThePublicSuffixList) {
  EXPECT_EQ(registrable_domain("www.shop.example.co.uk"), "example.co.uk");
  EXPECT_EQ(registrable_domain("a.b.example.com"), "example.com");
  EXPECT_EQ(registrable_domain("xn--80ak6aa92e.com"), "xn--80ak6aa92e.com");
}

TEST(RegistrableDomain, LeavesAddressesAndBareSuffixesAsTheyAre) {
  EXPECT_EQ(registrable_domain("192.168.0.1"), "192.168.0.1");
  EXPECT_EQ(registrable_domain("2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(registrable_domain("co.uk"), "co.uk");
  EXPECT_EQ(registrable_domain("localhost"), "localhost");
  EXPECT_EQ(registrable_domain(""), "");
}

TEST(IsUnder, RespectsTheBordersOfLabels) {
  EXPECT_TRUE(is_under("x.com", "x.com"));
  EXPECT_TRUE(is_under("mobile.x.com", "x.com"));
  EXPECT_FALSE(is_under("netflix.com", "x.com"));
  EXPECT_FALSE(is_under("x.com.evil.example", "x.com"));
  EXPECT_FALSE(is_under("x.com", ""));
}

}  // namespace
}  // namespace throughline::text
