// Every query of sql/ gives the same rows wherever it runs, whatever the order in which rows came:
// the corpus in tests/sql. After a change that is meant, --update-golden writes the rows of the
// engine that is looked at into the files; read the difference before you keep it.
#include <gmock/gmock.h>
#include <set>
#include <sstream>

#include "base/random.hpp"
#include "stores/corpus.hpp"
#include "stores/store_under_test.hpp"
#include "workflow/store.hpp"

namespace throughline::stores {
namespace {

namespace fs = std::filesystem;
using Kind = Record::Kind;

bool is_updating() {
  const std::vector<std::string> arguments = testing::internal::GetArgvs();
  return std::find(arguments.begin(), arguments.end(), "--update-golden") != arguments.end();
}

std::vector<fs::path> files_in(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(TL_SOURCE_DIR) / folder)) {
    if (entry.path().extension() == extension) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_of(const fs::path& file) {
  std::string text;
  for (const std::string& line : lines_of(file)) {
    text += line + "\n";
  }
  return text;
}

std::string sql_named(const std::string& name) {
  return text_of(fs::path(TL_SOURCE_DIR) / "sql" / (name + ".sql"));
}

std::string joined(const std::vector<std::string>& lines) {
  return fmt::format("{}", fmt::join(lines, "\n"));
}

// INSERT INTO hits (visitor, time) VALUES (1, 2), (1, 3)
std::string planting(const Record& record, const std::vector<std::string>& rows) {
  std::istringstream words(record.name);
  std::string table;
  words >> table;
  std::vector<std::string> columns;
  for (std::string column; words >> column;) {
    columns.push_back(column);
  }
  return fmt::format(
      "INSERT INTO {} ({}) VALUES ({})", table, fmt::join(columns, ", "), fmt::join(rows, "), ("));
}

class SqlTest : public EveryStore {
 protected:
  // A store of this version without rows.
  void open_empty(const std::string& database) {
    auto opened = StoreUnderTest::open(GetParam(), database);
    ASSERT_TRUE(opened.has_value()) << opened.error().text();
    engine_ = std::move(*opened);
    const auto migrated = workflow::migrate(*engine_);
    ASSERT_TRUE(migrated.has_value()) << migrated.error().text();
    if (GetParam() == Place::Embedded) {  // one database for all
      for (const std::string& table :
           rows_of("SELECT name FROM system.tables WHERE database = currentDatabase() AND engine "
                   "LIKE '%MergeTree' AND name != 'migrations' ORDER BY name",
                   {})) {
        ASSERT_TRUE(engine_->execute("TRUNCATE TABLE " + table).has_value());
      }
    }
  }

  std::vector<std::string> rows_of(const std::string& sql, const engine::Parameters& parameters) {
    std::string text;
    const auto done = engine_->format(sql, parameters, "TabSeparated", [&](std::string_view bytes) {
      text += bytes;
      return Result<void>();
    });
    if (!done) {
      return {"error: " + done.error().text()};
    }
    std::vector<std::string> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      rows.push_back(line);
    }
    return rows;
  }

  // Plants in two parts, in the order of chance.
  Result<void> plant(const Record& record) {
    std::vector<std::string> rows = record.lines;
    for (std::size_t i = rows.size(); i > 1; --i) {
      std::swap(rows[i - 1], rows[rng_.below(i)]);
    }
    const auto half = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
    for (const auto& part : {std::vector(rows.begin(), half), std::vector(half, rows.end())}) {
      if (!part.empty()) {
        TL_CHECK(engine_->execute(planting(record, part)));
      }
    }
    return {};
  }

  // The rows that a record gives; it may give none.
  std::vector<std::string> carry_out(const Record& record) {
    const bool named = record.kind == Kind::Run || record.kind == Kind::Ask;
    const std::string sql = named ? sql_named(record.name) : joined(record.lines);
    if (GetParam() == Place::Cluster && sql.starts_with("-- engine: today")) {
      return record.wanted;
    }
    if (record.kind == Kind::Query || record.kind == Kind::Ask) {
      return rows_of(sql, record.parameters);
    }
    const auto done =
        record.kind == Kind::Plant ? plant(record) : engine_->execute(sql, record.parameters);
    return done ? std::vector<std::string>() : std::vector{"error: " + done.error().text()};
  }

  void check(const fs::path& file, const std::vector<Record>& records) {
    std::vector<std::vector<std::string>> rows;
    for (const Record& record : records) {
      rows.push_back(carry_out(record));
      if (!is_updating()) {
        EXPECT_EQ(joined(rows.back()), joined(record.wanted))
            << file.filename().string() << ":" << record.line << " " << record.name;
      }
    }
    if (is_updating()) {
      write_wanted(file, records, rows);
    }
  }

  std::unique_ptr<engine::Engine> engine_;
  Rng rng_{1, "corpus"};
};

TEST_P(SqlTest, EveryQueryGivesTheRowsOfTheCorpusInWhateverOrderRowsCame) {
  for (const fs::path& file : files_in("tests/sql", ".test")) {
    const auto records = read_corpus(file);
    ASSERT_TRUE(records.has_value()) << records.error().text();
    for (const int order : {1, 2}) {
      SCOPED_TRACE(fmt::format("order {}", order));
      ASSERT_NO_FATAL_FAILURE(open_empty(fmt::format("{}_{}", file.stem().string(), order)));
      check(file, *records);
      if (is_updating()) {
        break;
      }
    }
  }
}

TL_FOR_EVERY_STORE(SqlTest);

TEST(SqlCorpus, NoQueryIsLeftOut) {
  std::set<std::string> covered;
  for (const fs::path& file : files_in("tests/sql", ".test")) {
    const auto records = read_corpus(file);
    ASSERT_TRUE(records.has_value()) << records.error().text();
    for (const Record& record : *records) {
      if (record.kind == Kind::Run || record.kind == Kind::Ask) {
        covered.insert(record.name);
      }
    }
  }
  std::set<std::string> queries;
  for (const fs::path& file : files_in("sql", ".sql")) {
    queries.insert(file.stem().string());
  }
  EXPECT_EQ(covered, queries) << "add a record for each query of sql/ to tests/sql";
}

}  // namespace
}  // namespace throughline::stores
