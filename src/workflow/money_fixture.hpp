#pragma once

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <map>

#include "workflow/rates.hpp"
#include "workflow/run.hpp"
#include "workflow/store_fixture.hpp"

namespace throughline::workflow {

// A workspace with settings and files of a test's own, read into an empty store.
class MoneyFixture : public StoreFixture {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(StoreFixture::SetUp());
    clear();
    workspace_.folder = folder_.string() + "-files";
    std::filesystem::create_directories(workspace_.folder);
    settings("currency: EUR\n");
  }

  void TearDown() override { std::filesystem::remove_all(workspace_.folder); }

  static void clear() {
    const auto tables = engine_->query(
        "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE "
        "'%MergeTree' AND name != 'migrations'");
    ASSERT_TRUE(tables.has_value()) << tables.error().text();
    const auto* const names = *tables->get<engine::Strings>("name");
    for (std::size_t i = 0; i < names->size(); ++i) {
      run(fmt::format("TRUNCATE TABLE {}", (*names)[i]));
    }
  }

  void settings(const std::string& text) {
    const auto read = settings::parse_settings(text, "throughline.yaml");
    ASSERT_TRUE(read.has_value()) << read.error().text();
    workspace_.settings = *read;
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(workspace_.folder / name, std::ios::binary) << text;
  }

  // Reads every source of the settings.
  std::vector<Imported> read() {
    const auto files = import_sources(*engine_, workspace_, {});
    EXPECT_TRUE(files.has_value()) << files.error().text();
    return files.value_or(std::vector<Imported>());
  }

  template <class T>
  static T good(Result<T> result) {
    EXPECT_TRUE(result.has_value()) << result.error().text();
    return std::move(result).value_or(T());
  }

  static std::string text_of(std::string_view sql) {
    std::string text;
    const auto done = engine_->format(sql, {}, "TabSeparated", [&](std::string_view bytes) {
      text += bytes;
      return Result<void>();
    });
    EXPECT_TRUE(done.has_value()) << done.error().text();
    return text;
  }

  Workspace workspace_;
};

}  // namespace throughline::workflow
