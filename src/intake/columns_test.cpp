#include "intake/columns.hpp"

#include <gmock/gmock.h>

namespace throughline::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<Column> kOurs = {
    {"date", {"day", "datum"}, true}, {"amount", {}, true}, {"note", {}}};

TEST(Columns, AreFoundByOurNameByAKnownOneAndByTheOneOfTheSettings) {
  const std::vector<std::string> header = {"Cost", "DAY", "extra"};
  const auto places = map_columns(kOurs, {{"amount", "cost"}}, header, "spend.csv");
  ASSERT_TRUE(places.has_value()) << places.error().text();
  EXPECT_THAT(*places, ElementsAre(1U, 0U, std::nullopt));
}

TEST(Columns, TheNameOfTheSettingsIsTheOnlyOne) {
  const std::vector<std::string> header = {"day", "amount", "cost"};
  EXPECT_EQ((*map_columns(kOurs, {{"amount", "cost"}}, header, "f"))[1], 2U);
}

TEST(Columns, AMissingOneIsToldWithTheFilesColumnsAndTheNearest) {
  const std::vector<std::string> header = {"day", "amount1"};
  const auto none = map_columns(kOurs, {}, header, "spend.csv");
  ASSERT_FALSE(none.has_value());
  EXPECT_THAT(none.error().message, HasSubstr("spend.csv has no column for amount"));
  EXPECT_THAT(none.error().hint, HasSubstr("day, amount1; did you mean amount1?"));
  EXPECT_THAT(none.error().hint, HasSubstr("columns: {amount: NAME}"));
}

TEST(Columns, WhatTheSettingsNameMustBeThere) {
  const std::vector<std::string> header = {"day", "amount"};
  const auto none = map_columns(kOurs, {{"note", "remark"}}, header, "spend.csv");
  ASSERT_FALSE(none.has_value());
  EXPECT_THAT(none.error().message, HasSubstr("no column remark, which columns names for note"));
}

TEST(Columns, TheSettingsMayNameOnlyOurs) {
  const auto none = map_columns(kOurs, {{"amount1", "cost"}}, {}, "spend.csv");
  ASSERT_FALSE(none.has_value());
  EXPECT_THAT(none.error().message, HasSubstr("cannot name amount1"));
  EXPECT_THAT(none.error().hint, HasSubstr("did you mean amount?"));
}

}  // namespace
}  // namespace throughline::intake
