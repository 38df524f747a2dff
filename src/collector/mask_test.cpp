#include "collector/mask.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::collector {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string mask(std::string_view target) {
  const std::size_t mark = target.find('?');
  return mask_path(target.substr(0, mark),
                   mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1));
}

TEST(MaskedPaths, WordsStay) {
  for (const char* path : {"/",
                           "/refill",
                           "/refill/",
                           "/blog/how-to-refill-a-bottle",
                           "/zh/瓶子",
                           "/a//b",
                           "/iphone-15-case"}) {
    EXPECT_EQ(mask(path), path);
  }
  EXPECT_EQ(mask(""), "/");
}

TEST(MaskedPaths, WhatMayNameAPersonOrAnOrderDoesNot) {
  EXPECT_EQ(mask("/orders/4711"), "/orders/{number}");
  EXPECT_EQ(mask("/order-20481/pay"), "/order-{number}/pay");
  EXPECT_EQ(mask("/invite/ann@shop.test"), "/invite/{email}");
  EXPECT_EQ(mask("/invite/ann%40shop.test/x"), "/invite/{email}/x");
  EXPECT_EQ(mask("/o/3f2504e0-4f89-11d3-9a0c-0305e82c3301"), "/o/{id}");
  EXPECT_EQ(mask("/reset/9f86d081884c7d65"), "/reset/{id}");
  EXPECT_EQ(mask("/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIi"), "/t/{token}");
  EXPECT_EQ(mask("/t/" + std::string(60, 'a')), "/t/{token}");
  EXPECT_EQ(mask("/users/ann-example/cart"), "/users/{name}/cart");
  EXPECT_EQ(mask("/Profile/ann"), "/Profile/{name}");
  EXPECT_EQ(mask("/tel/+49-170-1234567"), "/tel/{number}") << "a plus is a blank in an address";
}

TEST(MaskedPaths, ValuesOfAQueryAreNeverShown) {
  EXPECT_EQ(mask("/find?q=ann+example&page=2"), "/find?q=*&page=*");
  EXPECT_EQ(mask("/find?ann@shop.test"), "/find?{name}=*");
  EXPECT_EQ(mask("/find?ann%40x=1"), "/find?{name}=*");
}

TEST(MaskedPaths, LongOnesAreCutBetweenCharacters) {
  std::string path = "/a";
  for (int i = 0; i < 100; ++i) {
    path += "-é";
  }
  const std::string masked = mask(path);
  EXPECT_LE(masked.size(), kLongestMasked + 3);
  EXPECT_THAT(masked, testing::EndsWith("…"));
}

RC_GTEST_PROP(MaskedPaths, AnAddressOrANumberNeverComesThrough, ()) {
  const auto word = rc::gen::nonEmpty(
      rc::gen::container<std::string>(rc::gen::element('a', 'b', 'q', 'z', '-', '/')));
  const std::string number = std::to_string(*rc::gen::inRange(100'000, 999'999'999));
  const std::string path =
      "/" + *word + "/ann" + number + "@x.test/" + number + "/" + *word + number + *word;
  const std::string masked = mask(path);
  RC_ASSERT(masked.find(number) == std::string::npos);
  RC_ASSERT(masked.find('@') == std::string::npos);
}

RC_GTEST_PROP(MaskedPaths, AnyBytesAreTaken, ()) {
  const auto masked =
      mask_path(*rc::gen::arbitrary<std::string>(), *rc::gen::arbitrary<std::string>());
  RC_ASSERT(masked.size() <= kLongestMasked + 3);
  RC_ASSERT(std::none_of(
      masked.begin(), masked.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
}

}  // namespace
}  // namespace throughline::collector
