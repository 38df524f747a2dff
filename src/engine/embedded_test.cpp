#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

#include "engine/engine.hpp"

namespace throughline::engine {
namespace {

// One store for the whole program: the embedded engine serves one path a process.
class Embedded : public testing::Test {
 protected:
  static void open_once() {
    if (engine_) {
      return;
    }
    folder_ =
        std::filesystem::temp_directory_path() / fmt::format("throughline-engine-{}", getpid());
    auto opened = open_embedded(folder_);
    ASSERT_TRUE(opened.has_value()) << opened.error().text();
    engine_ = std::move(*opened);
  }

  // Not in SetUpTestSuite: a failure there would only skip the tests, and a skipped test passes.
  void SetUp() override { ASSERT_NO_FATAL_FAILURE(open_once()); }

  static void TearDownTestSuite() {
    engine_.reset();
    std::filesystem::remove_all(folder_);
    std::filesystem::remove(folder_.string() + ".lock");
    std::filesystem::remove(folder_.string() + ".xml");
  }

  static inline std::filesystem::path folder_;
  static inline std::unique_ptr<Engine> engine_;
};

TEST_F(Embedded, ABatchOfEveryTypeComesBackAsItWent) {
  ASSERT_TRUE(engine_->execute(
      "CREATE TABLE types (a UInt8, b UInt16, c UInt32, d UInt64, e Int64, f Float64, "
      "g String) ENGINE = MergeTree ORDER BY d"));
  Strings texts;
  texts.push_back("x");
  texts.push_back("中文 \xff\n'");
  const Batch batch{{{"a", std::vector<std::uint8_t>{1, 255}},
                     {"b", std::vector<std::uint16_t>{2, 65535}},
                     {"c", std::vector<std::uint32_t>{3, 4294967295U}},
                     {"d", std::vector<std::uint64_t>{4, ~0ULL}},
                     {"e", std::vector<std::int64_t>{-5, 5}},
                     {"f", std::vector<double>{0.5, -1e300}},
                     {"g", texts}}};
  const auto inserted = engine_->insert("types", batch);
  ASSERT_TRUE(inserted.has_value()) << inserted.error().text();
  const auto back = engine_->query("SELECT * FROM types ORDER BY d");
  ASSERT_TRUE(back.has_value()) << back.error().text();
  ASSERT_EQ(back->n_rows(), 2U);
  EXPECT_EQ((**back->get<std::vector<std::uint64_t>>("d"))[1], ~0ULL);
  EXPECT_EQ((**back->get<std::vector<std::int64_t>>("e"))[0], -5);
  EXPECT_EQ((**back->get<std::vector<double>>("f"))[1], -1e300);
  EXPECT_EQ((**back->get<Strings>("g"))[1], "中文 \xff\n'");
}

TEST_F(Embedded, ParametersAreNeverReadAsSql) {
  for (const std::string hostile :
       {"'; DROP TABLE types; --", "a\\'b", "tab\tnew\nline", "\\N", "中文😀", ""}) {
    const auto back = engine_->query("SELECT {text:String} AS text", {{"text", hostile}});
    ASSERT_TRUE(back.has_value()) << back.error().text();
    EXPECT_EQ((**back->get<Strings>("text"))[0], hostile);
  }
}

TEST_F(Embedded, AStreamHandsOnEveryRowAndStopsWhenTheSinkFails) {
  std::uint64_t sum = 0;
  const auto done =
      engine_->stream("SELECT number FROM numbers(300000)", {}, [&](Batch&& batch) -> Result<void> {
        TL_TRY(const auto* const numbers, batch.get<std::vector<std::uint64_t>>("number"));
        for (const std::uint64_t n : *numbers) {
          sum += n;
        }
        return {};
      });
  ASSERT_TRUE(done.has_value()) << done.error().text();
  EXPECT_EQ(sum, 300000ULL * 299999 / 2);
  const auto stopped =
      engine_->stream("SELECT number FROM numbers(10000000)", {}, [](Batch&&) -> Result<void> {
        return fail(ErrorCode::Cancelled, "enough");
      });
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
  EXPECT_TRUE(engine_->query("SELECT 1 AS one").has_value()) << "the connection is free again";
}

TEST_F(Embedded, WrongSqlIsTheUsersErrorWithTheEnginesReason) {
  const auto answer = engine_->query("SELEKT 1");
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, ErrorCode::InvalidArgument);
  EXPECT_NE(answer.error().message.find("Syntax error"), std::string::npos)
      << answer.error().message;
}

TEST_F(Embedded, FormatWritesWhatTheEngineWrites) {
  std::string text;
  ASSERT_TRUE(engine_->format("SELECT 1 AS a, 'b' AS b",
                              {},
                              "TabSeparatedWithNames",
                              [&](std::string_view bytes) -> Result<void> {
                                text += bytes;
                                return {};
                              }));
  EXPECT_EQ(text, "a\tb\n1\tb\n");
}

}  // namespace
}  // namespace throughline::engine
