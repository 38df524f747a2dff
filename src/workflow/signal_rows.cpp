#include "workflow/signal_rows.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace throughline::workflow {
namespace {

using schema::SourceKind;
using signals::Pool;
using signals::SourceScore;
using signals::Standing;

constexpr double kCertain = 0.95;  // from this probability on a breakout is told

schema::Interval interval_of(const signals::Share& share, double level) {
  return {.value = share.value, .low = share.low, .high = share.high, .level = level};
}

std::string_view kind_of(const ScoredSources& sources, std::size_t row) {
  switch (sources.table.kind) {
    case SourceKind::Domain:
      return sources.table.platform[row].empty() ? "site" : "platform blog";
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

// What a single source and a pool have in common.
views::SignalRow row_of(const SourceScore& score, const signals::ScoredTable& scored) {
  views::SignalRow row;
  row.engaged.assign(scored.n_months, 0);
  row.visits_by_month.assign(scored.n_months, 0);
  row.better.assign(scored.n_months, 0);
  for (std::uint32_t m = 0; m < std::min<std::uint32_t>(scored.n_months, 64); ++m) {
    row.better[m] = static_cast<std::uint8_t>((score.better >> m) & 1U);
  }
  row.engaged_visits = score.totals.engaged;
  row.months_since_seen =
      std::max(1, static_cast<int>(scored.n_months) - static_cast<int>(score.first_month));
  row.share = interval_of(score.engaged, scored.level);
  row.versus =
      interval_of((scored.paid ? score.versus_paid : score.versus_site).difference, scored.level);
  row.returning = score.returning.value;
  row.q = score.q_value;
  row.months_seen = score.months_seen;
  row.months_better = score.months_better;
  row.trend = trend_of(score);
  row.visits = score.totals.visits;
  row.people = score.totals.people;
  return row;
}

void add_months(const schema::SourceTable& table, std::size_t source, views::SignalRow& row) {
  for (std::uint64_t j = table.first_month[source]; j < table.first_month[source + 1]; ++j) {
    row.engaged[table.months[j].month] += table.months[j].engaged;
    row.visits_by_month[table.months[j].month] += table.months[j].visits;
  }
}

views::SignalRow source_row(const ScoredSources& sources, std::size_t i) {
  views::SignalRow row = row_of(sources.scored.sources[i], sources.scored);
  row.figure = views::source_figure(sources.table.kind, sources.table.name[i]);
  row.name = sources.table.name[i];
  row.landing = sources.table.landing[i];
  row.kind = kind_of(sources, i);
  row.channel = sources.table.channel[i];
  add_months(sources.table, i, row);
  return row;
}

views::SignalRow pool_row(const ScoredSources& sources, const Pool& pool) {
  views::SignalRow row = row_of(pool.score, sources.scored);
  row.figure = views::pool_figure(name_of(pool.key), pool.name);
  row.name = pool.name;
  row.kind = name_of(pool.key);
  row.member_kind = sources.table.kind;
  row.landing = common_landing(sources.table, pool.members);
  for (const std::uint32_t member : pool.members) {
    row.members.push_back(sources.table.name[member]);
    add_months(sources.table, member, row);
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
    return a.engaged_a_month() > b.engaged_a_month();
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

}  // namespace

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

std::string common_landing(const schema::SourceTable& table, std::span<const std::uint32_t> rows) {
  std::map<std::string_view, std::uint64_t> visits;
  for (const std::uint32_t row : rows) {
    for (std::uint64_t j = table.first_month[row]; j < table.first_month[row + 1]; ++j) {
      visits[table.landing[row]] += table.months[j].visits;
    }
  }
  const auto most =
      std::max_element(visits.begin(), visits.end(), [](const auto& a, const auto& b) {
        return a.second < b.second;
      });
  return most == visits.end() ? std::string() : std::string(most->first);
}

std::vector<views::SignalRow> signal_rows(const ScoredWindow& window) {
  std::vector<views::SignalRow> rows;
  add_signals(window.domains, window.domains, rows);
  add_signals(window.pages, window.domains, rows);
  drop_twice_told(rows);
  return rows;
}

std::vector<views::SourceMark> marks_of(const ScoredWindow& window, std::size_t labels) {
  const ScoredSources& sources = window.domains;
  const double months = std::max<double>(1.0, sources.scored.n_months);
  std::vector<views::SourceMark> marks;
  for (std::size_t i = 0; i < sources.scored.size(); ++i) {
    const SourceScore& score = sources.scored.sources[i];
    marks.push_back({.name = sources.table.name[i],
                     .channel = sources.table.channel[i],
                     .visits = score.totals.visits,
                     .visits_a_month = static_cast<double>(score.totals.visits) / months,
                     .share = score.engaged.value,
                     .signal = score.standing == Standing::Signal});
  }
  for (const std::uint32_t member : window.hidden.members.front()) {
    marks[member].small = true;
  }
  std::stable_sort(marks.begin(), marks.end(), [](const auto& a, const auto& b) {
    return a.visits_a_month != b.visits_a_month ? a.visits_a_month > b.visits_a_month
                                                : a.name < b.name;
  });
  for (std::size_t i = 0; i < std::min(labels, marks.size()); ++i) {
    marks[i].label = true;
  }
  return marks;
}

}  // namespace throughline::workflow
