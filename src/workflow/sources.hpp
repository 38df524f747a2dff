#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "schema/source.hpp"
#include "schema/source_table.hpp"

namespace throughline::workflow {

/// Which visits are looked at. The same filter everywhere, so that figures of one page agree.
struct VisitFilter {
  std::uint32_t from = 0;            ///< first second (UTC) of a visit's start
  std::uint32_t until = 0xffffffff;  ///< first second that no longer belongs
  std::vector<std::uint32_t> feeds;  ///< feeds whose visits count
  std::string zone = "UTC";          ///< time zone of days and months
};

/// What one channel brought, with the bounces of four definitions counted from the same visits.
struct ChannelTotals {
  schema::Channel channel = schema::Channel::Unassigned;
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  std::uint64_t unknown = 0;
  std::uint64_t returning = 0;
  std::uint64_t conversions = 0;
  std::uint64_t bounce_ga4 = 0;
  std::uint64_t bounce_plausible = 0;
  std::uint64_t bounce_matomo = 0;
  std::uint64_t bounce_posthog = 0;
  std::uint64_t people = 0;
};

/// The visits that are looked at as a whole. Without visits all is 0.
struct Window {
  std::uint64_t visits = 0;
  std::uint64_t people = 0;
  std::uint32_t first = 0;  ///< start of the first visit, UTC seconds
  std::uint32_t last = 0;
};

/// Reads every source of one kind, month by month. The rows of a kind add up to all visits; a visit
/// that has no name in this kind stands under "".
Result<schema::SourceTable> load_sources(engine::Engine& store,
                                         schema::SourceKind kind,
                                         const VisitFilter& filter);

/// Reads what each channel brought, in the order of their numbers.
Result<std::vector<ChannelTotals>> load_channels(engine::Engine& store, const VisitFilter& filter);

/// Reads how many visits and people the filter holds, and when they came.
Result<Window> load_window(engine::Engine& store, const VisitFilter& filter);

/// The words of the paths on which somebody landed.
[[nodiscard]] Result<std::unordered_map<std::uint64_t, std::string>> load_path_names(
    engine::Engine& store);

/// The values that every query over visits takes.
[[nodiscard]] engine::Parameters parameters_of(const VisitFilter& filter);

}  // namespace throughline::workflow
