#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "render/numbers.hpp"
#include "schema/estimate.hpp"

namespace throughline::render {

/// "€", or the code with a thin gap where a currency has no sign of its own: "CHF ".
[[nodiscard]] std::string sign_of(std::string_view currency);

/// "€191,000"; below a hundred with minor units: "€12.50".
[[nodiscard]] std::string money(std::int64_t minor, std::string_view currency);
/// "€7,632 [€3,420, €11,844]", values in minor units.
[[nodiscard]] std::string money(const schema::Interval& minor, std::string_view currency);

/// How a column of money is written, so that its figures are short and line up.
struct MoneyScale {
  std::string currency;
  bool thousands = false;

  /// "839.8" in thousands, else "839,800".
  [[nodiscard]] std::string text(std::int64_t minor) const;
  /// "€ thousand", "€".
  [[nodiscard]] std::string unit(Language language) const;
  [[nodiscard]] std::string short_unit() const;  ///< "€k", "€"
};

/// Thousands where the largest amount has six digits or more.
[[nodiscard]] MoneyScale scale_for(std::int64_t largest, std::string_view currency);

}  // namespace throughline::render
