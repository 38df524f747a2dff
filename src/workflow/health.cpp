#include "workflow/health.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "sql/queries.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using views::Report;
using U8 = std::vector<std::uint8_t>;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;

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
  TL_TRY(const TimeZone zone, TimeZone::named(workspace.settings.timezone));
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
    feed.newest_day = zone.date_of(feed.newest);
    report.lines += feed.lines;
    report.hits += feed.hits;
    report.rejects += feed.rejects;
    report.blank += feed.blank;
    report.feeds.push_back(std::move(feed));
  }
  TL_TRY(report.quarantined, quarantine_reasons(store));
  return {};
}

}  // namespace

Result<void> fill_health(engine::Engine& store,
                         const Workspace& workspace,
                         const VisitFilter& filter,
                         Seconds now,
                         Report& report) {
  TL_CHECK(fill_bots(store, filter, report));
  return fill_feeds(store, workspace, now, report);
}

}  // namespace throughline::workflow
