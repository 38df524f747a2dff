#include "base/hash.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>

namespace throughline {
namespace {

TEST(Hash, ValuesNeverChangeSinceTheyAreStored) {
  EXPECT_EQ(hash_bytes(""), hash_bytes(std::string()));
  EXPECT_EQ(hash_bytes("throughline"), 70367632141320842ULL);
  EXPECT_EQ(hash_bytes("a path that is longer than sixteen bytes"), 5083428107714958972ULL);
  EXPECT_EQ(hash_bytes(std::string(300, 'x')), 11109928799781883006ULL);
}

TEST(Hash, ShortStringsThatDifferOnlyInLengthOrZerosDiffer) {
  std::set<std::uint64_t> seen;
  for (std::size_t n = 0; n < 40; ++n) {
    seen.insert(hash_bytes(std::string(n, '\0')));
  }
  EXPECT_EQ(seen.size(), 40U);
}

RC_GTEST_PROP(Hash, FlippingOneBitChangesAboutHalfOfTheHash, (const std::string& text)) {
  RC_PRE(!text.empty());
  std::string other = text;
  other[text.size() / 2] = static_cast<char>(other[text.size() / 2] ^ 1);
  const int changed = __builtin_popcountll(hash_bytes(text) ^ hash_bytes(other));
  RC_ASSERT(changed > 8 && changed < 56);
}

TEST(Hash, CombineDependsOnTheOrder) { EXPECT_NE(hash_combine(1, 2), hash_combine(2, 1)); }

}  // namespace
}  // namespace throughline
