// What the program expects of an engine, wherever it runs.
#include "engine/engine.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/native_encoder.hpp"
#include "stores/store_under_test.hpp"

namespace throughline::stores {
namespace {

using engine::Batch;
using engine::Parameters;
using engine::Strings;
using U8 = std::vector<std::uint8_t>;
using U16 = std::vector<std::uint16_t>;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;
using I64 = std::vector<std::int64_t>;
using F64 = std::vector<double>;

Strings texts(std::initializer_list<std::string_view> list) {
  Strings strings;
  for (const std::string_view text : list) {
    strings.push_back(text);
  }
  return strings;
}

class EngineTest : public EveryStore {
 protected:
  void SetUp() override {
    EveryStore::SetUp();
    if (IsSkipped() || HasFatalFailure()) {
      return;
    }
    auto opened = StoreUnderTest::open(GetParam(), "engines");
    ASSERT_TRUE(opened.has_value()) << opened.error().text();
    engine_ = std::move(*opened);
  }

  void run(std::string_view sql) {
    const auto done = engine_->execute(sql);
    ASSERT_TRUE(done.has_value()) << done.error().text();
  }

  void insert(std::string_view table, const Batch& batch) {
    const auto done = engine_->insert(table, batch);
    ASSERT_TRUE(done.has_value()) << done.error().text();
  }

  // The answer, which must be one; columns in its order.
  Batch ask(std::string_view sql, const Parameters& parameters = {}) {
    auto answer = engine_->query(sql, parameters);
    EXPECT_TRUE(answer.has_value()) << answer.error().text();
    return std::move(answer).value_or(Batch{});
  }

  std::uint64_t count(std::string_view table) {
    const Batch answer = ask(fmt::format("SELECT toUInt64(count()) AS n FROM {}", table));
    return answer.n_rows() == 0 ? 0 : (**answer.get<U64>("n"))[0];
  }

  std::string formatted(std::string_view sql, std::string_view format) {
    std::string text;
    const auto done = engine_->format(sql, {}, format, [&](std::string_view bytes) -> Result<void> {
      text += bytes;
      return {};
    });
    return done ? text : "error: " + done.error().text();
  }

  std::unique_ptr<engine::Engine> engine_;
};

template <class T>
T column(const Batch& batch, std::string_view name) {
  const auto values = batch.get<T>(name);
  EXPECT_TRUE(values.has_value()) << values.error().text();
  return values ? **values : T();
}

TEST_P(EngineTest, ABatchOfEveryTypeComesBackAsItWent) {
  run("CREATE TABLE types (a UInt8, b UInt16, c UInt32, d UInt64, e Int64, f Float64, g String, "
      "h DateTime('UTC'), i Date) ENGINE = MergeTree ORDER BY d");
  const Strings words = texts({"x", "中文 \xff\n'\t\\"});
  insert("types",
         {{{"a", U8{1, 255}},
           {"b", U16{2, 65535}},
           {"c", U32{3, 4294967295U}},
           {"d", U64{4, ~0ULL}},
           {"e", I64{-5, std::numeric_limits<std::int64_t>::min()}},
           {"f", F64{0.1, -1e300}},
           {"g", words},
           {"h", U32{0, 4102444799U}},
           {"i", U16{1, 20000}}}});
  const Batch back = ask("SELECT * FROM types ORDER BY d");
  EXPECT_EQ(column<U8>(back, "a"), (U8{1, 255}));
  EXPECT_EQ(column<U16>(back, "b"), (U16{2, 65535}));
  EXPECT_EQ(column<U32>(back, "c"), (U32{3, 4294967295U}));
  EXPECT_EQ(column<U64>(back, "d"), (U64{4, ~0ULL}));
  EXPECT_EQ(column<I64>(back, "e"), (I64{-5, std::numeric_limits<std::int64_t>::min()}));
  EXPECT_EQ(column<F64>(back, "f"), (F64{0.1, -1e300}));
  EXPECT_EQ(column<Strings>(back, "g"), words);
  EXPECT_EQ(column<U32>(back, "h"), (U32{0, 4102444799U}));
  EXPECT_EQ(column<U16>(back, "i"), (U16{1, 20000}));
}

TEST_P(EngineTest, NarrowAnswersComeInTheirWideType) {
  const Batch back =
      ask("SELECT toInt8(-1) AS a, toInt16(-2) AS b, toInt32(-3) AS c, toFloat32(0.5) AS d, "
          "toDateTime('1970-01-02 00:00:00', 'UTC') AS e, toDate('1970-01-03') AS f");
  EXPECT_EQ(column<I64>(back, "a"), I64{-1});
  EXPECT_EQ(column<I64>(back, "b"), I64{-2});
  EXPECT_EQ(column<I64>(back, "c"), I64{-3});
  EXPECT_EQ(column<F64>(back, "d"), F64{0.5});
  EXPECT_EQ(column<U32>(back, "e"), U32{86400});
  EXPECT_EQ(column<U16>(back, "f"), U16{2});
}

TEST_P(EngineTest, ParametersAreNeverReadAsSql) {
  for (const std::string hostile : {"'; DROP TABLE types; --",
                                    "a\\'b",
                                    "tab\tnew\nline\r",
                                    "\\N",
                                    "{x:String}",
                                    "%27 + & = ?",
                                    "中文😀",
                                    "`\"/*--",
                                    ""}) {
    const Batch back = ask("SELECT {text:String} AS text", {{"text", hostile}});
    EXPECT_EQ(column<Strings>(back, "text"), texts({hostile}));
  }
  const std::string with_nul("a\0b", 3);
  EXPECT_EQ(column<Strings>(ask("SELECT {t:String} AS text", {{"t", with_nul}}), "text"),
            texts({with_nul}));
}

TEST_P(EngineTest, ParametersOfEveryTypeArrive) {
  const Batch back =
      ask("SELECT {a:UInt64} AS a, {b:Int64} AS b, has({c:Array(UInt32)}, 7) AS c, "
          "length({d:Array(UInt64)}) AS d, {e:UInt8} AS e",
          {{"a", "18446744073709551615"},
           {"b", "-9223372036854775808"},
           {"c", "[1,7]"},
           {"d", "[]"},
           {"e", "255"}});
  EXPECT_EQ(column<U64>(back, "a"), U64{~0ULL});
  EXPECT_EQ(column<I64>(back, "b"), I64{std::numeric_limits<std::int64_t>::min()});
  EXPECT_EQ(column<U8>(back, "c"), U8{1});
  EXPECT_EQ(column<U64>(back, "d"), U64{0});
  EXPECT_EQ(column<U8>(back, "e"), U8{255});
}

TEST_P(EngineTest, AParameterLongerThanAnUrlArrives) {
  std::string list = "[1";
  for (int i = 2; i <= 100000; ++i) {
    list += fmt::format(",{}", i);
  }
  const Batch back = ask("SELECT length({ids:Array(UInt32)}) AS n", {{"ids", list + "]"}});
  EXPECT_EQ(column<U64>(back, "n"), U64{100000});
}

TEST_P(EngineTest, AMissingOrWrongParameterIsTheAskersError) {
  const auto missing = engine_->query("SELECT {x:UInt8} AS x");
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, ErrorCode::InvalidArgument) << missing.error().text();
  const auto wrong = engine_->query("SELECT {x:UInt8} AS x", {{"x", "1 OR 1"}});
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().code, ErrorCode::InvalidArgument) << wrong.error().text();
}

TEST_P(EngineTest, AStreamHandsOnEveryRowInOrder) {
  std::uint64_t next = 0;
  const auto done = engine_->stream(
      "SELECT number FROM system.numbers LIMIT 300000", {}, [&](Batch&& batch) -> Result<void> {
        TL_TRY(const auto* const numbers, batch.get<U64>("number"));
        for (const std::uint64_t n : *numbers) {
          next += n == next ? 1 : 0;
        }
        return {};
      });
  ASSERT_TRUE(done.has_value()) << done.error().text();
  EXPECT_EQ(next, 300000U);
}

TEST_P(EngineTest, AStreamStopsWhenItsSinkHasEnough) {
  int n_batches = 0;
  const auto stopped = engine_->stream(  // it would never end by itself
      "SELECT number FROM system.numbers",
      {},
      [&](Batch&&) -> Result<void> {
        ++n_batches;
        return fail(ErrorCode::Cancelled, "enough");
      });
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
  EXPECT_EQ(n_batches, 1);
  EXPECT_EQ(column<U8>(ask("SELECT 1 AS one"), "one"), U8{1}) << "the engine is free again";
}

TEST_P(EngineTest, AnErrorBehindTheFirstRowsIsAnError) {
  std::uint64_t n_rows = 0;
  const auto done = engine_->stream(
      "SELECT throwIf(number = 3000000) AS x, number FROM "
      "system.numbers LIMIT 4000000",
      {},
      [&](Batch&& batch) -> Result<void> {
        n_rows += batch.n_rows();
        return {};
      });
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, ErrorCode::InvalidArgument) << done.error().text();
  EXPECT_THAT(done.error().message, testing::HasSubstr("throwIf")) << n_rows;
  EXPECT_EQ(column<U8>(ask("SELECT 1 AS one"), "one"), U8{1});
}

TEST_P(EngineTest, WrongSqlIsTheAskersErrorInTheEnginesWords) {
  const auto syntax = engine_->query("SELEKT 1");
  ASSERT_FALSE(syntax.has_value());
  EXPECT_EQ(syntax.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(syntax.error().message, testing::HasSubstr("Syntax error"));
  const auto table = engine_->query("SELECT a FROM nowhere");
  ASSERT_FALSE(table.has_value());
  EXPECT_EQ(table.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(table.error().message, testing::HasSubstr("nowhere"));
  EXPECT_FALSE(engine_->execute("TRUNCATE TABLE nowhere").has_value());
}

TEST_P(EngineTest, FormatWritesWhatTheEngineWrites) {
  constexpr std::string_view kSql = "SELECT 1 AS a, 'b\"' AS b";
  EXPECT_EQ(formatted(kSql, "TabSeparatedWithNames"), "a\tb\n1\tb\"\n");
  EXPECT_EQ(formatted(kSql, "CSV"), "1,\"b\"\"\"\n");
  EXPECT_EQ(formatted(kSql, "JSONEachRow"), "{\"a\":1,\"b\":\"b\\\"\"}\n");
  EXPECT_THAT(formatted(kSql, "Nonsense"), testing::HasSubstr("Nonsense"));
}

TEST_P(EngineTest, ParquetIsWrittenOrRefusedInPlainWords) {
  const std::string answer = formatted("SELECT number FROM system.numbers LIMIT 3", "Parquet");
  if (GetParam() == Place::Cluster) {  // of 2018
    EXPECT_THAT(answer, testing::StartsWith("error: Unknown format Parquet"));
    EXPECT_THAT(answer, testing::HasSubstr("CSVWithNames"));
  } else {
    EXPECT_THAT(answer, testing::StartsWith("PAR1"));
    EXPECT_THAT(answer, testing::EndsWith("PAR1"));
  }
}

TEST_P(EngineTest, StatementsThatTellOfTablesAnswerToo) {
  run("CREATE TABLE told (a UInt64) ENGINE = MergeTree ORDER BY a");
  EXPECT_THAT(formatted("-- what is there\nDESCRIBE TABLE told", "TabSeparated"),
              testing::StartsWith("a\tUInt64"));
  EXPECT_THAT(formatted("SHOW TABLES", "TabSeparated"), testing::HasSubstr("told\n"));
}

TEST_P(EngineTest, AColumnThatABatchLacksTakesItsDefault) {
  run("CREATE TABLE defaults (a UInt64, b Int64 DEFAULT 7, c String) ENGINE = MergeTree ORDER BY "
      "a");
  insert("defaults", {{{"c", texts({"x"})}, {"a", U64{1}}}});
  const Batch back = ask("SELECT a, b, c FROM defaults");
  EXPECT_EQ(column<U64>(back, "a"), U64{1});
  EXPECT_EQ(column<I64>(back, "b"), I64{7});
  EXPECT_EQ(column<Strings>(back, "c"), texts({"x"}));
}

TEST_P(EngineTest, ABatchThatDoesNotFitIsRefusedWhole) {
  run("CREATE TABLE narrow (a UInt64, b UInt8) ENGINE = MergeTree ORDER BY a");
  EXPECT_FALSE(engine_->insert("narrow", {{{"a", U64{1}}, {"nope", U64{1}}}}).has_value());
  EXPECT_FALSE(engine_->insert("nowhere", {{{"a", U64{1}}}}).has_value());
  EXPECT_EQ(count("narrow"), 0U);
}

TEST_P(EngineTest, ABatchOfManyRowsIsThereWhole) {
  constexpr std::size_t kRows = 1'000'000;
  run("CREATE TABLE many (visitor UInt64, word String) ENGINE = MergeTree ORDER BY visitor");
  U64 visitor(kRows);
  Strings word;
  for (std::size_t i = 0; i < kRows; ++i) {
    visitor[i] = i * 0x9e3779b97f4a7c15ULL;
    word.push_back(i % 2 == 0 ? "even" : "odd");
  }
  insert("many", {{{"visitor", std::move(visitor)}, {"word", std::move(word)}}});
  const Batch back =
      ask("SELECT toUInt64(uniqExact(visitor)) AS n, toUInt64(countIf(word = 'odd')) AS odd FROM "
          "many");
  EXPECT_EQ(column<U64>(back, "n"), U64{kRows});
  EXPECT_EQ(column<U64>(back, "odd"), U64{kRows / 2});
}

TEST_P(EngineTest, ATableChangedBySomebodyElseIsMetAnew) {
  run("CREATE TABLE changing (a UInt64) ENGINE = MergeTree ORDER BY a");
  insert("changing", {{{"a", U64{1}}}});
  if (GetParam() != Place::Embedded) {
    auto other = StoreUnderTest::open(GetParam(), "engines");
    ASSERT_TRUE(other.has_value());
    ASSERT_TRUE((*other)->execute("ALTER TABLE changing ADD COLUMN b UInt8").has_value());
  } else {
    run("ALTER TABLE changing ADD COLUMN b UInt8");
  }
  insert("changing", {{{"a", U64{2}}, {"b", U8{3}}}});
  EXPECT_EQ(column<U8>(ask("SELECT b FROM changing ORDER BY a"), "b"), (U8{0, 3}));
}

// Speaks HTTP by hand: sends the head and `n_sent` bytes of a chunked body, then hangs up as a
// killed client does, and waits until the server has let go too.
void break_off(const std::string& url, const std::string& query, std::string_view body) {
  const std::size_t colon = url.rfind(':');
  const std::string host = url.substr(7, colon - 7);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(colon + 1))));
  ASSERT_EQ(inet_pton(AF_INET, host.c_str(), &place.sin_addr), 1);
  const int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_EQ(connect(line, reinterpret_cast<const sockaddr*>(&place), sizeof(place)), 0);
  const std::string request = fmt::format(
      "POST /?database=engines&query={} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "{:x}\r\n{}\r\n",
      query,
      body.size(),
      body);
  ASSERT_EQ(send(line, request.data(), request.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(request.size()));
  shutdown(line, SHUT_WR);
  char byte = 0;
  while (recv(line, &byte, 1, 0) > 0) {
  }
  close(line);
}

TEST_P(EngineTest, ABatchOfAClientThatDiesIsNotThere) {
  if (GetParam() == Place::Embedded) {
    return;  // client and engine die together: see the tests of import
  }
  run("CREATE TABLE torn (visitor UInt64) ENGINE = MergeTree ORDER BY visitor");
  U64 visitor(100000);
  for (std::size_t i = 0; i < visitor.size(); ++i) {
    visitor[i] = i;
  }
  const Batch batch{{{"visitor", std::move(visitor)}}};
  auto encoder = engine::NativeEncoder::create(batch, {{"visitor", "UInt64"}});
  ASSERT_TRUE(encoder.has_value());
  std::string whole;
  for (auto piece = encoder->next(); !piece.empty(); piece = encoder->next()) {
    whole += piece;
  }
  const std::string url = StoreUnderTest::address(GetParam(), "engines").url;
  const std::string query = "INSERT+INTO+torn+(visitor)+FORMAT+Native";
  for (const std::size_t n_sent : {std::size_t{3}, whole.size() / 2, whole.size() - 1}) {
    ASSERT_NO_FATAL_FAILURE(break_off(url, query, std::string_view(whole).substr(0, n_sent)));
    EXPECT_EQ(count("torn"), 0U) << n_sent;
  }
}

TL_FOR_EVERY_STORE(EngineTest);

}  // namespace
}  // namespace throughline::stores
