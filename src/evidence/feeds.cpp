#include "evidence/feeds.hpp"

#include <algorithm>

namespace throughline::evidence {
namespace {

Seconds end_of(CivilDate day, const TimeZone& zone) {
  return zone.start_of(civil_from_days(days_from_civil(day) + 1));
}

FeedState state_of(const FeedFacts& feed, Consented consented, Seconds judged_at) {
  if (consented == Consented::No) {
    return FeedState::Unconsented;
  }
  if (!feed.newest) {
    return FeedState::Missing;
  }
  return *feed.newest < judged_at - feed.fresh_within ? FeedState::Stale : FeedState::Fresh;
}

FeedFacts feed_of_metric(const plan::Plan& plan,
                         const std::string& id,
                         const Observed& observed,
                         const std::optional<CivilDate>& until) {
  const plan::Metric* metric = plan.metric(id);
  const plan::Dataset* dataset =
      metric != nullptr && metric->dataset ? plan.dataset(metric->dataset->value) : nullptr;
  return dataset == nullptr ? FeedFacts{.dataset = id, .state = FeedState::Missing}
                            : feed_of(*dataset, observed, until);
}

}  // namespace

Seconds seconds_of(const plan::Length& length) {
  constexpr Seconds kHour = 3600;
  constexpr Seconds kDay = 24 * kHour;
  switch (length.unit) {
    case 'h':
      return length.count * kHour;
    case 'w':
      return length.count * 7 * kDay;
    case 'm':
      return length.count * 30 * kDay;
    case 'y':
      return length.count * 365 * kDay;
    default:
      return length.count * kDay;
  }
}

FeedFacts feed_of(const plan::Dataset& dataset,
                  const Observed& observed,
                  const std::optional<CivilDate>& until) {
  FeedFacts feed{.dataset = dataset.head.id.value,
                 .fresh_within = seconds_of(dataset.fresh_within.value)};
  const auto known = observed.datasets.find(feed.dataset);
  if (known == observed.datasets.end()) {
    feed.state = FeedState::Missing;
    return feed;
  }
  feed.newest = known->second.newest;
  const Seconds now = end_of(observed.as_of, observed.zone);
  const Seconds judged_at = until ? std::min(now, end_of(*until, observed.zone)) : now;
  feed.state = state_of(feed, known->second.consented, judged_at);
  return feed;
}

std::vector<FeedFacts> feeds_of(const plan::Plan& plan,
                                const plan::Measure& measure,
                                const Observed& observed,
                                const std::optional<CivilDate>& until) {
  std::vector<FeedFacts> feeds;
  const auto add = [&](const std::string& metric) {
    FeedFacts feed = feed_of_metric(plan, metric, observed, until);
    if (std::ranges::find(feeds, feed.dataset, &FeedFacts::dataset) == feeds.end()) {
      feeds.push_back(std::move(feed));
    }
  };
  if (measure.metric) {
    add(measure.metric->value);
  }
  for (const plan::Guardrail& guardrail : measure.guardrails) {
    add(guardrail.metric.value);
  }
  return feeds;
}

}  // namespace throughline::evidence
