#include "intake/log_rows.hpp"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <map>
#include <set>
#include <sstream>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "intake/whole_source.hpp"

namespace throughline::intake {
namespace {

using testing::HasSubstr;

// The log in a format by name; "" = found by looking.
Result<Whole> read(std::string_view text,
                   std::string_view name = "",
                   const ReadOptions& options = {}) {
  TL_TRY(LogFormat format, name.empty() ? detect_log_format(text) : parse_log_format(name));
  return read_whole(text, log_rows(std::move(format)), options);
}

std::string line(int visitor,
                 int second,
                 std::string_view path = "/a",
                 std::string_view referrer = "-") {
  return fmt::format(
      R"(10.0.0.{} - - [17/May/2015:10:{:02}:{:02} +0000] "GET {} HTTP/1.1" 200 5 "{}" "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0")"
      "\n",
      visitor,
      second / 60,
      second % 60,
      path,
      referrer);
}

std::string many_lines(int n) {
  Rng rng(1, "log");
  std::string text;
  for (int i = 0; i < n; ++i) {
    text += line(static_cast<int>(rng.below(200)),
                 static_cast<int>(rng.below(3600)),
                 fmt::format("/p{}", rng.below(500)),
                 rng.below(3) == 0 ? fmt::format("https://blog{}.example/", rng.below(300)) : "-");
    if (rng.below(50) == 0) {
      text += "broken\n";
    }
    if (rng.below(60) == 0) {
      text += "\n";
    }
  }
  return text;
}

TEST(LogRows, ALineBecomesAHitWithItsWordsAndItsTouch) {
  const auto whole = read(line(1, 61, "/refill?x=1", "https://blog.example/post"));
  ASSERT_TRUE(whole.has_value()) << whole.error().text();
  ASSERT_EQ(whole->hits.size(), 1U);
  EXPECT_EQ(whole->hits.time[0], 1431856861U);
  EXPECT_EQ(whole->hits.kind[0], static_cast<std::uint8_t>(schema::HitKind::Page));
  EXPECT_EQ(whole->words.at(whole->hits.path[0]), "/refill");
  EXPECT_THAT(whole->words.at(whole->hits.agent[0]), HasSubstr("Firefox"));
  EXPECT_EQ(whole->touches.at(whole->hits.touch[0]),
            "ga4:referral source=blog.example medium=referral");
}

TEST(LogRows, ThreadsAndSizesOfBlocksNeverChangeTheRows) {
  const std::string text = many_lines(3000);
  const auto one = read(text, "", {.block_bytes = 1U << 22U});
  ASSERT_TRUE(one.has_value());
  EXPECT_GT(one->rejects.size(), 10U);
  for (const unsigned n_threads : {0U, 1U, 2U, 4U}) {
    for (const std::size_t block : {std::size_t{512}, std::size_t{4096}}) {
      const auto other =
          read(text, "", {.batch_rows = 100, .block_bytes = block, .n_threads = n_threads});
      ASSERT_TRUE(other.has_value());
      EXPECT_EQ(columns_of(other->hits), columns_of(one->hits));
      EXPECT_EQ(other->words, one->words);
      EXPECT_EQ(other->touches, one->touches);
      EXPECT_EQ(other->n_words, one->n_words);
      ASSERT_EQ(other->rejects.size(), one->rejects.size());
      for (std::size_t i = 0; i < one->rejects.size(); ++i) {
        EXPECT_EQ(other->rejects[i].line, one->rejects[i].line);
        EXPECT_EQ(other->rejects[i].offset, one->rejects[i].offset);
      }
      EXPECT_EQ(other->end_offset, text.size());
      EXPECT_GT(other->n_batches, 10U);
    }
  }
}

TEST(LogRows, GoingOnAtTheEndOfAnyBatchGivesTheSameRows) {
  const std::string text = many_lines(400);
  const auto whole = read(text);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ends;
  ReadOptions options{.batch_rows = 50, .block_bytes = 2048};
  const auto source = bytes_of(text);
  ASSERT_TRUE(read_rows(*source,
                        rules(),
                        log_rows(*detect_log_format(text)),
                        options,
                        [&](IntakeBatch&& batch) -> Result<void> {
                          ends.emplace_back(batch.end_offset, batch.end_line);
                          return {};
                        }));
  ASSERT_GT(ends.size(), 5U);
  for (const auto& [offset, at_line] : ends) {
    auto before = *read(text.substr(0, offset), "combined", options);
    ReadOptions rest = options;
    rest.start_offset = offset;
    rest.start_line = at_line;
    rest.start_tail = text.substr(offset - 100, 100);
    const auto after = *read(text, "combined", rest);
    before.hits.append(after.hits);
    EXPECT_EQ(columns_of(before.hits), columns_of(whole->hits));
    EXPECT_EQ(before.rejects.size() + after.rejects.size(), whole->rejects.size());
    if (!after.rejects.empty()) {
      EXPECT_EQ(after.rejects.back().line, whole->rejects.back().line);
    }
  }
}

TEST(LogRows, EachKindOfBrokenLineIsKeptWithReasonLineAndOffset) {
  const std::string good = line(1, 1);
  std::string overlong = line(1, 2, "/" + std::string(70000, 'x'));
  const std::vector<std::pair<std::string, std::string>> broken = {
      {"10.0.0.1 - - [17/May/2015:10:00:00 +0000] \"GET /a HT\n", "fields missing"},
      {"10.0.0.1 - - [45/May/2015:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"x\"\n",
       "no valid time"},
      {"10.0.0.1 - - [17/May/2015:10:00:00 +0000] \"\" 200 5 \"-\" \"x\"\n", "no valid request"},
      {"10.0.0.1 - - [17/May/2015:10:00:00 +0000] \"GET /a HTTP/1.1\" 999 5 \"-\" \"x\"\n",
       "no valid status"},
      {"10.0.0.1 - - [17/May/2015:10:00:00 +0000] \"GET /\x01"
       "a HTTP/1.1\" 200 5 \"-\" \"x\"\n",
       "binary"},
      {overlong, "longer than"},
      {"a,b,c,d\n", "fields missing"},
      {"-\n", "fields missing"},
  };
  for (const auto& [text, reason] : broken) {
    const auto whole = read(good + good + text + good, "combined");
    ASSERT_TRUE(whole.has_value()) << reason;
    ASSERT_EQ(whole->rejects.size(), 1U) << reason;
    EXPECT_THAT(whole->rejects[0].reason, HasSubstr(reason));
    EXPECT_EQ(whole->rejects[0].line, 3U);
    EXPECT_EQ(whole->rejects[0].offset, 2 * good.size());
    EXPECT_LE(whole->rejects[0].text.size(), 4096U);
    EXPECT_EQ(whole->hits.size(), 3U);
  }
}

// Texts of JSON and W3C lines stand in buffers of the parser, which the next line overwrites.
TEST(LogRows, WordsAreThoseOfTheirLinesInEveryFormat) {
  const std::string json =
      R"({"ip":"1.1.1.1","ts":1717243200,"uri":"/a\u0062?utm_source=x","status":200,"agent":"one"})"
      "\n"
      R"({"ip":"1.1.1.2","ts":1717243201,"uri":"/longer/c","status":200,"agent":"another"})"
      "\n";
  const std::string w3c =
      "#Fields: date time c-ip cs-uri-stem sc-status cs(User-Agent)\n"
      "2026-06-01 10:00:00 1.1.1.1 /ab 200 one\n"
      "2026-06-01 10:00:01 1.1.1.2 /longer/c 200 another\n";
  for (const std::string& text : {json, w3c}) {
    const auto whole = read(text);
    ASSERT_TRUE(whole.has_value()) << whole.error().text();
    std::set<std::string> words;
    for (const auto& [id, word] : whole->words) {
      EXPECT_EQ(id, hash_bytes(word));
      words.insert(word);
    }
    EXPECT_EQ(words, (std::set<std::string>{"/ab", "/longer/c", "one", "another"}));
  }
}

TEST(LogRows, ALineLongerThanABlockIsRefusedAndTheNextOneStands) {
  const std::string text = line(1, 1) + std::string(100000, 'x') + "\n" + line(1, 2);
  const auto whole = read(text, "combined", {.block_bytes = 1024});
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->hits.size(), 2U);
  EXPECT_EQ(whole->rejects.size(), 1U);
  EXPECT_EQ(whole->end_offset, text.size());
}

TEST(LogRows, AFileThatIsSomethingElseIsNotSwallowed) {
  const auto whole = read("a,b,c\n1,2,3\n", "combined");
  ASSERT_FALSE(whole.has_value());
  EXPECT_THAT(whole.error().message, HasSubstr("2 of the first 2 lines"));
}

class ReadFile : public testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::temp_directory_path() / fmt::format("throughline-log-{}", getpid());
  }

  void TearDown() override { std::filesystem::remove(file_); }

  Whole read_from(std::uint64_t offset, std::uint64_t at_line) {
    const auto source = *open_bytes(file_);
    ReadOptions options{.start_line = at_line};
    options.start_tail = *skip_bytes(*source, offset);
    options.start_offset = offset;
    Whole whole;
    EXPECT_TRUE(read_rows(*source,
                          rules(),
                          log_rows(*parse_log_format("combined")),
                          options,
                          [&](IntakeBatch&& batch) -> Result<void> {
                            whole.add(std::move(batch));
                            return {};
                          }));
    return whole;
  }

  void write(const std::string& text) { std::ofstream(file_, std::ios::binary) << text; }

  std::filesystem::path file_;
};

TEST_F(ReadFile, HalfALineAtTheEndIsLeftUntilItIsWhole) {
  const std::string text = line(1, 1) + line(1, 2);
  write(text.substr(0, text.size() - 10));
  const Whole first = read_from(0, 0);
  EXPECT_EQ(first.hits.size(), 1U);
  EXPECT_EQ(first.rejects.size(), 0U);
  write(text);
  EXPECT_EQ(read_from(first.end_offset, first.end_line).hits.size(), 1U);
}

TEST_F(ReadFile, AWholeLineWithoutAnEndIsTakenOnce) {
  const std::string text = line(1, 1) + line(1, 2);
  write(text.substr(0, text.size() - 1));
  const Whole first = read_from(0, 0);
  EXPECT_EQ(first.hits.size(), 2U);
  write(text + line(1, 3));
  const Whole second = read_from(first.end_offset, first.end_line);
  EXPECT_EQ(second.hits.size(), 1U);
  EXPECT_EQ(second.lines, 1U);
}

// One line of awk says the same of the real log:
//   awk '{split($4,t,":"); a=$0; sub(/^([^"]*"){5}/,"",a); print t[1], $1, a}' apache_logs.log |
//   sort -u | wc -l
TEST(LogRows, OfARealLogEveryLineIsAccountedFor) {
  const std::filesystem::path file =
      std::filesystem::path(TL_SOURCE_DIR) / ".." / "shared" / "data" / "apache_logs.log";
  if (!std::filesystem::exists(file)) {
    GTEST_SKIP() << "the real log is not here: " << file;
  }
  std::ifstream stream(file);
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  const auto whole = read(text);
  ASSERT_TRUE(whole.has_value()) << whole.error().text();
  EXPECT_EQ(whole->lines, 10000U);
  EXPECT_EQ(whole->hits.size() + whole->rejects.size() + whole->blank, 10000U);
  // Count of (day, address, agent) without the parser: the text before "]" and behind the fifth
  // quote.
  std::set<std::string> people;
  std::istringstream lines(text);
  for (std::string row; std::getline(lines, row);) {
    std::size_t quote = 0;
    for (int i = 0; i < 5; ++i) {
      quote = row.find('"', quote) + 1;
    }
    if (row.back() == '"') {
      people.insert(row.substr(0, row.find(' ')) + row.substr(row.find('['), 12) +
                    row.substr(quote));
    }
  }
  std::set<std::pair<std::uint64_t, std::uint32_t>> ours;
  for (std::size_t i = 0; i < whole->hits.size(); ++i) {
    ours.emplace(whole->hits.visitor[i], whole->hits.time[i] / 86400);
  }
  EXPECT_EQ(ours.size(), people.size());
}

}  // namespace
}  // namespace throughline::intake
