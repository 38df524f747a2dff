#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"
#include "settings/settings.hpp"

/// What came in and what was paid, summed by everything that a plan's patterns look at: the rows
/// are few, and who gets each is decided by plan/match.hpp, never in SQL. All money is in minor
/// units of the workspace's currency.
namespace throughline::workflow {

/// Over what time rows are put together.
enum class Bucket : std::uint8_t {
  Total = 0,
  Day = 1,
  Week = 2,  ///< from Monday
  Month = 3,
};

/// Days that are looked at, and how they are put together.
struct MoneyWindow {
  CivilDate from{1970, 1, 1};
  CivilDate until{2106, 1, 1};  ///< first day that no longer belongs
  Bucket bucket = Bucket::Total;
  std::string zone = "UTC";  ///< of days, where rows have a time
};

/// The window as queries over rows with a time take it. Errors: InvalidArgument for an unknown
/// zone.
[[nodiscard]] Result<engine::Parameters> parameters_of_seconds(const MoneyWindow& window);

/// Money paid. A row without a rate for its currency is counted in `unpriced`, and its cost is not
/// in the sum.
struct SpendSum {
  CivilDate start;  ///< of the bucket; 1970-01-01 for the total
  std::string market;
  std::string channel;
  std::string source;
  std::string medium;
  std::string campaign;
  std::string tag;
  std::uint64_t rows = 0;
  std::uint64_t unpriced = 0;
  std::int64_t cost = 0;
  std::uint64_t impressions = 0;
  std::uint64_t clicks = 0;

  friend bool operator==(const SpendSum&, const SpendSum&) = default;
};

/// Orders. Those of customers who are not known are neither first nor repeat.
struct OrderSum {
  CivilDate start;
  std::string market;
  std::string code;
  std::string source;
  std::string medium;
  std::string campaign;
  std::uint64_t orders = 0;
  std::uint64_t first = 0;   ///< the customer's first in the workspace
  std::uint64_t repeat = 0;  ///< not the first
  std::uint64_t unpriced = 0;
  std::int64_t value = 0;

  friend bool operator==(const OrderSum&, const OrderSum&) = default;
};

/// Hours worked. What they cost is a matter of the settings' roles.
struct HoursSum {
  CivilDate start;
  std::string role;
  std::string tag;
  std::string market;
  std::uint64_t rows = 0;
  double hours = 0.0;  ///< exact to a thousandth

  friend bool operator==(const HoursSum&, const HoursSum&) = default;
};

/// Leads by the furthest stage they have reached by now.
struct LeadSum {
  CivilDate start;  ///< of the bucket in which they came in
  std::string market;
  std::string stage;  ///< lost (never more than new), new, accepted, qualified, won
  std::string code;
  std::string source;
  std::string medium;
  std::string campaign;
  std::uint64_t leads = 0;
  std::uint64_t lost = 0;  ///< of which nothing more will come, whatever they reached
  std::uint64_t unpriced = 0;
  std::int64_t value = 0;

  friend bool operator==(const LeadSum&, const LeadSum&) = default;
};

/// Visits of people.
struct SessionSum {
  CivilDate start;
  std::string market;   ///< of the site
  std::string channel;  ///< own name, else that of GA4
  std::string source;
  std::string medium;
  std::string campaign;
  std::string host;     ///< of the referrer
  std::string landing;  ///< path of the first page; "" where it was not asked for
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  std::uint64_t returning = 0;         ///< visits by people who were here before
  std::uint64_t returning_people = 0;  ///< those people; they do not add up over rows
  std::uint64_t conversions = 0;       ///< visits with a goal reached
  std::int64_t value = 0;              ///< what the goals were worth

  friend bool operator==(const SessionSum&, const SessionSum&) = default;
};

/// Whether visits are told apart by the page on which they began; there are many.
enum class Landings : std::uint8_t { Together, Apart };

/// Reads sums in the order of their columns. Errors: those of the store.
[[nodiscard]] Result<std::vector<SpendSum>> load_spend(engine::Engine& store,
                                                       const MoneyWindow& window);
[[nodiscard]] Result<std::vector<OrderSum>> load_orders(engine::Engine& store,
                                                        const MoneyWindow& window);
[[nodiscard]] Result<std::vector<HoursSum>> load_hours(engine::Engine& store,
                                                       const MoneyWindow& window);
[[nodiscard]] Result<std::vector<LeadSum>> load_leads(engine::Engine& store,
                                                      const MoneyWindow& window);
/// \param settings  says which market a source's visits belong to
[[nodiscard]] Result<std::vector<SessionSum>> load_sessions(engine::Engine& store,
                                                            const settings::Settings& settings,
                                                            const MoneyWindow& window,
                                                            Landings landings);

}  // namespace throughline::workflow
