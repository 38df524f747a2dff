#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "schema/source_table.hpp"

namespace throughline::signals::simulated {

/// Builds source tables for tests, one source after the other.
class TableBuilder {
 public:
  explicit TableBuilder(std::uint32_t n_months,
                        schema::SourceKind kind = schema::SourceKind::Domain) {
    table_.kind = kind;
    table_.n_months = n_months;
    table_.first_month.push_back(0);
  }

  TableBuilder& add(std::string name,
                    const std::vector<schema::MonthCounts>& months,
                    schema::Channel channel = schema::Channel::Referral,
                    std::string landing = "",
                    std::string platform = "") {
    std::uint64_t visits = 0;
    for (const schema::MonthCounts& month : months) {
      table_.months.push_back(month);
      visits += month.visits;
    }
    table_.name.push_back(std::move(name));
    table_.channel.push_back(channel);
    table_.landing.push_back(std::move(landing));
    table_.platform.push_back(std::move(platform));
    table_.people.push_back(visits);
    table_.returning_people.push_back(0);
    table_.first_month.push_back(table_.months.size());
    return *this;
  }

  /// Poisson visits with `mean` a month, each engaged with probability `rate`.
  TableBuilder& add_steady(std::string name,
                           double mean,
                           double rate,
                           Rng& rng,
                           schema::Channel channel = schema::Channel::Referral,
                           std::string landing = "",
                           std::string platform = "") {
    std::vector<schema::MonthCounts> months;
    for (std::uint32_t m = 0; m < table_.n_months; ++m) {
      const auto visits = static_cast<std::uint32_t>(rng.poisson(mean));
      if (visits > 0) {
        const auto engaged = static_cast<std::uint32_t>(rng.binomial(visits, rate));
        months.push_back(
            {.month = m,
             .visits = visits,
             .engaged = engaged,
             .unknown = static_cast<std::uint32_t>(rng.binomial(visits - engaged, 0.5)),
             .returning = static_cast<std::uint32_t>(rng.binomial(visits, 0.2)),
             .conversions = static_cast<std::uint32_t>(rng.binomial(visits, 0.02))});
      }
    }
    return add(std::move(name), months, channel, std::move(landing), std::move(platform));
  }

  [[nodiscard]] const schema::SourceTable& table() const { return table_; }

 private:
  schema::SourceTable table_;
};

/// Heavy-tailed sizes: one visit a month in the median, a few hundred at most.
inline double pareto_size(Rng& rng) { return std::min(500.0, 0.7 / rng.uniform()); }

}  // namespace throughline::signals::simulated
