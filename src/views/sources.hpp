#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/estimate.hpp"
#include "schema/source.hpp"
#include "views/figure.hpp"

namespace throughline::views {

/// Visits of a source that four definitions call bounced.
struct Bounces {
  std::uint64_t ga4 = 0;
  std::uint64_t plausible = 0;
  std::uint64_t matomo = 0;
  std::uint64_t posthog = 0;
};

/// One source with its counts and its score.
struct SourceRow {
  FigureId figure;
  std::uint64_t rank = 0;  ///< from 1, signals first, as `throughline sources` lists them
  std::string name;        ///< "" = visits without a name of this kind
  schema::Channel channel = schema::Channel::Unassigned;
  std::string landing;
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  std::uint64_t unknown = 0;
  std::uint64_t conversions = 0;
  std::uint64_t people = 0;
  std::optional<Bounces> bounces;
  schema::Interval share;      ///< engaged / visits, shrunk to its peers
  schema::Interval returning;  ///< visits by people who had been here before / visits
  double probability = 0.5;    ///< of being better than paid, or than the site where none is paid
  double q = 1.0;
  int months_better = 0;
  int months_seen = 0;
  std::string standing;  ///< "signal", "not better"
};

/// What the rows that match add up to; people do not add up over sources.
struct SourceSums {
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  std::uint64_t unknown = 0;
  std::uint64_t conversions = 0;
};

/// Some rows of the list of all sources of a kind.
struct SourcePage {
  schema::SourceKind kind = schema::SourceKind::Domain;
  std::uint64_t total = 0;     ///< sources of the kind
  std::uint64_t matching = 0;  ///< of these, what is asked for
  std::uint64_t offset = 0;
  SourceSums sums;  ///< of all that match
  double site_share = 0.0;
  double bar = 0.0;  ///< engaged share that a source must beat
  bool has_paid = false;
  std::uint64_t tested = 0;
  std::uint64_t signals = 0;
  std::vector<SourceRow> rows;
};

}  // namespace throughline::views
