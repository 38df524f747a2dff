#include "workflow/import.hpp"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/wait.h>

#include "base/random.hpp"
#include "workflow/formats.hpp"
#include "workflow/store_fixture.hpp"

namespace throughline::workflow {
namespace {

std::string some_log(int n, std::uint64_t seed = 1) {
  Rng rng(seed, "import");
  std::string text;
  for (int i = 0; i < n; ++i) {
    text += fmt::format(
        R"(10.0.{}.1 - - [17/May/2015:{:02}:{:02}:{:02} +0000] "GET /p{} HTTP/1.1" 200 5 "https://blog{}.example/" "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0")"
        "\n",
        rng.below(100),
        i * 20 / n,
        i % 60,
        rng.below(60),
        rng.below(50),
        rng.below(30));
    if (i % 100 == 99) {
      text += "broken\n";
    }
  }
  return text;
}

class Import : public StoreFixture {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(StoreFixture::SetUp());
    for (const char* table : {"hits", "imports", "names", "touches", "quarantine", "sessions"}) {
      run(fmt::format("TRUNCATE TABLE {}", table));
    }
    file_ = folder_.string() + ".log";
  }

  void TearDown() override { std::filesystem::remove(file_); }

  void write(const std::string& text) { std::ofstream(file_, std::ios::binary) << text; }

  Imported import(std::size_t batch_rows = 1000, const std::string& file = {}) {
    auto opened = open_rows(file.empty() ? file_ : file);
    EXPECT_TRUE(opened.has_value()) << opened.error().text();
    const auto kind = kind_of(*opened);
    EXPECT_TRUE(kind.has_value()) << kind.error().text();
    const auto format = format_of({}, {.id = "logs", .kind = *kind}, *opened);
    EXPECT_TRUE(format.has_value()) << format.error().text();
    const auto done =
        import_rows(*engine_,
                    {feed_number("logs"), "logs"},
                    std::move(*opened),
                    *format,
                    {&classifier_, &agents_, intake::VisitorKey({1}, intake::Rotation::None), 1},
                    {.n_threads = 1, .batch_rows = batch_rows});
    EXPECT_TRUE(done.has_value()) << done.error().text();
    return done.value_or(Imported{});
  }

  static std::uint64_t number(std::string_view sql) {
    const auto answer = engine_->query(sql);
    EXPECT_TRUE(answer.has_value()) << answer.error().text();
    return (**answer->get<std::vector<std::uint64_t>>("n"))[0];
  }

  static std::uint64_t hits() { return number("SELECT count() AS n FROM hits"); }

  // What the rows say, whatever batch they came in.
  static std::uint64_t fingerprint() {
    return number(
        "SELECT sum(cityHash64(visitor, time, kind, path, row, touch, agent, bot)) AS n FROM hits");
  }

  std::string file_;
  acquisition::Classifier classifier_ = *acquisition::Classifier::make({});
  acquisition::AgentList agents_;
};

TEST_F(Import, EveryLineIsAHitOrInQuarantineWithItsPlace) {
  write(some_log(1000));
  const Imported done = import();
  EXPECT_EQ(done.lines, 1010U);
  EXPECT_EQ(done.hits, 1000U);
  EXPECT_EQ(hits(), 1000U);
  EXPECT_EQ(
      number(
          "SELECT toUInt64(count()) AS n FROM quarantine WHERE line % 101 = 0 AND text = 'broken'"),
      10U);
}

TEST_F(Import, TheSameFileTwiceUnderWhateverNameChangesNothing) {
  write(some_log(1000));
  import();
  EXPECT_EQ(import().lines, 0U);
  std::filesystem::copy(file_, file_ + ".1");
  EXPECT_EQ(import(1000, file_ + ".1").lines, 0U);
  std::filesystem::remove(file_ + ".1");
  EXPECT_EQ(hits(), 1000U);
}

TEST_F(Import, AFileThatGrewGoesOnWhereItStopped) {
  const std::string text = some_log(3000);
  write(text);
  import();
  const std::uint64_t whole = fingerprint();
  run("TRUNCATE TABLE hits");
  run("TRUNCATE TABLE imports");
  std::size_t at = 0;
  for (const std::size_t part :
       {std::size_t{300}, std::size_t{40000}, std::size_t{70000}, text.size()}) {
    at = text.find('\n', std::min(part, text.size() - 1)) + 1;
    write(text.substr(0, at));
    import();
  }
  EXPECT_EQ(hits(), 3000U);
  EXPECT_EQ(fingerprint(), whole);
}

TEST_F(Import, AnotherFileUnderTheSameNameIsNew) {
  write(some_log(500, 1));
  import();
  write(some_log(500, 2));
  EXPECT_EQ(import().hits, 500U);
  EXPECT_EQ(hits(), 1000U);
}

TEST_F(Import, ABatchThatWasAnnouncedAndNotWrittenIsReadAgain) {
  write(some_log(1000));
  import(300);
  const std::uint64_t whole = fingerprint();
  // As a kill between announcement and hits leaves it: the last batch is announced only.
  run("ALTER TABLE hits DELETE WHERE batch = (SELECT max(batch) FROM imports) SETTINGS "
      "mutations_sync = 2");
  run("ALTER TABLE imports DELETE WHERE state = 1 AND batch = (SELECT max(batch) FROM imports) "
      "SETTINGS mutations_sync = 2");
  ASSERT_LT(hits(), 1000U);
  ASSERT_TRUE(settle_batches(*engine_).has_value());
  import(300);
  EXPECT_EQ(hits(), 1000U);
  EXPECT_EQ(fingerprint(), whole);
  EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM quarantine WHERE batch IN (SELECT batch "
                   "FROM imports WHERE state = 1)"),
            10U);
}

TEST_F(Import, ABatchThatWasWrittenAndNotMarkedIsNotReadAgain) {
  write(some_log(1000));
  import(300);
  run("ALTER TABLE imports DELETE WHERE state = 1 AND batch = (SELECT max(batch) FROM imports) "
      "SETTINGS mutations_sync = 2");
  ASSERT_TRUE(settle_batches(*engine_).has_value());
  EXPECT_EQ(import(300).lines, 0U);
  EXPECT_EQ(hits(), 1000U);
}

// On a cluster one shard may have had its part of a batch when the import was killed.
TEST_F(Import, OfABatchThatCameInPartNothingStays) {
  run("INSERT INTO imports (batch, state, hits) VALUES (1, 0, 2), (2, 0, 1)");
  run("INSERT INTO hits (visitor, batch) VALUES (1, 1), (2, 2), (3, 3)");
  const auto settled = settle_batches(*engine_);
  ASSERT_TRUE(settled.has_value()) << settled.error().text();
  EXPECT_EQ(number("SELECT toUInt64(sum(batch)) AS n FROM hits"), 5U);
  EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM imports WHERE batch = 2 AND state = 1"), 1U);
}

}  // namespace
}  // namespace throughline::workflow
