#include "plan/plan_shape.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

namespace throughline::plan {
namespace {

using ::testing::HasSubstr;

bool updates_golden() {
  const auto arguments = testing::internal::GetArgvs();
  return std::ranges::find(arguments, "--update-golden") != arguments.end();
}

// throughline_plan_tests --update-golden writes the file anew.
std::string kept(std::string_view name, const std::string& current) {
  const std::string path = fmt::format("{}/docs/{}", TL_SOURCE_DIR, name);
  if (updates_golden()) {
    std::ofstream(path, std::ios::binary) << current;
  }
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(PlanShape, TheSchemaInTheDocsIsCurrent) {
  EXPECT_EQ(kept("plan-schema.json", plan_schema()), plan_schema());
}

TEST(PlanShape, TheReferenceInTheDocsIsCurrent) {
  EXPECT_EQ(kept("plan-reference.md", plan_reference()), plan_reference());
}

TEST(PlanShape, EveryMapAndKeyIsDescribedOnce) {
  std::set<std::string_view> names;
  for (const MapShape* const map : all_maps()) {
    EXPECT_TRUE(names.insert(map->name).second) << map->name;
    EXPECT_FALSE(map->meaning.empty() || map->meaning.ends_with('.')) << map->name;
    std::set<std::string_view> keys;
    for (const KeyShape& key : map->keys) {
      EXPECT_TRUE(keys.insert(key.name).second) << map->name << "." << key.name;
      EXPECT_FALSE(key.meaning.empty() || key.meaning.ends_with('.')) << key.name;
      EXPECT_EQ(key.meaning.find('|'), std::string_view::npos) << key.name;
    }
  }
  EXPECT_EQ(names.size(), all_maps().size());
}

TEST(PlanShape, ConditionsNameKeysOfTheSameMapAndTheirWords) {
  for (const MapShape* const map : all_maps()) {
    for (const KeyShape& key : map->keys) {
      if (key.demand.need != Need::RequiredIf) {
        continue;
      }
      const auto other = std::ranges::find(map->keys, key.demand.key, &KeyShape::name);
      ASSERT_NE(other, map->keys.end()) << map->name << "." << key.name;
      for (const std::string_view word : key.demand.words) {
        EXPECT_TRUE(other->value.kind == ValueKind::Flag ||
                    std::ranges::find(other->value.words, word) != other->value.words.end())
            << word;
      }
    }
  }
}

TEST(PlanShape, TheSchemaDefinesWhatItRefersTo) {
  const auto schema = nlohmann::json::parse(plan_schema());
  const std::string text = plan_schema();
  constexpr std::string_view kReference = "#/definitions/";
  std::size_t n = 0;
  for (std::size_t at = text.find(kReference); at != std::string::npos;
       at = text.find(kReference, at + 1)) {
    const std::size_t start = at + kReference.size();
    const std::string name = text.substr(start, text.find('"', start) - start);
    EXPECT_TRUE(schema["definitions"].contains(name)) << name;
    ++n;
  }
  EXPECT_GT(n, 30U);
}

TEST(PlanShape, WordsAreReadableInTheReference) {
  EXPECT_THAT(plan_reference(),
              HasSubstr("| `mode` | `engaged`, `networked`, `converged`, `neither` | yes |"));
  EXPECT_THAT(plan_reference(), HasSubstr("| `fresh_within` | span | `48h` |"));
  EXPECT_THAT(plan_reference(), HasSubstr("| `why` | text | if `did` is override |"));
}

}  // namespace
}  // namespace throughline::plan
