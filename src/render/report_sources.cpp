#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "render/colours.hpp"
#include "render/html.hpp"
#include "render/html_out.hpp"
#include "render/marked.hpp"
#include "render/report_parts.hpp"
#include "render/source_plot.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::ChannelRow;
using views::FigureId;
using views::Report;
using Measure = FigureId::Measure;

constexpr std::size_t kChannelRows = 10;  // as many as the first page holds in print

void add_legend_entry(std::string& out,
                      const std::string& fill,
                      std::string_view colour,
                      const std::string& names) {
  add(out,
      R"x(<li><svg width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="4.5" fill="{}" style="stroke:var({})"/></svg>{}</li>)x",
      fill,
      colour,
      names);
}

// Channels of one colour share an entry, in the order of their visits.
void add_legend(std::string& out, const Report& report, Language l) {
  out += R"x(<ul class="legend">)x";
  std::vector<std::pair<const ChannelRow*, std::string>> entries;
  for (const ChannelRow& row : report.channels) {
    const auto same = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
      return fill_of(entry.first->channel) == fill_of(row.channel);
    });
    if (same == entries.end()) {
      entries.emplace_back(&row, name_of(row.channel, l));
    } else {
      same->second += fmt::format("{}{}", say(l, ", ", "、"), name_of(row.channel, l));
    }
  }
  for (const auto& [row, names] : entries) {
    add_legend_entry(out, fill_of(row->channel), colour_of(row->channel), names);
  }
  const auto has = [&](auto&& wanted) {
    return std::any_of(report.marks.begin(), report.marks.end(), wanted);
  };
  if (has([](const views::SourceMark& mark) { return mark.signal; })) {
    add_legend_entry(out, "var(--c-blogs)", "--c-blogs", std::string(say(l, "Signal", "信号")));
  }
  if (has([](const views::SourceMark& mark) { return mark.small && !mark.signal; })) {
    add_legend_entry(
        out, "var(--c-forums)", "--c-forums", std::string(say(l, "Signal in a pool", "合并信号")));
  }
  out += "</ul>";
}

void add_marks_table(std::string& out, const Report& report, Language l) {
  add(out,
      R"x(<details class="astable"><summary>{}</summary><table class="t"><thead><tr><th>{}</th><th>{}</th><th class="num">{}</th><th class="num">{}</th></tr></thead><tbody>)x",
      say(l, "The plot as a table: signals and the largest", "图表数据：信号与最大的来源"),
      say(l, "Source", "来源"),
      say(l, "Channel", "渠道"),
      say(l, "Visits a month", "每月访问"),
      say(l, "Share that engages", "有效比例"));
  for (const views::SourceMark& mark : report.marks) {
    if (mark.label || mark.signal) {
      const RowsOf visits{views::source_figure(schema::SourceKind::Domain, mark.name), mark.visits};
      add(out,
          R"x(<tr><td>{}</td><td>{}</td><td class="num">{}</td><td class="num">{}</td></tr>)x",
          html_text(named(mark.name)),
          name_of(mark.channel, l),
          html_text(monthly(visits, report.n_months)),
          html_text(estimated(visits, percent(mark.share))));
    }
  }
  add(out,
      "</tbody></table><p>{}</p></details>",
      say(l, "All sources: <b>throughline sources</b>", "全部来源：<b>throughline sources</b>"));
}

// What paid and unpaid channels brought, one row a measure.
struct Pair {
  std::string_view label;
  RowsOf paid;
  RowsOf unpaid;
};

using Field = std::uint64_t ChannelRow::*;

Pair pair_of(const Report& report, std::string_view label, Measure measure, Field field) {
  Pair pair{label,
            {{.subject = FigureId::Subject::Paid, .measure = measure}, 0},
            {{.subject = FigureId::Subject::Unpaid, .measure = measure}, 0}};
  for (const ChannelRow& row : report.channels) {
    (schema::is_paid(row.channel) ? pair.paid : pair.unpaid).count += row.*field;
  }
  return pair;
}

std::vector<Pair> pairs_of(const Report& report, Language l) {
  std::vector<Pair> pairs = {
      pair_of(report, say(l, "Visits", "访问"), Measure::Visits, &ChannelRow::visits),
      pair_of(report, say(l, "Engaged visits", "有效访问"), Measure::Engaged, &ChannelRow::engaged),
      pair_of(report,
              say(l, "Left at once (GA4)", "立即离开 (GA4)"),
              Measure::Bounced,
              &ChannelRow::bounce_ga4),
      pair_of(report,
              say(l, "By people who came back", "回访"),
              Measure::Returning,
              &ChannelRow::returning)};
  if (report.has_goals) {
    pairs.push_back(pair_of(report,
                            say(l, "With a goal reached", "达成目标"),
                            Measure::Converted,
                            &ChannelRow::conversions));
  }
  return pairs;
}

void add_pair(std::string& out, const Pair& pair, const Pair& visits, Language l) {
  const auto most =
      static_cast<double>(std::max<std::uint64_t>({pair.paid.count, pair.unpaid.count, 1}));
  const auto width = [&](const RowsOf& rows) { return static_cast<double>(rows.count) / most; };
  const bool is_first = pair.paid.id.measure == Measure::Visits;
  add(out,
      R"x(<tr><th scope="row">{}<span>{}</span></th><td class="num"><span class="pb"><b>{}</b><i class="paid" style="--w:{:.3f}"></i></span></td><td><span class="pb"><i class="unpaid" style="--w:{:.3f}"></i><b>{}</b></span></td></tr>)x",
      pair.label,
      is_first ? std::string()
               : html_text(phrase(l,
                                  "{} of visits against {}",
                                  "占访问 {} 对 {}",
                                  shared(pair.paid, visits.paid),
                                  shared(pair.unpaid, visits.unpaid))),
      html_text(counted(pair.paid)),
      width(pair.paid),
      width(pair.unpaid),
      html_text(counted(pair.unpaid)));
}

void add_bounce_row(std::string& out, const ChannelRow& row, Language l) {
  const FigureId channel = views::channel_figure(row.channel);
  const RowsOf visits{channel, row.visits};
  add(out,
      R"x(<tr><td class="head">{}</td><td class="num" data-l="{}">{}</td>)x",
      name_of(row.channel, l),
      say(l, "Visits", "访问"),
      html_text(counted(visits)));
  const std::array<std::tuple<std::string_view, Measure, std::uint64_t>, 5> cells = {
      {{"GA4", Measure::Bounced, row.bounce_ga4},
       {"Plausible", Measure::BouncedPlausible, row.bounce_plausible},
       {"Matomo", Measure::BouncedMatomo, row.bounce_matomo},
       {"PostHog", Measure::BouncedPosthog, row.bounce_posthog},
       {say(l, "Last page unknown", "末页未知"), Measure::Unknown, row.unknown}}};
  for (const auto& [head, measure, count] : cells) {
    add(out,
        R"x(<td class="num" data-l="{}">{}</td>)x",
        head,
        html_text(shared({with(channel, measure), count}, visits)));
  }
  out += "</tr>";
}

bool definitions_agree(const Report& report) {
  return std::all_of(report.channels.begin(), report.channels.end(), [](const ChannelRow& row) {
    return row.bounce_ga4 == row.bounce_plausible && row.bounce_ga4 == row.bounce_matomo &&
           row.bounce_ga4 == row.bounce_posthog;
  });
}

}  // namespace

void add_source_plot(std::string& out, const Report& report, Language l) {
  out += R"x(<figure class="fig">)x";
  add_caption(
      out,
      phrase(l,
             "All {} sources, none cut",
             "全部 {} 个来源，一个不删",
             counted({{.subject = FigureId::Subject::Sources, .measure = Measure::Sources},
                      report.n_sources})),
      say(l,
          "Dot area follows visits; hatched was paid for. Shaded: where chance alone puts a source "
          "that is like the site.",
          "点的面积为访问量；斜线为付费；阴影为偶然范围。"));
  out += R"x(<svg width="0" height="0" class="defs0" aria-hidden="true"><defs>)x";
  add_hatches(out);
  add(out,
      R"x(</defs></svg><div class="pw">{}</div><div class="pn">{}</div>)x",
      source_plot(report, l, false),
      source_plot(report, l, true));
  add_legend(out, report, l);
  add_marks_table(out, report, l);
  out += "</figure>";
}

void add_paid_beside_unpaid(std::string& out, const Report& report, Language l) {
  out += R"x(<div class="fig">)x";
  add_caption(out,
              say(l, "Paid beside unpaid", "付费与未付费"),
              say(l, "whole window, each row on its own scale", "整个时间段，每行独立刻度"));
  if (!report.has_paid) {
    add(out,
        R"x(<div class="state"><b>{}</b>{}</div></div>)x",
        say(l, "No paid visit in this window", "此时间段没有付费访问"),
        say(l,
            "Visits count as paid by click id, or by medium: cpc, ppc, paid, display and the like. "
            "Tag what you buy.",
            "付费访问由点击 ID 或媒介（cpc、ppc、paid、display 等）识别。请为投放加上标记。"));
    return;
  }
  const std::vector<Pair> pairs = pairs_of(report, l);
  add(out,
      R"x(<table class="pair"><thead><tr><td></td><th class="num">{}</th><th>{}</th></tr></thead><tbody>)x",
      say(l, "Paid", "付费"),
      say(l, "Unpaid", "未付费"));
  for (const Pair& pair : pairs) {
    add_pair(out, pair, pairs.front(), l);
  }
  out += "</tbody></table></div>";
}

void add_bounces(std::string& out, const Report& report, Language l) {
  out += R"x(<div class="fig">)x";
  add_caption(
      out,
      say(l, "One bounce, four definitions", "一种跳出，四种定义"),
      definitions_agree(report)
          ? say(l,
                "of the same visits; they agree, since a log has no events and no time in "
                "front",
                "同一批访问；日志没有事件和停留时间，所以一致")
          : say(l, "share of the same visits, by each one's rule", "同一批访问，各按其规则"));
  add(out,
      R"x(<table class="t blocks"><thead><tr><th>{}</th><th class="num">{}</th><th class="num">GA4</th><th class="num">Plausible</th><th class="num">Matomo</th><th class="num">PostHog</th><th class="num">{}</th></tr></thead><tbody>)x",
      say(l, "Channel", "渠道"),
      say(l, "Visits", "访问"),
      say(l, "Last page unknown", "末页未知"));
  for (std::size_t i = 0; i < std::min(report.channels.size(), kChannelRows); ++i) {
    add_bounce_row(out, report.channels[i], l);
  }
  out += "</tbody></table>";
  std::uint64_t rest = 0;
  for (std::size_t i = kChannelRows; i < report.channels.size(); ++i) {
    rest += report.channels[i].visits;
  }
  if (rest > 0) {
    add(out,
        R"x(<p class="sub">{}</p>)x",
        say(l,
            "Smaller channels: throughline run prints them all.",
            "其余渠道：throughline run 会全部列出。"));
  }
  out += "</div>";
}

}  // namespace throughline::render
