#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "intake/record_kind.hpp"

namespace throughline::intake {

/// What one unit of an experiment did at one time. Texts point into the cells.
struct ExperimentRow {
  std::string_view experiment;
  std::uint64_t unit = 0;  ///< number of a person, a region, a week: whatever was assigned
  std::string market;
  std::string_view region;  ///< name of a region, where that is what was assigned
  std::string_view arm;
  std::uint16_t day = 0;  ///< days since 1970
  std::uint8_t exposed = 1;
  double outcome = 0.0;
  std::uint8_t has_before = 0;
  double before = 0.0;  ///< the same measured before the start

  static constexpr auto columns() {
    return std::tuple(member("experiment", &ExperimentRow::experiment),
                      member("unit", &ExperimentRow::unit),
                      member("market", &ExperimentRow::market),
                      member("region", &ExperimentRow::region),
                      member("arm", &ExperimentRow::arm),
                      member("day", &ExperimentRow::day),
                      member("exposed", &ExperimentRow::exposed),
                      member("outcome", &ExperimentRow::outcome),
                      member("has_before", &ExperimentRow::has_before),
                      member("before", &ExperimentRow::before));
  }
};

/// Experiments: `experiment`, `unit`, `arm` and `time`, and what came of it; docs/money.md says
/// what each column holds.
[[nodiscard]] const RecordKind& experiment_kind();

}  // namespace throughline::intake
