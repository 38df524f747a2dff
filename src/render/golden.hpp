#pragma once

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace throughline::render {

/// Compares a screen with the one that was looked at and found good, tests/golden/NAME; the test
/// program's --update-golden writes it anew. The first line says what it shows.
inline void expect_golden(const std::string& name,
                          const std::string& what,
                          const std::string& screen) {
  const std::string path = fmt::format("{}/tests/golden/{}", TL_SOURCE_DIR, name);
  const std::string text = fmt::format("# {}\n{}", what, screen);
  const auto arguments = testing::internal::GetArgvs();
  if (std::find(arguments.begin(), arguments.end(), "--update-golden") != arguments.end()) {
    std::ofstream(path, std::ios::binary) << text;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, golden) << name;
}

}  // namespace throughline::render
