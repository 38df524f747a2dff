#include "workflow/scores.hpp"

namespace throughline::workflow {
namespace {

signals::ScoreOptions options_of(std::span<const signals::ChannelVisits> channels,
                                 const settings::Thresholds& thresholds) {
  signals::ScoreOptions options;
  options.paid = signals::paid_reference(channels);
  options.site = signals::site_reference(channels);
  options.rule = {.q = thresholds.false_discovery,
                  .seen_share = thresholds.seen_share,
                  .min_months = static_cast<std::uint32_t>(thresholds.min_months),
                  .min_engaged = static_cast<std::uint64_t>(thresholds.min_engaged),
                  .min_engaged_a_month = thresholds.min_engaged_a_month};
  return options;
}

}  // namespace

std::vector<signals::ChannelVisits> visits_of(std::span<const ChannelTotals> channels) {
  std::vector<signals::ChannelVisits> rows;
  for (const ChannelTotals& totals : channels) {
    rows.push_back({.channel = totals.channel,
                    .visits = totals.visits,
                    .engaged = totals.engaged,
                    .bounces = totals.bounce_ga4});
  }
  return rows;
}

Result<ScoredSources> load_scored(engine::Engine& store,
                                  schema::SourceKind kind,
                                  const VisitFilter& filter,
                                  std::span<const ChannelTotals> channels,
                                  const settings::Thresholds& thresholds) {
  ScoredSources sources;
  TL_TRY(sources.table, load_sources(store, kind, filter));
  sources.scored = signals::score(sources.table, options_of(visits_of(channels), thresholds));
  return sources;
}

}  // namespace throughline::workflow
