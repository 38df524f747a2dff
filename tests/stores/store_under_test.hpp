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

/// The engines at their places, each started at its first use, once a test program; everything of
/// them goes with the program.
class StoreUnderTest {
 public:
  /// Errors: NotFound where the place cannot be had on this machine or in this build.
  [[nodiscard]] static Result<void> start(Place place);

  /// Opens the engine as the program does. The embedded one has no databases of its own, so tests
  /// that share it clean up.
  [[nodiscard]] static Result<std::unique_ptr<engine::Engine>> open(Place place,
                                                                    const std::string& database);

  /// What settings would say to reach it; without url for the embedded one.
  [[nodiscard]] static settings::StoreAddress address(Place place, const std::string& database);

  [[nodiscard]] static std::filesystem::path folder();  ///< of this test program
};

/// Skips the test where the place cannot be had, fails it where it does not start.
void start_or_skip(Place place);

/// Cases that hold at every place: TEST_P(…), with INSTANTIATE_FOR_EVERY_STORE below.
class EveryStore : public testing::TestWithParam<Place> {
 protected:
  void SetUp() override { start_or_skip(GetParam()); }
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
