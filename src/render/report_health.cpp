#include <algorithm>
#include <array>

#include "render/html.hpp"
#include "render/html_out.hpp"
#include "render/marked.hpp"
#include "render/omissions.hpp"
#include "render/report_parts.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::FeedRow;
using views::FigureId;
using views::Report;
using Measure = FigureId::Measure;

constexpr std::size_t kFeedRows = 8;

void add_bar(std::string& out, const Report& report) {
  const double lines = std::max(1.0, static_cast<double>(report.lines));
  const std::array<std::pair<std::uint64_t, std::string_view>, 3> parts = {
      {{report.hits, "--ink-2"}, {report.blank, "--rule-strong"}, {report.rejects, "--error"}}};
  out += R"x(<div class="hbar" aria-hidden="true">)x";
  for (const auto& [rows, colour] : parts) {
    if (rows > 0) {
      add(out,
          R"x(<i style="width:{:.2f}%;background:var({})"></i>)x",
          100.0 * static_cast<double>(rows) / lines,
          colour);
    }
  }
  out += "</div>";
}

void add_reasons(std::string& out, std::string_view label, const std::string& reasons) {
  if (!reasons.empty()) {
    add(out, R"x(<p><span class="muted">{}</span> {}</p>)x", label, html_text(reasons));
  }
}

std::string newest_of(const FeedRow& feed, Language l) {
  if (feed.newest == 0) {
    return "–";
  }
  return timed(day(feed.newest_day, l)) +
         (feed.stale ? std::string(say(l, ", stale", "，过期")) : std::string());
}

void add_feed(std::string& out, const FeedRow& feed, Language l) {
  const FigureId id{.subject = FigureId::Subject::Feed, .name = feed.source};
  add(out,
      R"x(<tr><td class="head">{}</td><td class="muted">{}</td><td class="num" data-l="{}">{}</td><td class="num" data-l="{}">{}</td><td class="num" data-l="{}">{}</td><td class="num{}" data-l="{}">{}</td></tr>)x",
      html_text(named(feed.source)),
      html_text(named(feed.format)),
      say(l, "Files", "文件"),
      html_text(counted({with(id, Measure::Files), feed.files})),
      say(l, "Rows", "行数"),
      html_text(counted({id, feed.lines})),
      say(l, "Refused", "隔离"),
      html_text(counted({with(id, Measure::Quarantined), feed.rejects})),
      feed.stale ? " err" : "",
      say(l, "Newest", "最新"),
      html_text(newest_of(feed, l)));
}

void add_feeds(std::string& out, const Report& report, Language l) {
  add(out,
      R"x(<table class="t blocks"><thead><tr><th>{}</th><th>{}</th><th class="num">{}</th><th class="num">{}</th><th class="num">{}</th><th class="num">{}</th></tr></thead><tbody>)x",
      say(l, "Feed", "来源文件"),
      say(l, "Format", "格式"),
      say(l, "Files", "文件"),
      say(l, "Rows", "行数"),
      say(l, "Refused", "隔离"),
      say(l, "Newest", "最新"));
  for (std::size_t i = 0; i < std::min(report.feeds.size(), kFeedRows); ++i) {
    add_feed(out, report.feeds[i], l);
  }
  out += "</tbody></table>";
  if (report.feeds.size() > kFeedRows) {
    add(out,
        R"x(<p class="muted">{}</p>)x",
        say(l, "More feeds: throughline show rows", "更多来源文件：throughline show rows"));
  }
}

}  // namespace

void add_omissions(std::string& out, const Report& report, Language l) {
  add(out,
      R"x(<section class="omits"><h2 class="h2">{}</h2><ul>)x",
      say(l, "What this page leaves out", "本页未包含"));
  for (const std::string& line : omissions(report, l)) {
    add(out, "<li>{}</li>", html_text(line));
  }
  out += "</ul></section>";
}

void add_health(std::string& out, const Report& report, Language l) {
  add(out,
      R"x(<section class="health"><h2 class="h2">{}</h2>)x",
      say(l, "Data health", "数据健康"));
  add_bar(out, report);
  add(out, "<p>{}</p>", html_text(rows_sentence(report, l)));
  add_reasons(out, say(l, "Quarantine:", "隔离："), refused_reasons(report, l));
  add_reasons(out, say(l, "Visits by programs:", "程序访问："), bot_reasons(report, l));
  add_feeds(out, report, l);
  out += "</section>";
}

void add_definitions(std::string& out, Language l) {
  out += R"x(<p class="defs muted">)x";
  out += say(
      l,
      "<b>Visit</b>: views with no gap over 30 minutes. <b>Engaged</b>: over 10 s between first "
      "and "
      "last view, a second page, or a goal (GA4's rule; from logs a lower bound). <b>Left at once, "
      "bounce</b>: GA4 not engaged; Plausible one page and no event; Matomo one action; PostHog "
      "one "
      "event under 10 s. <b>By people who came back</b>: not the visitor's first visit. <b>Visits "
      "a "
      "month</b>: over all months; of a signal since first seen. <b>Share that engages</b>: shrunk "
      "towards sources of the same kind (empirical Bayes), 90% interval. <b>Bar</b>: the greatest "
      "of "
      "the mean of peers and of what a source is compared with. <b>q</b>: Benjamini-Hochberg over "
      "all "
      "tested sources of a kind. <b>Trend</b>: growth a month whose interval leaves out zero; "
      "breakout: a lasting rise with probability over 95%. <b>Grade</b>: ",
      "<b>访问</b>：间隔不超过 30 分钟的浏览。<b>有效</b>：首末浏览间隔超过 10 "
      "秒、第二页或达成目标（GA4 规则；日志中为下限）。<b>立即离开、跳出</b>：GA4 为非有效；"
      "Plausible 为一页且无事件；Matomo 为一次操作；PostHog 为不足 10 秒的单次事件。<b>回访</b>："
      "不是该访客的首次访问。<b>每月</b>：按全部月份平均；信号自首次出现起。<b>有效比例</b>："
      "向同类来源收缩（经验贝叶斯），90% 区间。<b>基准</b>：同类均值与对照中较大者。<b>q</b>："
      "对同类全部受检来源做 Benjamini-Hochberg。<b>趋势</b>：区间不含零的月增长；突增：概率超过 "
      "95% "
      "的持续上升。<b>等级</b>：");
  for (const schema::Grade value :
       {schema::Grade::A, schema::Grade::B, schema::Grade::C, schema::Grade::D, schema::Grade::E}) {
    add(out, "{} {} ", grade_mark(value, l), meaning_of(value, l));
  }
  out += "</p>";
}

}  // namespace throughline::render
