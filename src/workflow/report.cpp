#include "workflow/report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "sql/queries.hpp"
#include "views/figure.hpp"
#include "workflow/import.hpp"
#include "workflow/scores.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using schema::SourceKind;
using signals::Pool;
using signals::SourceScore;
using signals::Standing;
using views::Report;
using U8 = std::vector<std::uint8_t>;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;

constexpr double kCertain = 0.95;  // from this probability on a breakout is told

schema::Interval interval_of(const signals::Share& share, double level) {
  return {.value = share.value, .low = share.low, .high = share.high, .level = level};
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

// ---- what was counted

Result<void> fill_window(engine::Engine& store,
                         const VisitFilter& filter,
                         const TimeZone& zone,
                         Report& report) {
  TL_TRY(const Window window, load_window(store, filter));
  if (window.visits == 0) {
    return {};
  }
  report.visits = window.visits;
  report.people = window.people;
  report.from = zone.date_of(window.first);
  report.until = zone.date_of(window.last);
  report.first_month = month_index(report.from);
  report.n_months = month_index(report.until) - report.first_month + 1;
  return {};
}

void fill_channels(const std::vector<ChannelTotals>& totals, Report& report) {
  for (const ChannelTotals& row : totals) {
    report.engaged += row.engaged;
    report.unknown += row.unknown;
    report.returning += row.returning;
    report.conversions += row.conversions;
    report.channels.push_back({.channel = row.channel,
                               .visits = row.visits,
                               .engaged = row.engaged,
                               .unknown = row.unknown,
                               .returning = row.returning,
                               .conversions = row.conversions,
                               .people = row.people,
                               .bounce_ga4 = row.bounce_ga4,
                               .bounce_plausible = row.bounce_plausible,
                               .bounce_matomo = row.bounce_matomo,
                               .bounce_posthog = row.bounce_posthog});
  }
  std::stable_sort(report.channels.begin(),
                   report.channels.end(),
                   [](const auto& a, const auto& b) { return a.visits > b.visits; });
  report.site_share = share(report.engaged, report.visits);
}

// ---- what was read

Result<std::vector<views::ReasonCount>> quarantine_reasons(engine::Engine& store) {
  TL_TRY(const Batch answer, store.query(sql::kQuarantineReasons));
  TL_TRY(const auto* const reason, answer.get<Strings>("reason"));
  TL_TRY(const auto* const lines, answer.get<U64>("lines"));
  std::map<std::string, std::uint64_t> sums;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    sums[std::string((*reason)[i])] += (*lines)[i];
  }
  std::vector<views::ReasonCount> rows;
  for (const auto& [name, count] : sums) {
    rows.push_back({name, count});
  }
  std::stable_sort(
      rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  return rows;
}

Result<void> fill_bots(engine::Engine& store, const VisitFilter& filter, Report& report) {
  TL_TRY(const Batch answer, store.query(sql::kBotTotals, parameters_of(filter)));
  TL_TRY(const auto* const bot, answer.get<U8>("bot"));
  TL_TRY(const auto* const visits, answer.get<U64>("visits"));
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    if ((*bot)[i] != 0) {
      report.bot_visits += (*visits)[i];
      report.bots.push_back(
          {std::string(schema::name_of(static_cast<schema::BotReason>((*bot)[i]))), (*visits)[i]});
    }
  }
  std::stable_sort(report.bots.begin(), report.bots.end(), [](const auto& a, const auto& b) {
    return a.count > b.count;
  });
  return {};
}

// A feed is stale if its newest row is older, at the end of the as-of day, than the settings allow.
bool is_stale(const Workspace& workspace, const views::FeedRow& feed, Seconds now) {
  for (const settings::Source& source : workspace.settings.sources) {
    if (source.id == feed.source && source.fresh_within) {
      return feed.newest + *source.fresh_within < now;
    }
  }
  return false;
}

Result<void> fill_feeds(engine::Engine& store,
                        const Workspace& workspace,
                        Seconds now,
                        Report& report) {
  TL_TRY(const Batch answer, store.query(sql::kFeedHealth));
  TL_TRY(const auto* const source, answer.get<Strings>("source"));
  TL_TRY(const auto* const format, answer.get<Strings>("format"));
  TL_TRY(const auto* const lines, answer.get<U64>("lines"));
  TL_TRY(const auto* const hits, answer.get<U64>("hits"));
  TL_TRY(const auto* const rejects, answer.get<U64>("rejects"));
  TL_TRY(const auto* const blank, answer.get<U64>("blank"));
  TL_TRY(const auto* const newest, answer.get<U32>("newest"));
  std::map<std::string, views::FeedRow> feeds;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    views::FeedRow& feed = feeds[std::string((*source)[i])];
    feed.source = (*source)[i];
    feed.format = (*format)[i];
    ++feed.files;
    feed.lines += (*lines)[i];
    feed.hits += (*hits)[i];
    feed.rejects += (*rejects)[i];
    feed.blank += (*blank)[i];
    feed.newest = std::max<Seconds>(feed.newest, (*newest)[i]);
  }
  for (auto& [name, feed] : feeds) {
    feed.stale = is_stale(workspace, feed, now);
    report.lines += feed.lines;
    report.hits += feed.hits;
    report.rejects += feed.rejects;
    report.blank += feed.blank;
    report.feeds.push_back(std::move(feed));
  }
  TL_TRY(report.quarantined, quarantine_reasons(store));
  return {};
}

// ---- what was scored

std::string_view kind_of(const ScoredSources& sources, std::size_t row) {
  switch (sources.table.kind) {
    case SourceKind::Domain:
      return sources.table.platform[row].empty() ? "domain" : "blog on a platform";
    case SourceKind::Page:
      return "page";
    case SourceKind::Campaign:
      return "campaign";
    case SourceKind::Landing:
      return "landing page";
    default:
      return schema::name_of(sources.table.kind);
  }
}

views::Trend trend_of(const SourceScore& score) {
  if (score.breakout.probability >= kCertain && score.breakout.ratio > 1.0F) {
    return views::Trend::Breakout;
  }
  if (!score.growth.known) {
    return views::Trend::Unknown;
  }
  return score.growth.a_month.low > 0.0F    ? views::Trend::Rising
         : score.growth.a_month.high < 0.0F ? views::Trend::Falling
                                            : views::Trend::Steady;
}

// What a single source and a pool have in common.
views::SignalRow row_of(const SourceScore& score, const signals::ScoredTable& scored) {
  views::SignalRow row;
  row.engaged.assign(scored.n_months, 0);
  row.better.assign(scored.n_months, 0);
  for (std::uint32_t m = 0; m < std::min<std::uint32_t>(scored.n_months, 64); ++m) {
    row.better[m] = static_cast<std::uint8_t>((score.better >> m) & 1U);
  }
  row.engaged_a_month = score.engaged_a_month;
  row.share = interval_of(score.engaged, scored.level);
  row.versus_paid = interval_of(score.versus_paid.difference, scored.level);
  row.probability_versus_paid =
      scored.paid ? score.versus_paid.probability : score.versus_site.probability;
  row.returning = score.returning.value;
  row.q = score.q_value;
  row.months_seen = score.months_seen;
  row.months_better = score.months_better;
  row.trend = trend_of(score);
  row.visits = score.totals.visits;
  row.people = score.totals.people;
  return row;
}

void add_engaged(const schema::SourceTable& table, std::size_t source, views::SignalRow& row) {
  for (std::uint64_t j = table.first_month[source]; j < table.first_month[source + 1]; ++j) {
    row.engaged[table.months[j].month] += table.months[j].engaged;
  }
}

views::SignalRow source_row(const ScoredSources& sources, std::size_t i) {
  views::SignalRow row = row_of(sources.scored.sources[i], sources.scored);
  row.figure =
      views::text_of(views::FigureId{.kind = sources.table.kind, .name = sources.table.name[i]});
  row.name = sources.table.name[i];
  row.kind = kind_of(sources, i);
  row.channel = sources.table.channel[i];
  add_engaged(sources.table, i, row);
  return row;
}

views::SignalRow pool_row(const ScoredSources& sources, const Pool& pool) {
  views::SignalRow row = row_of(pool.score, sources.scored);
  row.name = pool.name;
  row.kind = name_of(pool.key);
  for (const std::uint32_t member : pool.members) {
    row.members.push_back(sources.table.name[member]);
    add_engaged(sources.table, member, row);
  }
  return row;
}

// Signals of one kind; a page whose host is a signal already says nothing new.
void add_signals(const ScoredSources& sources,
                 const ScoredSources& coarser,
                 std::vector<views::SignalRow>& rows) {
  std::vector<std::string_view> told;
  for (std::size_t i = 0; i < coarser.scored.size(); ++i) {
    if (&coarser != &sources && coarser.scored.sources[i].standing == Standing::Signal) {
      told.push_back(coarser.table.name[i]);
    }
  }
  std::sort(told.begin(), told.end());
  const auto is_told = [&](std::size_t i) {
    return std::binary_search(told.begin(), told.end(), sources.table.platform[i]);
  };
  for (std::size_t i = 0; i < sources.scored.size(); ++i) {
    if (sources.scored.sources[i].standing == Standing::Signal && !is_told(i)) {
      rows.push_back(source_row(sources, i));
    }
  }
  for (const Pool& pool : sources.scored.pools) {
    if (!std::all_of(pool.members.begin(), pool.members.end(), is_told)) {
      rows.push_back(pool_row(sources, pool));
    }
  }
}

// The same visits may be a landing page's pool among domains and among pages: the one with more
// members sees more of them.
void drop_twice_told(std::vector<views::SignalRow>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.engaged_a_month > b.engaged_a_month;
  });
  std::vector<views::SignalRow> kept;
  for (views::SignalRow& row : rows) {
    const bool twice = std::any_of(kept.begin(), kept.end(), [&](const views::SignalRow& other) {
      return !row.members.empty() && !other.members.empty() && row.name == other.name;
    });
    if (!twice) {
      kept.push_back(std::move(row));
    }
  }
  rows = std::move(kept);
}

std::vector<views::SourceMark> marks_of(const ScoredSources& sources, std::size_t labels) {
  const double months = std::max<double>(1.0, sources.scored.n_months);
  std::vector<views::SourceMark> marks;
  for (std::size_t i = 0; i < sources.scored.size(); ++i) {
    const SourceScore& score = sources.scored.sources[i];
    marks.push_back({.name = sources.table.name[i],
                     .channel = sources.table.channel[i],
                     .visits_a_month = static_cast<double>(score.totals.visits) / months,
                     .share = score.engaged.value,
                     .signal = score.standing == Standing::Signal});
  }
  std::stable_sort(marks.begin(), marks.end(), [](const auto& a, const auto& b) {
    return a.visits_a_month != b.visits_a_month ? a.visits_a_month > b.visits_a_month
                                                : a.name < b.name;
  });
  for (std::size_t i = 0; i < std::min(labels, marks.size()); ++i) {
    marks[i].label = true;
  }
  const auto strongest = std::find_if(
      marks.begin(), marks.end(), [](const views::SourceMark& mark) { return mark.signal; });
  if (strongest != marks.end()) {
    strongest->label = true;
  }
  return marks;
}

void fill_top(const ScoredSources& domains, Report& report) {
  constexpr std::size_t kTop = 10;
  std::vector<const SourceScore*> named;
  for (const SourceScore& score : domains.scored.sources) {
    if (score.standing != Standing::Unnamed) {
      named.push_back(&score);
    }
  }
  std::stable_sort(named.begin(), named.end(), [](const SourceScore* a, const SourceScore* b) {
    return a->totals.visits > b->totals.visits;
  });
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  std::uint64_t all_visits = 0;
  std::uint64_t all_engaged = 0;
  for (std::size_t i = 0; i < named.size(); ++i) {
    all_visits += named[i]->totals.visits;
    all_engaged += named[i]->totals.engaged;
    if (i < kTop) {
      visits += named[i]->totals.visits;
      engaged += named[i]->totals.engaged;
    }
  }
  report.n_sources = named.size();
  report.n_tested = domains.scored.n_tested;
  report.top_visit_share = share(visits, all_visits);
  report.top_engaged_share = share(engaged, all_engaged);
  if (named.size() >= kTop) {
    report.tenth_visits_a_month =
        static_cast<double>(named[kTop - 1]->totals.visits) / std::max(1, report.n_months);
  }
}

// ---- findings

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

void find_small_sources(const signals::HiddenByTop& hidden, Report& report) {
  if (hidden.signals + hidden.pooled_sources == 0) {
    return;
  }
  views::SmallSources found{.sources = hidden.signals + hidden.pooled_sources,
                            .engaged_a_month = hidden.engaged_a_month,
                            .share = share_of(hidden.engaged, hidden.visits)};
  if (hidden.comparable) {
    found.paid = hidden.comparable->channel;
    found.paid_visits = hidden.comparable->visits;
    found.paid_bounce = hidden.comparable_bounce_share;
    found.ratio = hidden.ratio;
  }
  report.findings.emplace_back(found);
}

// The paid channel with most visits, if it bounces more than what was not paid for.
void find_paid_bounces(const std::vector<ChannelTotals>& channels, Report& report) {
  const ChannelTotals* biggest = nullptr;
  std::uint64_t visits = 0;
  std::uint64_t bounces = 0;
  for (const ChannelTotals& row : channels) {
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
  report.findings.emplace_back(
      views::PaidBounces{.channel = biggest->channel,
                         .visits = biggest->visits,
                         .bounce = share(biggest->bounce_ga4, biggest->visits),
                         .returning = share(biggest->returning, biggest->visits),
                         .site_bounce = share(bounces, visits)});
}

void find_pool(Report& report) {
  for (const views::SignalRow& row : report.signals) {
    if (!row.members.empty()) {
      report.findings.emplace_back(views::PooledTheme{.shared = row.name,
                                                      .by = row.kind,
                                                      .sources = row.members.size(),
                                                      .engaged_a_month = row.engaged_a_month,
                                                      .share = row.share,
                                                      .months_better = row.months_better,
                                                      .months = report.n_months});
      return;
    }
  }
}

// The signal that rose most and stayed there.
void find_breakout(const ScoredSources& domains, Report& report) {
  std::size_t best = domains.scored.size();
  for (std::size_t i = 0; i < domains.scored.size(); ++i) {
    const SourceScore& score = domains.scored.sources[i];
    if (score.standing == Standing::Signal && trend_of(score) == views::Trend::Breakout &&
        (best == domains.scored.size() ||
         score.breakout.ratio > domains.scored.sources[best].breakout.ratio)) {
      best = i;
    }
  }
  if (best < domains.scored.size()) {
    const signals::Breakout& breakout = domains.scored.sources[best].breakout;
    report.findings.emplace_back(views::BreakoutSeen{
        .source = domains.table.name[best],
        .month = domains.table.first_month_index + static_cast<MonthIndex>(breakout.month),
        .ratio = breakout.ratio,
        .probability = breakout.probability});
  }
}

void add_findings(const signals::HiddenByTop& hidden,
                  const std::vector<ChannelTotals>& channels,
                  const ScoredSources& domains,
                  Report& report) {
  find_small_sources(hidden, report);
  find_paid_bounces(channels, report);
  find_pool(report);
  find_breakout(domains, report);
  if (report.signals.empty()) {
    report.findings.insert(
        report.findings.begin(),
        views::NothingYet{
            .sources = report.n_sources, .visits = report.visits, .months = report.n_months});
  }
}

Result<void> fill_signals(engine::Engine& store,
                          const Workspace& workspace,
                          const VisitFilter& filter,
                          const std::vector<ChannelTotals>& channels,
                          Report& report) {
  const auto load = [&](SourceKind kind) {
    return load_scored(store, kind, filter, channels, workspace.settings.thresholds);
  };
  TL_TRY(const ScoredSources domains, load(SourceKind::Domain));
  TL_TRY(const ScoredSources pages, load(SourceKind::Page));
  fill_top(domains, report);
  add_signals(domains, domains, report.signals);
  add_signals(pages, domains, report.signals);
  drop_twice_told(report.signals);
  constexpr std::size_t kLabels = 8;
  report.marks = marks_of(domains, kLabels);
  const std::array<signals::ScoredKind, 2> kinds = {
      {{&domains.table, &domains.scored}, {&pages.table, &pages.scored}}};
  const auto hidden = signals::what_top_hides(kinds, visits_of(channels));
  add_findings(hidden, channels, domains, report);
  return {};
}

// ---- what is not there yet

void add_missing(const Workspace& workspace, Report& report) {
  if (report.lines == 0 && workspace.settings.sources.empty()) {
    report.missing.emplace_back(
        "No source yet. Read a log: throughline import ACCESS.LOG, or add a line under sources: in "
        "throughline.yaml: - {id: logs, kind: log, path: \"logs/*.gz\"}");
  } else if (report.lines == 0) {
    report.missing.emplace_back("Nothing read yet: throughline run");
  } else if (report.visits == 0) {
    report.missing.emplace_back(
        "No visit of a person in this window. See what was read: throughline quarantine, and who "
        "came: throughline sql \"SELECT bot, count() FROM sessions GROUP BY bot\"");
  }
  if (report.visits > 0 && workspace.settings.sites.empty()) {
    report.missing.emplace_back(
        "No site is named, so the own host was guessed. Name it in throughline.yaml: sites: [{id: "
        "main, host: [www.example.com]}]");
  }
}

Result<Seconds> end_of(const TimeZone& zone, CivilDate day) {
  return zone.start_of(civil_from_days(days_from_civil(day) + 1));
}

std::uint32_t clamped(Seconds at) {
  return static_cast<std::uint32_t>(std::clamp<Seconds>(at, 0, 0xffffffff));
}

bool belongs_to(const Workspace& workspace, std::string_view source, std::string_view market) {
  const settings::Settings& all = workspace.settings;
  for (const settings::Source& one : all.sources) {
    if (one.id != source) {
      continue;
    }
    for (const settings::Site& site : all.sites) {
      if (site.id == one.site || (one.site.empty() && all.sites.size() == 1)) {
        return site.market == market;
      }
    }
  }
  return market == "unknown";
}

}  // namespace

Result<VisitFilter> filter_of(engine::Engine& store,
                              const Workspace& workspace,
                              const Scope& scope) {
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

Result<Report> make_report(engine::Engine& store, const Workspace& workspace, const Scope& scope) {
  TL_TRY(const VisitFilter filter, filter_of(store, workspace, scope));
  TL_TRY(const TimeZone zone, TimeZone::named(workspace.settings.timezone));
  Report report{.workspace = workspace.name, .version = TL_VERSION, .as_of = scope.as_of};
  report.has_goals = !workspace.settings.conversions.empty();
  TL_CHECK(fill_window(store, filter, zone, report));
  TL_CHECK(fill_bots(store, filter, report));
  TL_TRY(const Seconds now, end_of(zone, scope.as_of));
  TL_CHECK(fill_feeds(store, workspace, now, report));
  if (report.visits > 0) {
    TL_TRY(const std::vector<ChannelTotals> channels, load_channels(store, filter));
    fill_channels(channels, report);
    TL_CHECK(fill_signals(store, workspace, filter, channels, report));
  }
  add_missing(workspace, report);
  return report;
}

}  // namespace throughline::workflow
