#pragma once

#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plan/lint.hpp"
#include "plan/read_plan.hpp"

/// Plans in testdata/lint for the tests of rules, and what the rules are told beside them.
namespace throughline::plan::cases {

inline std::string file_text(std::string_view name) {
  std::ifstream file(fmt::format("{}/src/plan/testdata/lint/{}", TL_SOURCE_DIR, name),
                     std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A store with fresh rows, enough of them, and all money claimed.
inline DataFacts healthy() {
  constexpr Seconds kHour = 3600;
  DataFacts out;
  for (const char* dataset : {"shop", "visits", "deeds", "paid", "voices", "cases"}) {
    out.age_of_dataset.emplace(dataset, 20 * kHour);
  }
  out.spreads.of_metric = {{"buyers", {{"all", {.mean = 500, .sd = 60, .n_units = 16}}}},
                           {"sales", {{"all", {.mean = 40, .sd = 5}}}},
                           {"replies", {{"all", {.mean = 90, .sd = 40}}}}};
  out.ledger = LedgerShare{{900'00, "EUR"}, {100'000'00, "EUR"}};
  return out;
}

inline LintContext context() {
  return {.as_of = {2026, 5, 15}, .source_kinds = {{}}, .lock = {}, .data = healthy()};
}

}  // namespace throughline::plan::cases
