#include "workflow/scope.hpp"

#include <algorithm>

#include "sql/queries.hpp"
#include "workflow/collected.hpp"
#include "workflow/markets.hpp"
#include "workflow/store.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U32 = std::vector<std::uint32_t>;

std::uint32_t clamped(Seconds at) {
  return static_cast<std::uint32_t>(std::clamp<Seconds>(at, 0, 0xffffffff));
}

// Half of the visits would be shown as if they were all.
Result<void> refuse_half_made(engine::Engine& store) {
  TL_TRY(const std::uint64_t n, one_number(store, sql::kHalfMade));
  if (n > 0) {
    return fail(ErrorCode::Unavailable,
                "the visits are being made anew, or a run was ended while it made them",
                "Wait for the run to end; if none is going on: throughline run");
  }
  return {};
}

bool belongs_to(const Workspace& workspace, std::string_view source, std::string_view market) {
  for (const settings::Source& one : workspace.settings.sources) {
    if (one.id == source) {
      return market_of(workspace.settings, one) == market;
    }
  }
  for (const settings::Source& one : collected_sources(workspace.settings)) {
    if (one.id == source) {
      return market_of(workspace.settings, one) == market;
    }
  }
  return market == "unknown";
}

}  // namespace

Result<Seconds> end_of(const TimeZone& zone, CivilDate day) {
  return zone.start_of(civil_from_days(days_from_civil(day) + 1));
}

Result<VisitFilter> filter_of(engine::Engine& store,
                              const Workspace& workspace,
                              const Scope& scope) {
  TL_CHECK(refuse_half_made(store));
  TL_TRY(const TimeZone zone, TimeZone::named(workspace.settings.timezone));
  VisitFilter filter{.zone = workspace.settings.timezone};
  const CivilDate last = scope.until.value_or(scope.as_of);
  TL_TRY(const Seconds until, end_of(zone, last));
  filter.until = clamped(until);
  if (scope.since) {
    filter.from = clamped(zone.start_of(*scope.since));
  }
  TL_TRY(const Batch answer, store.query(sql::kFeeds));
  TL_TRY(const auto* const feed, answer.get<U32>("feed"));
  TL_TRY(const auto* const source, answer.get<Strings>("source"));
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    if (scope.market.empty() || belongs_to(workspace, (*source)[i], scope.market)) {
      filter.feeds.push_back((*feed)[i]);
    }
  }
  if (filter.feeds.empty() && !scope.market.empty()) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("no rows belong to the market \"{}\"", scope.market),
                "Markets are named under sites: in throughline.yaml");
  }
  return filter;
}

}  // namespace throughline::workflow
