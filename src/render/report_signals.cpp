#include <algorithm>

#include "render/html.hpp"
#include "render/html_out.hpp"
#include "render/marked.hpp"
#include "render/report_parts.hpp"
#include "render/small_plots.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::FigureId;
using views::Report;
using views::SignalRow;
using Measure = FigureId::Measure;

std::string name_cell(const SignalRow& row, Language l) {
  if (row.members.empty()) {
    return html_text(named(row.name));
  }
  return html_text(phrase(l,
                          "{} sources: {}",
                          "{} 个来源：{}",
                          counted({with(row.figure, Measure::Sources), row.members.size()}),
                          named(row.name)));
}

void add_signal(std::string& out, const Report& report, const SignalRow& row, Language l) {
  const RowsOf visits{row.figure, row.visits};
  add(out,
      R"x(<tr><td class="head"><b>{}</b></td><td class="muted kind">{}</td><td class="months">{}</td><td class="num" data-l="{}">{}</td><td class="num" data-l="{}">{}</td><td class="range">{}</td>)x",
      name_cell(row, l),
      kind_of(row, l),
      months_plot(row, report.first_month, l),
      say(l, "Engaged a month", "每月有效"),
      html_text(
          monthly({with(row.figure, Measure::Engaged), row.engaged_visits}, row.months_since_seen)),
      say(l, "Share that engages", "有效比例"),
      html_text(estimated(visits, percent(row.share))),
      share_plot(row.share, report.site_share));
  add(out,
      R"x(<td class="num" data-l="{}">{}</td><td class="num" data-l="{}">{}</td><td data-l="{}">{}</td><td class="gr">{}</td></tr>)x",
      report.has_paid ? say(l, "Points over paid", "高于付费")
                      : say(l, "Points over site", "高于全站"),
      html_text(estimated(visits, signed_points(row.versus))),
      say(l, "Months better", "更好的月份"),
      html_text(phrase(l,
                       "{} of {}",
                       "{} / {}",
                       counted({with(row.figure, Measure::MonthsBetter),
                                static_cast<std::uint64_t>(std::max(row.months_better, 0))}),
                       timed(std::to_string(report.n_months)))),
      say(l, "Trend", "趋势"),
      name_of(row.trend, l),
      grade_mark(schema::Grade::D, l));
}

void add_heads(std::string& out, const Report& report, Language l) {
  const RowsOf engaged{{.measure = Measure::Engaged}, report.engaged};
  add(out,
      R"x(<div class="scroll"><table class="t blocks sig"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th class="num">{}</th><th class="num">{}</th><th class="scale"><span class="tick">0</span> · {} · <span class="tick">100</span></th><th class="num">{}</th><th class="num">{}</th><th>{}</th><th>{}</th></tr></thead><tbody>)x",
      say(l, "Source", "来源"),
      say(l, "Kind", "类型"),
      html_text(fmt::format("{} – {}",
                            timed(month(report.first_month, l)),
                            timed(month(report.first_month + report.n_months - 1, l)))),
      say(l, "Engaged a month", "每月有效"),
      say(l, "Share that engages", "有效比例"),
      html_text(phrase(l, "site {}", "全站 {}", shared(engaged, {{}, report.visits}))),
      report.has_paid ? say(l, "Points over paid", "高于付费")
                      : say(l, "Points over site", "高于全站"),
      say(l, "Months better", "更好的月份"),
      say(l, "Trend", "趋势"),
      say(l, "Grade", "等级"));
}

std::string rest_of(const Report& report, Language l) {
  const std::uint64_t n = report.signals.size();
  const FigureId signals{.subject = FigureId::Subject::Signals, .measure = Measure::Sources};
  if (n <= views::kSignalsListed) {
    return phrase(
        l, "All {} signals, largest first.", "全部 {} 个信号，按大小排序。", counted({signals, n}));
  }
  FigureId rest = signals;
  rest.first = static_cast<int>(views::kSignalsListed) + 1;
  return phrase(l,
                "The largest of {} signals. The other {} sent {} engaged visits: throughline "
                "signals.",
                "{} 个信号中最大的。其余 {} 个共送来 {} 次有效访问：throughline signals。",
                counted({signals, n}),
                counted({rest, n - views::kSignalsListed}),
                counted({with(rest, Measure::Engaged), report.rest_engaged}));
}

}  // namespace

void add_signals(std::string& out, const Report& report, Language l) {
  out += R"x(<div class="fig">)x";
  add_caption(out,
              say(l, "Signals", "信号"),
              phrase(l,
                     "Sources that behave better than their peers, and than paid visits, by more "
                     "than chance (q = {}). Bars: engaged visits a month; coloured: the month was "
                     "better than the bar.",
                     "表现优于同类与付费流量、超出偶然的来源 (q = "
                     "{})。条形：每月有效访问；着色：该月高于基准。",
                     timed(fmt::format("{:.2f}", report.false_discovery))));
  if (report.signals.empty()) {
    add(out,
        R"x(<div class="state"><b>{}</b>{}</div></div>)x",
        say(l, "No signal yet", "尚无信号"),
        say(l,
            "A source counts once it was seen in enough months with enough engaged visits; "
            "<b>thresholds:</b> in the settings says how many. All sources are scored: "
            "<b>throughline sources</b>.",
            "来源出现足够多的月份并有足够的有效访问后计入，门槛见设置中的 <b>thresholds:</b>。"
            "全部来源均已评分：<b>throughline sources</b>。"));
    return;
  }
  add_heads(out, report, l);
  for (std::size_t i = 0; i < std::min(report.signals.size(), views::kSignalsListed); ++i) {
    add_signal(out, report, report.signals[i], l);
  }
  add(out, R"x(</tbody></table></div><p class="sub">{}</p></div>)x", html_text(rest_of(report, l)));
}

}  // namespace throughline::render
