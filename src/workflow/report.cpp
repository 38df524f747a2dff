#include "workflow/report.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "sql/queries.hpp"
#include "workflow/findings.hpp"
#include "workflow/health.hpp"
#include "workflow/run_name.hpp"
#include "workflow/scored_window.hpp"
#include "workflow/show.hpp"
#include "workflow/signal_rows.hpp"

namespace throughline::workflow {
namespace {

using signals::SourceScore;
using signals::Standing;
using views::Report;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;

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
    report.has_paid = report.has_paid || schema::is_paid(row.channel);
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
  report.site_share = static_cast<double>(report.engaged) /
                      static_cast<double>(std::max<std::uint64_t>(1, report.visits));
}

void fill_sources(const ScoredWindow& window, Report& report) {
  const ScoredSources& domains = window.domains;
  const std::unordered_set<std::string_view> top(window.hidden.top.begin(),
                                                 window.hidden.top.end());
  for (std::size_t i = 0; i < domains.scored.size(); ++i) {
    const SourceScore& score = domains.scored.sources[i];
    if (score.standing == Standing::Unnamed) {
      continue;
    }
    ++report.n_sources;
    report.n_small += score.standing == Standing::Small;
    report.named_visits += score.totals.visits;
    report.named_engaged += score.totals.engaged;
    if (top.contains(domains.table.name[i])) {
      report.top_visits += score.totals.visits;
      report.top_engaged += score.totals.engaged;
      const bool is_tenth = domains.table.name[i] == window.hidden.top.back();
      report.tenth =
          is_tenth && top.size() == window.hidden.top_n ? domains.table.name[i] : report.tenth;
      report.tenth_visits = is_tenth ? score.totals.visits : report.tenth_visits;
    }
  }
}

// Signals overlap (a thread's page lies on a host), so what the unlisted ones sent is counted anew.
Result<void> fill_rest(FigureRows& figures, Report& report) {
  if (report.signals.size() > views::kSignalsListed) {
    TL_TRY(report.rest_engaged,
           figures.count({.subject = views::FigureId::Subject::Signals,
                          .first = static_cast<int>(views::kSignalsListed) + 1,
                          .measure = views::FigureId::Measure::Engaged}));
  }
  return {};
}

Result<void> fill_scores(FigureRows& figures, Report& report) {
  constexpr std::size_t kLabels = 10;
  TL_TRY(const ScoredWindow* const window, figures.window());
  fill_channels(window->channels, report);
  fill_sources(*window, report);
  report.signals = signal_rows(*window);
  report.marks = marks_of(*window, kLabels);
  report.findings = find(*window, report);
  return fill_rest(figures, report);
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

}  // namespace

Result<Report> make_report(engine::Engine& store, const Workspace& workspace, const Scope& scope) {
  TL_TRY(const VisitFilter filter, filter_of(store, workspace, scope));
  TL_TRY(const TimeZone zone, TimeZone::named(workspace.settings.timezone));
  TL_TRY(const Seconds now, end_of(zone, scope.as_of));
  TL_TRY(RunName name, run_name(store, workspace.settings, scope.as_of));
  Report report{.workspace = workspace.name,
                .run = std::move(name.text),
                .version = TL_VERSION,
                .as_of = scope.as_of};
  report.has_goals = !workspace.settings.conversions.empty();
  report.false_discovery = workspace.settings.thresholds.false_discovery;
  TL_CHECK(fill_window(store, filter, zone, report));
  TL_CHECK(fill_health(store, workspace, filter, now, report));
  if (report.visits > 0) {
    FigureRows figures(store, filter, workspace.settings.thresholds);
    TL_CHECK(fill_scores(figures, report));
  }
  add_missing(workspace, report);
  return report;
}

}  // namespace throughline::workflow
