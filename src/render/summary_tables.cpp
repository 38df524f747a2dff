#include "render/summary_tables.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::ChannelRow;
using views::Report;

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string head(Language l, std::string_view english, std::string_view chinese) {
  return std::string(say(l, english, chinese));
}

std::vector<std::string> cells_of(const Report& report, const views::SignalRow& row, Language l) {
  return {row.members.empty() ? row.name : fmt::format("{} × {}", row.members.size(), row.name),
          kind_of(row, l),
          amount(row.engaged_a_month()),
          percent(row.share),
          signed_points(row.versus),
          fmt::format("{}/{}", row.months_better, report.n_months),
          name_of(row.trend, l),
          row.q < 0.001 ? "<0.001" : fmt::format("{:.3f}", row.q),
          text_of(row.figure)};
}

}  // namespace

Table signals_table(const Report& report, std::size_t most, Language l) {
  Table table{{{head(l, "Source", "来源"), false, true},
               {head(l, "Kind", "类型"), false, false, true},
               {head(l, "Engaged/month", "每月有效"), true},
               {head(l, "Share that engages", "有效比例"), true},
               {report.has_paid ? head(l, "Points over paid", "高于付费")
                                : head(l, "Points over site", "高于全站"),
                true,
                false,
                true},
               {head(l, "Months better", "更好的月份"), true},
               {head(l, "Trend", "趋势"), false, false, true},
               {"q", true, false, true},
               {"id", false, true, true}},
              {}};
  for (std::size_t i = 0; i < std::min(most, report.signals.size()); ++i) {
    table.rows.push_back(cells_of(report, report.signals[i], l));
  }
  return table;
}

Table paid_table(const Report& report, Language l) {
  using Field = std::uint64_t ChannelRow::*;
  std::vector<std::pair<std::string, Field>> measures = {
      {head(l, "Visits", "访问"), &ChannelRow::visits},
      {head(l, "Engaged visits", "有效访问"), &ChannelRow::engaged},
      {head(l, "Left at once (GA4)", "立即离开 (GA4)"), &ChannelRow::bounce_ga4},
      {head(l, "By people who came back", "回访"), &ChannelRow::returning}};
  if (report.has_goals) {
    measures.emplace_back(head(l, "With a goal reached", "达成目标"), &ChannelRow::conversions);
  }
  Table table{{{"", false, true},
               {head(l, "Paid", "付费"), true},
               {head(l, "of visits", "占访问"), true},
               {head(l, "Unpaid", "未付费"), true},
               {head(l, "of visits", "占访问"), true}},
              {}};
  std::array<std::uint64_t, 2> visits{};
  for (const auto& [label, field] : measures) {
    std::array<std::uint64_t, 2> sums{};
    for (const ChannelRow& row : report.channels) {
      sums[schema::is_paid(row.channel) ? 0 : 1] += row.*field;
    }
    visits = field == &ChannelRow::visits ? sums : visits;
    table.rows.push_back({label,
                          count(sums[0]),
                          percent(share(sums[0], visits[0])),
                          count(sums[1]),
                          percent(share(sums[1], visits[1]))});
  }
  return table;
}

Table channels_table(const Report& report, Language l) {
  Table table{{{head(l, "Channel", "渠道"), false, true},
               {head(l, "Visits", "访问"), true},
               {head(l, "Engaged", "有效"), true},
               {"GA4", true},
               {"Plausible", true},
               {"Matomo", true},
               {"PostHog", true},
               {head(l, "Returning", "回访"), true},
               {head(l, "Last page unknown", "末页未知"), true, false, true}},
              {}};
  for (const ChannelRow& row : report.channels) {
    table.rows.push_back({name_of(row.channel, l),
                          count(row.visits),
                          percent(share(row.engaged, row.visits)),
                          percent(share(row.bounce_ga4, row.visits)),
                          percent(share(row.bounce_plausible, row.visits)),
                          percent(share(row.bounce_matomo, row.visits)),
                          percent(share(row.bounce_posthog, row.visits)),
                          percent(share(row.returning, row.visits)),
                          percent(share(row.unknown, row.visits))});
  }
  return table;
}

Table feeds_table(const Report& report, Language l) {
  Table table{{{head(l, "Feed", "来源文件"), false, true},
               {head(l, "Format", "格式"), false, true},
               {head(l, "Files", "文件"), true},
               {head(l, "Rows", "行数"), true},
               {head(l, "Refused", "隔离"), true},
               {head(l, "Newest", "最新"), true},
               {"", false}},
              {}};
  for (const views::FeedRow& feed : report.feeds) {
    table.rows.push_back({feed.source,
                          feed.format,
                          count(feed.files),
                          count(feed.lines),
                          count(feed.rejects),
                          feed.newest == 0 ? "–" : day(feed.newest_day, l),
                          feed.stale ? head(l, "stale", "过期") : std::string()});
  }
  return table;
}

}  // namespace throughline::render
