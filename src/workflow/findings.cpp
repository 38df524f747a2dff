#include "workflow/findings.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "workflow/signal_rows.hpp"

namespace throughline::workflow {
namespace {

using signals::SourceScore;
using signals::Standing;
using views::Finding;
using views::Report;

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

// The share of all that is hidden together: Wilson's interval at 90% (Wilson, 1927).
schema::Interval share_of(std::uint64_t engaged, std::uint64_t visits) {
  constexpr double kZ = 1.6448536;
  if (visits == 0) {
    return {};
  }
  const double n = static_cast<double>(visits);
  const double p = static_cast<double>(engaged) / n;
  const double middle = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
  const double half = kZ / (1 + kZ * kZ / n) * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  return {.value = p, .low = middle - half, .high = middle + half};
}

void find_small_sources(const ScoredWindow& window, std::vector<Finding>& findings) {
  const signals::HiddenByTop& hidden = window.hidden;
  if (hidden.signals + hidden.pooled_sources == 0) {
    return;
  }
  views::SmallSources found{
      .sources = hidden.signals + hidden.pooled_sources,
      .visits = hidden.visits,
      .engaged = hidden.engaged,
      .months = static_cast<int>(hidden.months),
      .engaged_a_month = hidden.engaged_a_month,
      .share = share_of(hidden.engaged, hidden.visits),
      .landing = common_landing(window.domains.table, hidden.members.front())};
  if (hidden.comparable) {
    found.paid = hidden.comparable->channel;
    found.paid_visits = hidden.comparable->visits;
    found.paid_engaged = hidden.comparable->engaged;
    found.paid_bounced = hidden.comparable->bounces;
    found.ratio = hidden.ratio;
  }
  findings.emplace_back(found);
}

std::string landing_of(const ScoredWindow& window, schema::Channel channel) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < window.domains.table.size(); ++i) {
    if (window.domains.table.channel[i] == channel) {
      rows.push_back(i);
    }
  }
  return common_landing(window.domains.table, rows);
}

// The paid channel with most visits, if it bounces more than what was not paid for.
void find_paid_bounces(const ScoredWindow& window, std::vector<Finding>& findings) {
  const ChannelTotals* biggest = nullptr;
  std::uint64_t visits = 0;
  std::uint64_t bounces = 0;
  for (const ChannelTotals& row : window.channels) {
    if (!schema::is_paid(row.channel)) {
      visits += row.visits;
      bounces += row.bounce_ga4;
    } else if (biggest == nullptr || row.visits > biggest->visits) {
      biggest = &row;
    }
  }
  if (biggest == nullptr || biggest->visits == 0 ||
      share(biggest->bounce_ga4, biggest->visits) <= share(bounces, visits)) {
    return;
  }
  findings.emplace_back(views::PaidBounces{.channel = biggest->channel,
                                           .visits = biggest->visits,
                                           .bounced = biggest->bounce_ga4,
                                           .returning = biggest->returning,
                                           .unpaid_visits = visits,
                                           .unpaid_bounced = bounces,
                                           .landing = landing_of(window, biggest->channel)});
}

void find_pool(const Report& report, std::vector<Finding>& findings) {
  const auto pool = std::find_if(report.signals.begin(),
                                 report.signals.end(),
                                 [](const views::SignalRow& row) { return !row.members.empty(); });
  if (pool == report.signals.end()) {
    return;
  }
  findings.emplace_back(views::PooledTheme{.figure = pool->figure,
                                           .shared = pool->name,
                                           .by = pool->kind,
                                           .sources = pool->members.size(),
                                           .visits = pool->visits,
                                           .engaged = pool->engaged_visits,
                                           .months_since_seen = pool->months_since_seen,
                                           .share = pool->share,
                                           .months_better = pool->months_better,
                                           .months = report.n_months,
                                           .landing = pool->landing});
}

// The signal that rose most and stayed there.
void find_breakout(const ScoredSources& domains, std::vector<Finding>& findings) {
  const SourceScore* best = nullptr;
  for (const SourceScore& score : domains.scored.sources) {
    if (score.standing == Standing::Signal && trend_of(score) == views::Trend::Breakout &&
        (best == nullptr || score.breakout.ratio > best->breakout.ratio)) {
      best = &score;
    }
  }
  if (best == nullptr) {
    return;
  }
  const auto i = static_cast<std::size_t>(best - domains.scored.sources.data());
  findings.emplace_back(views::BreakoutSeen{
      .figure = views::source_figure(domains.table.kind, domains.table.name[i]),
      .source = domains.table.name[i],
      .visits = best->totals.visits,
      .engaged = best->totals.engaged,
      .month = domains.table.first_month_index + static_cast<MonthIndex>(best->breakout.month),
      .ratio = best->breakout.ratio,
      .probability = best->breakout.probability,
      .landing = domains.table.landing[i]});
}

void find_hidden_share(const Report& report, std::vector<Finding>& findings) {
  constexpr std::uint64_t kTop = 10;
  if (report.n_sources > kTop) {
    findings.emplace_back(views::TopHides{.sources = report.n_sources - kTop,
                                          .visits = report.named_visits - report.top_visits,
                                          .engaged = report.named_engaged - report.top_engaged,
                                          .named_engaged = report.named_engaged});
  }
}

}  // namespace

std::vector<Finding> find(const ScoredWindow& window, const Report& report) {
  std::vector<Finding> findings;
  if (report.signals.empty()) {
    findings.emplace_back(views::NothingYet{
        .sources = report.n_sources, .visits = report.visits, .months = report.n_months});
  }
  find_small_sources(window, findings);
  find_paid_bounces(window, findings);
  find_pool(report, findings);
  find_breakout(window.domains, findings);
  find_hidden_share(report, findings);
  return findings;
}

}  // namespace throughline::workflow
