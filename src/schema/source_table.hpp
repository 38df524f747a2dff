#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "schema/source.hpp"

namespace throughline::schema {

/// What was counted for one source in one month (people only; bots are already out).
struct MonthCounts {
  std::uint32_t month = 0;  ///< 0 = first month of the window
  std::uint32_t visits = 0;
  std::uint32_t engaged = 0;      ///< GA4's rule met; a lower bound from logs
  std::uint32_t unknown = 0;      ///< one page and nothing after it: engagement cannot be known
  std::uint32_t returning = 0;    ///< visits by people who had been here before
  std::uint32_t conversions = 0;  ///< visits with at least one goal
};

/// The same over the whole window, with what does not add up over months.
struct SourceTotals {
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  std::uint64_t unknown = 0;
  std::uint64_t returning = 0;
  std::uint64_t conversions = 0;
  std::uint64_t people = 0;  ///< distinct visitors (exact)
  std::uint64_t returning_people =
      0;  ///< distinct visitors with more than one visit, whatever its source
};

/// Sufficient statistics of every source of one kind: rows of months in one array, so that a
/// million sources fit in memory and are read in order. The months of source i are
/// months[first_month[i] … first_month[i + 1]), ascending, months without visits left out.
struct SourceTable {
  SourceKind kind = SourceKind::Domain;
  std::uint32_t n_months = 0;        ///< months of the window
  MonthIndex first_month_index = 0;  ///< calendar month of month 0
  std::vector<std::string> name;     ///< [n_sources], as people know it
  std::vector<Channel> channel;      ///< [n_sources], channel of most of its visits
  std::vector<std::string> landing;  ///< [n_sources], landing page of most visits ("" = not known)
  std::vector<std::string>
      platform;  ///< [n_sources], host that carries it, for pooling ("" = none)
  std::vector<std::uint64_t> people;            ///< [n_sources]
  std::vector<std::uint64_t> returning_people;  ///< [n_sources]
  std::vector<std::uint64_t> first_month;       ///< [n_sources + 1], offsets into months
  std::vector<MonthCounts> months;

  [[nodiscard]] std::size_t size() const { return name.size(); }
};

}  // namespace throughline::schema
