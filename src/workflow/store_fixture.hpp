#pragma once

#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <unistd.h>

#include "engine/engine.hpp"
#include "workflow/store.hpp"

namespace throughline::workflow {

// A migrated store in a folder of its own, once for the whole suite: the embedded engine serves one
// path a process, and each test runs in a process of its own.
class StoreFixture : public testing::Test {
 protected:
  // A failure here would only skip the tests, and a skipped test passes: so the first test makes
  // it.
  static void open_once() {
    if (engine_) {
      return;
    }
    folder_ =
        std::filesystem::temp_directory_path() / fmt::format("throughline-store-{}", getpid());
    auto opened = engine::open_embedded(folder_);
    ASSERT_TRUE(opened.has_value()) << opened.error().text();
    const auto migrated = migrate(**opened);
    ASSERT_TRUE(migrated.has_value()) << migrated.error().text();
    engine_ = std::move(*opened);
  }

  void SetUp() override { ASSERT_NO_FATAL_FAILURE(open_once()); }

  static void TearDownTestSuite() {
    engine_.reset();
    std::filesystem::remove_all(folder_);
    std::filesystem::remove(folder_.string() + ".lock");
    std::filesystem::remove(folder_.string() + ".xml");
  }

  static void run(std::string_view sql) {
    const auto done = engine_->execute(sql);
    ASSERT_TRUE(done.has_value()) << done.error().text();
  }

  static inline std::filesystem::path folder_;
  static inline std::unique_ptr<engine::Engine> engine_;
};

}  // namespace throughline::workflow
