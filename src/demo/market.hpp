#pragma once

#include <array>
#include <string_view>

#include "base/time.hpp"

namespace throughline::demo {

inline constexpr int kMonths = 18;
inline constexpr MonthIndex kFirstMonth = 2025 * 12;  ///< January 2025

/// A country with its site.
struct Market {
  std::string_view id;
  std::string_view host;
  std::string_view offset;  ///< of the server's clock, as logs write it
  Seconds offset_seconds;
  double share;  ///< of all visits
};

inline constexpr std::array<Market, 2> kMarkets = {
    {{"de", "www.lumen.example", "+0100", 3600, 0.62},
     {"br", "www.lumen-br.example", "-0300", -10800, 0.38}}};

}  // namespace throughline::demo
