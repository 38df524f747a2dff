#pragma once

#include "plan/model.hpp"

namespace throughline::plan {

/// Days of a period of a metric's grain; months are of 365.25 / 12 days, so that twelve make a
/// year.
[[nodiscard]] constexpr double days_in(Grain grain) {
  switch (grain) {
    case Grain::Day:
      return 1.0;
    case Grain::Week:
      return 7.0;
    case Grain::Month:
      break;
  }
  return 365.25 / 12.0;
}

}  // namespace throughline::plan
