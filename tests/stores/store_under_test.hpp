#pragma once

#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <ostream>
#include <string>

#include "engine/engine.hpp"
#include "settings/settings.hpp"
#include "stores/shards.hpp"

namespace throughline::stores {

/// Where the store of a test lies.
enum class Place { Embedded, Server, Cluster };

[[nodiscard]] std::string name_of(Place place);
void PrintTo(Place place, std::ostream* out);  // NOLINT(readability-identifier-naming): gtest's

/// The engine at one place, started at first use, once a test program; everything of it goes with
/// the program.
class StoreUnderTest {
 public:
  /// Skips the test where the place cannot be had, fails it where that is our fault.
  static void start(Place place);

  /// Opens the engine as the program does. The embedded one has no databases of its own, so tests
  /// that share it clean up.
  static Result<std::unique_ptr<engine::Engine>> open(const std::string& database);

  /// What settings would say to reach it; without url for the embedded one.
  static settings::StoreAddress address(const std::string& database);

  static std::filesystem::path folder();  ///< of this test program
};

/// Cases that hold at every place: TEST_P(…), with INSTANTIATE_FOR_EVERY_STORE below.
class EveryStore : public testing::TestWithParam<Place> {
 protected:
  void SetUp() override { StoreUnderTest::start(GetParam()); }
};

}  // namespace throughline::stores

// Names of cases end in the place, by which CMakeLists.txt picks them.
#define TL_FOR_EVERY_STORE(suite)                             \
  INSTANTIATE_TEST_SUITE_P(                                   \
      ,                                                       \
      suite,                                                  \
      testing::Values(::throughline::stores::Place::Embedded, \
                      ::throughline::stores::Place::Server,   \
                      ::throughline::stores::Place::Cluster), \
      [](const auto& test) { return ::throughline::stores::name_of(test.param); })
