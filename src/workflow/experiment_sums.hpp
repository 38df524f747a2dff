#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"

namespace throughline::workflow {

/// One arm of an experiment in one market: its units, and what each of them brought over all its
/// days.
struct ArmSum {
  std::string experiment;
  std::string market;  ///< "" = not said
  std::string arm;
  std::uint64_t units = 0;
  std::uint64_t exposed = 0;  ///< units that were exposed on some day
  std::uint64_t rows = 0;
  double sum = 0.0;          ///< of what units brought
  double sum_squares = 0.0;  ///< of what units brought
  CivilDate first;           ///< day of a row
  CivilDate last;

  friend bool operator==(const ArmSum&, const ArmSum&) = default;
};

/// One unit on one day.
struct UnitDay {
  std::string experiment;
  std::string market;
  std::string unit;  ///< name of the region, else its number
  CivilDate day;
  bool exposed = false;
  double outcome = 0.0;

  friend bool operator==(const UnitDay&, const UnitDay&) = default;
};

/// Reads the arms of every experiment in the order of their names.
[[nodiscard]] Result<std::vector<ArmSum>> load_arms(engine::Engine& store);

/// Reads the days of the experiments whose units have several rows: regions, or weeks on and off.
[[nodiscard]] Result<std::vector<UnitDay>> load_unit_days(engine::Engine& store);

}  // namespace throughline::workflow
