#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "schema/estimate.hpp"
#include "signals/score.hpp"

namespace throughline::signals {

/// What one channel brought; workflow's totals carry the same fields.
struct ChannelVisits {
  schema::Channel channel = schema::Channel::Unassigned;
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  std::uint64_t bounces = 0;  ///< by GA4's definition: visits that were not engaged
};

/// All paid channels together, as score() wants it; nothing if nothing was paid.
[[nodiscard]] std::optional<Reference> paid_reference(std::span<const ChannelVisits> channels);

/// All channels together.
[[nodiscard]] Reference site_reference(std::span<const ChannelVisits> channels);

/// One kind of sources with its scores; both outlive the call.
struct ScoredKind {
  const schema::SourceTable* table = nullptr;
  const ScoredTable* scored = nullptr;
};

/// What a list of the biggest sources does not show: figures for one sentence.
struct HiddenByTop {
  std::uint32_t top_n = 10;
  std::uint64_t sources = 0;  ///< named sources of all tables
  std::vector<std::string>
      top;  ///< names of the biggest sources by visits, over all kinds given first
  double top_visit_share = 0.0;      ///< share of the first table's visits that the top holds
  std::uint64_t signals = 0;         ///< sources outside the top that are signals alone
  std::uint64_t pools = 0;           ///< pooled signals
  std::uint64_t pooled_sources = 0;  ///< their members, each counted once
  std::vector<std::vector<std::uint32_t>>
      members;               ///< [n_tables], rows of those sources and members
  std::uint64_t visits = 0;  ///< of signals and pools, each visit source counted once
  std::uint64_t engaged = 0;
  std::int64_t media_cost_minor = 0;  ///< none: nothing of it was bought
  double months = 0.0;
  /// Engaged visits a month of all of it together; the interval is that of a month's mean, by how
  /// much the months differ.
  schema::Interval engaged_a_month;
  std::optional<ChannelVisits> comparable;  ///< paid channel nearest in engaged visits
  double comparable_bounce_share = 0.0;     ///< bounces / visits of that channel
  /// Engaged visits here for each one of the comparable channel, with interval; 1 = "they equal
  /// it".
  schema::Interval ratio;
};

/// Finds what the `top_n` biggest sources hide.
///
/// Tables are given from coarse to fine (domains, hosts, pages): a fine source whose platform has
/// been counted already is left out, so that no visit counts twice.
[[nodiscard]] HiddenByTop what_top_hides(std::span<const ScoredKind> kinds,
                                         std::span<const ChannelVisits> channels,
                                         std::uint32_t top_n = 10);

}  // namespace throughline::signals
