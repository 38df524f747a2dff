#include "plan/canonical.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace throughline::plan {
namespace {

TEST(Canonical, SortsKeysAndWritesNoBlanks) {
  const Canonical value =
      Canonical::of(Canonical::Map{{"b", Canonical::of(Number{1.1, "1.1"})},
                                   {"a", Canonical::of(Canonical::List{Canonical::of("x"), {}})},
                                   {"c", Canonical::flag(true)},
                                   {"d", Canonical::of(std::int64_t{-7})}});
  EXPECT_EQ(value.text(), R"({"a":["x",null],"b":1.1,"c":true,"d":-7})");
}

TEST(Canonical, WritesOneWordInOneWay) {
  EXPECT_EQ(Canonical::of("e\u0301"), Canonical::of("\u00E9"));
  EXPECT_EQ(Canonical::of("a\"\n").text(), R"("a\"\n")");
}

TEST(Canonical, GivesASetTheSameTextInEveryOrder) {
  const auto set = [](const std::vector<std::string>& ids) {
    Canonical::List items;
    for (const std::string& id : ids) {
      items.push_back(Canonical::of(id));
    }
    return Canonical::set_of(items).text();
  };
  EXPECT_EQ(set({"fr", "de", "fr"}), R"(["de","fr"])");
  EXPECT_EQ(set({"de", "fr"}), set({"fr", "de"}));
}

TEST(Canonical, KeepsTheDigitsOfNumbersThatItReads) {
  const std::string json =
      R"({"a":[1.10,18446744073709551615,-3,1e300,0.30000000000000004],"b":null})";
  const auto read = parse_canonical(json);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->text(), json);
}

TEST(Canonical, RefusesWhatIsNoJson) {
  for (const std::string json : {"", "{", "{}x", "{\"a\":1,\"a\":2}", "\"\xFF\"", "[1,]"}) {
    EXPECT_FALSE(parse_canonical(json)) << json;
  }
  EXPECT_FALSE(parse_canonical(std::string(100'000, '[')));
}

RC_GTEST_PROP(Canonical, ReadsWhatItWrites, (const std::map<std::string, std::string>& texts)) {
  Canonical::Map entries;
  for (const auto& [key, value] : texts) {
    entries.emplace(std::to_string(entries.size()), Canonical::of(key));
    entries.emplace("t" + std::to_string(entries.size()), Canonical::of(value));
  }
  const Canonical written = Canonical::of(entries);
  RC_ASSERT(parse_canonical(written.text()).value() == written);
}

// FIPS 180-4 examples.
TEST(Sha256, GivesThePublishedHashes) {
  EXPECT_EQ(sha256_of("abc"),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of(""),
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace throughline::plan
