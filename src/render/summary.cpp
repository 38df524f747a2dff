#include "render/summary.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "render/sentences.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using views::Report;

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Breaks at spaces into lines of `width` columns; what follows the first line is indented.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t columns = text::display_width(word);
    if (used > 0 && used + 1 + columns > width) {
      out += "\n" + std::string(indent, ' ');
      used = 0;
    } else if (used > 0) {
      out += ' ';
      ++used;
    }
    out += word;
    used += columns;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string bold(std::string_view text, bool color) {
  return color ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

std::string findings(const Report& report, const TerminalOptions& options) {
  const Language l = options.language;
  std::string out;
  for (const views::Finding& finding : report.findings) {
    const FindingText text = words_of(finding, l);
    out += "  • " +
           bold(wrapped(text::printable(text.claim), options.width - 4, 4), options.color) + "\n";
    for (const std::string& line :
         {text.rest,
          text.how_sure +
              fmt::format(" ({} {})", say(l, "grade", "等级"), schema::letter_of(text.grade)),
          "→ " + text.so_what}) {
      out += "    " + wrapped(text::printable(line), options.width - 4, 4) + "\n";
    }
    out += "\n";
  }
  return out;
}

}  // namespace

Table channels_table(const Report& report, Language l) {
  Table table{{{std::string(say(l, "Channel", "渠道")), false, true},
               {std::string(say(l, "Visits", "访问")), true},
               {std::string(say(l, "Engaged", "有效")), true},
               {"GA4", true},
               {"Plausible", true},
               {"Matomo", true},
               {"PostHog", true},
               {std::string(say(l, "Returning", "回访")), true}},
              {}};
  for (const views::ChannelRow& row : report.channels) {
    table.rows.push_back({name_of(row.channel, l),
                          count(row.visits),
                          percent(share(row.engaged, row.visits)),
                          percent(share(row.bounce_ga4, row.visits)),
                          percent(share(row.bounce_plausible, row.visits)),
                          percent(share(row.bounce_matomo, row.visits)),
                          percent(share(row.bounce_posthog, row.visits)),
                          percent(share(row.returning, row.visits))});
  }
  return table;
}

Table signals_table(const Report& report, std::size_t most, Language l) {
  Table table{{{std::string(say(l, "Source", "来源")), false, true},
               {std::string(say(l, "Kind", "类型")), false, false, true},
               {std::string(say(l, "Engaged/month", "每月有效")), true},
               {std::string(say(l, "Share that engages", "有效比例")), true},
               {"q", true, false, true},
               {std::string(say(l, "Months better", "更好的月份")), true},
               {std::string(say(l, "Trend", "趋势")), false, false, true}},
              {}};
  for (std::size_t i = 0; i < std::min(most, report.signals.size()); ++i) {
    const views::SignalRow& row = report.signals[i];
    const std::string name =
        row.members.empty() ? row.name : fmt::format("{} × {}", row.members.size(), row.name);
    table.rows.push_back({name,
                          translated(row.kind, l),
                          amount(row.engaged_a_month),
                          percent(row.share),
                          row.q < 0.001 ? "<0.001" : fmt::format("{:.3f}", row.q),
                          fmt::format("{}/{}", row.months_better, report.n_months),
                          name_of(row.trend, l)});
  }
  return table;
}

std::string terminal_summary(const Report& report, const TerminalOptions& options) {
  const Language l = options.language;
  std::string out;
  if (report.visits > 0) {
    out += bold(fmt::format("{}: {} – {}",
                            text::printable(report.workspace),
                            day(report.from, l),
                            day(report.until, l)),
                options.color) +
           "\n";
    out += wrapped(fmt::format(fmt::runtime(say(l,
                                                "{} visits by {} people, {} engaged; {} sources, "
                                                "all scored; {} visits by programs kept apart",
                                                "{} 次访问，{} 人，{} 有效；{} 个来源全部评分；{} "
                                                "次程序访问单独保存")),
                               count(report.visits),
                               count(report.people),
                               percent(share(report.engaged, report.visits)),
                               count(report.n_sources),
                               count(report.bot_visits)),
                   options.width,
                   0) +
           "\n\n";
    out += findings(report, options);
    out += bold(say(l, "Bounce by four definitions, same visits", "同一批访问，四种跳出定义"),
                options.color) +
           "\n" + table_text(channels_table(report, l), options.width) + "\n";
    if (!report.signals.empty()) {
      constexpr std::size_t kShown = 12;
      out += bold(say(l, "Signals", "信号"), options.color) + "\n" +
             table_text(signals_table(report, kShown, l), options.width);
      if (report.signals.size() > kShown) {
        out += fmt::format(
            fmt::runtime(say(
                l, "… and {} more: throughline signals\n", "……另有 {} 个：throughline signals\n")),
            report.signals.size() - kShown);
      }
      out += "\n";
    }
    out += fmt::format(fmt::runtime(say(l,
                                        "{} rows in = {} kept + {} in quarantine + {} blank\n",
                                        "读入 {} 行 = 保留 {} + 隔离 {} + 空行 {}\n")),
                       count(report.lines),
                       count(report.hits),
                       count(report.rejects),
                       count(report.blank));
  }
  for (const std::string& line : report.missing) {
    out += wrapped(line, options.width, 2) + "\n";
  }
  return out;
}

}  // namespace throughline::render
