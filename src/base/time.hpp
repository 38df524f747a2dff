#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace throughline {

/// Seconds since 1970-01-01 00:00:00 UTC, leap seconds not counted.
using Seconds = std::int64_t;

/// A calendar month as one number that can be subtracted: year · 12 + (month − 1).
using MonthIndex = std::int32_t;

struct CivilDate {
  int year = 1970;
  int month = 1;  ///< 1 … 12
  int day = 1;    ///< 1 … 31

  friend bool operator==(const CivilDate&, const CivilDate&) = default;
};

/// Days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant, days_from_civil).
[[nodiscard]] std::int64_t days_from_civil(CivilDate date);
[[nodiscard]] CivilDate civil_from_days(std::int64_t days);
[[nodiscard]] bool is_valid(CivilDate date);

[[nodiscard]] MonthIndex month_index(CivilDate date);
[[nodiscard]] std::string month_name(MonthIndex month);  ///< "2025-04"

/// Parses "2026-06-30". Errors: InvalidArgument.
[[nodiscard]] Result<CivilDate> parse_date(std::string_view text);
[[nodiscard]] std::string format_date(CivilDate date);   ///< "2026-06-30"
[[nodiscard]] std::string format_timestamp(Seconds at);  ///< "2026-06-30T12:00:00Z"

/// Converts between UTC and the wall clock of an IANA zone, e.g. to find the day a visit belongs
/// to.
class TimeZone {
 public:
  /// Errors: InvalidArgument if tzdata does not know the name.
  [[nodiscard]] static Result<TimeZone> named(std::string_view name);

  [[nodiscard]] CivilDate date_of(Seconds at) const;
  /// First second of a local day, in UTC. A midnight that a clock change skips moves to the next
  /// valid second.
  [[nodiscard]] Seconds start_of(CivilDate date) const;
  /// What the wall clock of the zone shows, in UTC. An hour that comes twice is taken for the
  /// first; one that a clock change skips moves to the next valid second.
  /// \param second  of the local day, from 0
  [[nodiscard]] Seconds instant_of(CivilDate date, Seconds second) const;

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  TimeZone(const void* zone, std::string name) : zone_(zone), name_(std::move(name)) {}

  const void* zone_;  // date::time_zone, owned by the tz database for the life of the process
  std::string name_;
};

/// The one wall clock of the program; only app and workflow may ask it.
[[nodiscard]] Seconds now_utc();

}  // namespace throughline
