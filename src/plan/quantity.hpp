#pragma once

#include <cstdint>
#include <string>

namespace throughline::plan {

/// A decimal number as the plan writes it. `text` is its shortest form ("1.1" for 1.10), which is
/// what fingerprints and locks are made of, so that no rounding of doubles decides a verdict.
struct Number {
  double value = 0.0;
  std::string text = "0";

  friend bool operator==(const Number&, const Number&) = default;
};

/// A change: absolute in the metric's unit, or a share of the counterfactual baseline ("6%").
struct Delta {
  Number amount;          ///< 6 for "6%"
  bool relative = false;  ///< written with %

  friend bool operator==(const Delta&, const Delta&) = default;
};

/// Money in minor units of its currency.
struct Money {
  std::int64_t minor = 0;
  std::string currency;  ///< ISO 4217

  friend bool operator==(const Money&, const Money&) = default;
};

/// A length of time as the plan writes it: 48h, 12w, 5y.
struct Length {
  std::int64_t count = 0;
  char unit = 'd';  ///< h, d, w, m or y

  friend bool operator==(const Length&, const Length&) = default;
};

}  // namespace throughline::plan
