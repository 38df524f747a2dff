#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace throughline::schema {

/// Strength of evidence. D and E never carry a causal word.
enum class Grade : std::uint8_t { None, A, B, C, D, E };

[[nodiscard]] char letter_of(Grade grade);               ///< '-' for None
[[nodiscard]] std::string_view meaning_of(Grade grade);  ///< "before-after or correlation"

/// A value with its interval; `level` is the probability the interval claims to cover (0.9).
struct Interval {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
  double level = 0.9;

  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Any figure that was inferred rather than counted.
struct Estimate {
  Interval effect;
  std::string unit;  ///< "share", "visits a month", "EUR"
  Grade grade = Grade::None;
  std::string method;  ///< name in docs/definitions.md
  std::vector<std::string> caveats;
};

}  // namespace throughline::schema
