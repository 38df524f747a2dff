#include "render/report_html.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>

#include "embedded/styles.hpp"
#include "render/html.hpp"
#include "render/plots.hpp"
#include "render/sentences.hpp"
#include "views/figure.hpp"

namespace throughline::render {
namespace {

using views::Report;

constexpr std::size_t kSignalRows = 18;  // as many as the second page holds in print
constexpr std::size_t kChannelRows = 12;
constexpr std::size_t kFeedRows = 8;

template <class... Args>
void add(std::string& out, fmt::format_string<Args...> pattern, Args&&... args) {
  fmt::format_to(std::back_inserter(out), pattern, std::forward<Args>(args)...);
}

template <class... Args>
std::string phrase(Language l,
                   std::string_view english,
                   std::string_view chinese,
                   const Args&... args) {
  return fmt::format(fmt::runtime(say(l, english, chinese)), args...);
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

// A number that leads to its rows.
std::string drill(const std::string& figure, const std::string& text) {
  if (figure.empty()) {
    return text;
  }
  const std::string id = escape_html(figure);
  return fmt::format(
      R"x(<a class="drill" href="#fig" data-figure="{}" title="throughline show '{}'">{}</a>)x",
      id,
      id,
      text);
}

std::string grade(schema::Grade value) {
  const std::string letter =
      value == schema::Grade::None ? "–" : std::string(1, schema::letter_of(value));
  return fmt::format(R"x(<span class="grade" data-g="{}" title="{}: {}">{}</span>)x",
                     letter,
                     letter,
                     schema::meaning_of(value),
                     letter);
}

void add_head(std::string& out, const Report& report, Language l) {
  add(out,
      R"x(<header class="rhead"><span class="mark"><svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true"><path d="M1 11.5H9L14 3H25" fill="none" stroke="currentColor" stroke-width="1.8"/><circle cx="1.9" cy="11.5" r="1.9" fill="currentColor"/><circle cx="11.5" cy="7.2" r="1.9" fill="currentColor"/><circle cx="23" cy="3" r="2.6" fill="var(--accent)"/></svg> Throughline</span><span><b>{}</b> <span class="muted">{}</span></span><span class="grow"></span></header>)x",
      escape_html(report.workspace),
      report.visits == 0 ? std::string(say(l, "sources and signals", "来源与信号"))
                         : phrase(l,
                                  "sources and signals, {} to {}",
                                  "来源与信号，{} 至 {}",
                                  day(report.from, l),
                                  day(report.until, l)));
}

void add_foot(std::string& out, const Report& report, Language l, int page) {
  add(out,
      R"x(<footer class="rfoot"><span>{}</span><span>{}</span><span class="grow"></span><span>{}</span></footer>)x",
      phrase(l, "Page {} of 2", "第 {} 页，共 2 页", page),
      phrase(l, "Run {}, as of {}", "运行 {}，截至 {}", report.run, day(report.as_of, l)),
      say(l,
          "Any underlined figure: <b>throughline show ID</b> lists its rows; the ID is in its "
          "title. Intervals are 90%.",
          "任何带下划线的数字：<b>throughline show ID</b> 列出其明细，ID 在悬停标题中。区间为 "
          "90%。"));
}

void add_kpi(std::string& out,
             std::string_view label,
             const std::string& value,
             const std::string& below) {
  add(out,
      R"x(<div><div class="eyebrow">{}</div><div class="big">{}</div><div class="sub">{}</div></div>)x",
      label,
      value,
      below);
}

void add_kpis(std::string& out, const Report& report, Language l) {
  const auto small = std::find_if(
      report.findings.begin(), report.findings.end(), [](const views::Finding& finding) {
        return std::holds_alternative<views::SmallSources>(finding);
      });
  out += R"x(<div class="kpis">)x";
  add_kpi(out,
          say(l, "Engaged visits", "有效访问"),
          drill("visits.engaged", count(report.engaged)),
          phrase(l,
                 "{} of {} visits; {} could not be told from one page view",
                 "占 {1} 次访问的 {0}；{2} 仅一次浏览，无法判断",
                 percent(share(report.engaged, report.visits)),
                 drill("visits", count(report.visits)),
                 drill("visits.unknown", percent(share(report.unknown, report.visits)))));
  if (small != report.findings.end()) {
    const auto& found = std::get<views::SmallSources>(*small);
    add_kpi(out,
            say(l, "From small sources nobody lists", "来自未列出的小来源"),
            amount(found.engaged_a_month.value) + " " + grade(schema::Grade::D),
            phrase(l,
                   "a month [{}, {}], from {} sources",
                   "每月 [{}, {}]，共 {} 个来源",
                   amount(found.engaged_a_month.low),
                   amount(found.engaged_a_month.high),
                   count(found.sources)));
  } else {
    add_kpi(out,
            say(l, "Sources", "来源"),
            count(report.n_sources),
            std::string(say(l, "all of them scored", "全部评分")));
  }
  add_kpi(out,
          say(l, "By people who came back", "回访"),
          drill("visits.returning", count(report.returning)),
          phrase(l,
                 "{} of visits, {} people in all",
                 "占访问的 {}，共 {} 人",
                 percent(share(report.returning, report.visits)),
                 count(report.people)));
  add_kpi(
      out,
      say(l, "Not people", "非真人"),
      count(report.bot_visits),
      std::string(say(
          l, "visits by programs, kept apart with their reason", "程序的访问，连同原因单独保存")));
  out += "</div>";
}

void add_findings(std::string& out, const Report& report, Language l) {
  out += R"x(<ol class="finds">)x";
  for (std::size_t i = 0; i < std::min<std::size_t>(report.findings.size(), 4); ++i) {
    const FindingText text = words_of(report.findings[i], l);
    add(out,
        R"x(<li><h3 class="claim">{} <span>{}</span></h3><dl><dt>{}</dt><dd>{} {}</dd><dt>{}</dt><dd><b>{}</b></dd></dl></li>)x",
        escape_html(text.claim),
        escape_html(text.rest),
        say(l, "How sure", "有多确定"),
        grade(text.grade),
        escape_html(text.how_sure),
        say(l, "So what", "所以"),
        escape_html(text.so_what));
  }
  out += "</ol>";
}

void add_missing(std::string& out, const Report& report, Language l) {
  if (report.missing.empty()) {
    return;
  }
  add(out, R"x(<div class="state"><b>{}</b><ul>)x", say(l, "What is not here yet", "尚缺"));
  for (const std::string& line : report.missing) {
    add(out, "<li>{}</li>", escape_html(line));
  }
  out += "</ul></div>";
}

std::string legend(const Report& report, Language l) {
  std::string out = R"x(<ul class="legend">)x";
  for (const views::ChannelRow& row : report.channels) {
    add(out,
        R"x(<li><svg width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="4.5" fill="{}" style="stroke:var({})"/></svg>{}</li>)x",
        schema::is_paid(row.channel) ? fmt::format("url(#hatch{})", colour_of(row.channel))
                                     : fmt::format("var({})", colour_of(row.channel)),
        colour_of(row.channel),
        name_of(row.channel, l));
  }
  add(out,
      R"x(<li><svg width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="4.5" fill="var(--c-blogs)"/></svg>{}</li></ul>)x",
      say(l, "Signal", "信号"));
  return out;
}

void add_marks_table(std::string& out, const Report& report, Language l) {
  add(out,
      R"x(<details class="astable"><summary>{}</summary><table class="t"><thead><tr><th>{}</th><th>{}</th><th class="num">{}</th><th class="num">{}</th></tr></thead><tbody>)x",
      say(l, "The plot as a table: labelled marks", "图表数据：带标签的点"),
      say(l, "Source", "来源"),
      say(l, "Channel", "渠道"),
      say(l, "Visits a month", "每月访问"),
      say(l, "Share that engages", "有效比例"));
  for (const views::SourceMark& mark : report.marks) {
    if (mark.label || mark.signal) {
      add(out,
          R"x(<tr><td><bdi class="name">{}</bdi></td><td>{}</td><td class="num">{}</td><td class="num">{}</td></tr>)x",
          escape_html(mark.name),
          name_of(mark.channel, l),
          amount(mark.visits_a_month),
          percent(mark.share));
    }
  }
  add(out,
      "</tbody></table><p>{}</p></details>",
      say(l, "All sources: <b>throughline sources</b>", "全部来源：<b>throughline sources</b>"));
}

void add_plot(std::string& out, const Report& report, Language l) {
  add(out,
      R"x(<figure class="fig"><div class="cap"><h2 class="h2">{}</h2><p class="sub">{}</p></div><div class="pw">{}</div><div class="pn">{}</div>{})x",
      phrase(l, "All {} sources, none cut", "全部 {} 个来源，一个不删", count(report.n_sources)),
      say(l,
          "Dot area follows visits. Hatched was paid for. Shaded: what chance does to a source "
          "like the site.",
          "点的面积为访问量；斜线为付费；阴影为偶然范围。"),
      volume_quality_plot(report, l, false),
      volume_quality_plot(report, l, true),
      legend(report, l));
  add_marks_table(out, report, l);
  out += "</figure>";
}

std::string channel_cell(const views::ChannelRow& row,
                         views::FigureId::Measure measure,
                         const std::string& text) {
  return drill(text_of(views::FigureId{.channel = row.channel, .measure = measure}), text);
}

void add_channels(std::string& out, const Report& report, Language l) {
  using Measure = views::FigureId::Measure;
  add(out,
      R"x(<div class="fig"><div class="cap"><h2 class="h2">{}</h2><p class="sub">{}</p></div><div class="scroll"><table class="t" style="min-width:0"><thead><tr><th>{}</th><th class="num">{}</th><th class="num">GA4</th><th class="num">Plausible</th><th class="num">Matomo</th><th class="num">PostHog</th></tr></thead><tbody>)x",
      say(l, "One bounce, four definitions", "一种跳出，四种定义"),
      say(l, "share of the same visits, by each one's rule", "同一批访问，各按其规则"),
      say(l, "Channel", "渠道"),
      say(l, "Visits", "访问"));
  for (std::size_t i = 0; i < std::min(report.channels.size(), kChannelRows); ++i) {
    const views::ChannelRow& row = report.channels[i];
    add(out,
        R"x(<tr><td>{}</td><td class="num">{}</td><td class="num">{}</td><td class="num">{}</td><td class="num">{}</td><td class="num">{}</td></tr>)x",
        name_of(row.channel, l),
        channel_cell(row, Measure::Visits, count(row.visits)),
        channel_cell(row, Measure::Bounced, percent(share(row.bounce_ga4, row.visits))),
        percent(share(row.bounce_plausible, row.visits)),
        percent(share(row.bounce_matomo, row.visits)),
        percent(share(row.bounce_posthog, row.visits)));
  }
  out += "</tbody></table></div></div>";
}

std::string probability(double value) {
  return value > 0.995 ? ">99%" : value < 0.005 ? "<1%" : percent(value);
}

void add_signal(std::string& out, const Report& report, const views::SignalRow& row, Language l) {
  const std::string name =
      row.members.empty()
          ? fmt::format(R"x(<bdi class="name">{}</bdi>)x", escape_html(row.name))
          : fmt::format(R"x(<bdi class="name">{}: {}</bdi>)x",
                        phrase(l, "{} sources", "{} 个来源", count(row.members.size())),
                        escape_html(row.name));
  add(out,
      R"x(<tr><td><b>{}</b></td><td class="muted">{}</td><td>{}</td><td class="num">{}</td><td class="num">{}</td><td>{}</td>)x",
      name,
      translated(row.kind, l),
      months_plot(row, l),
      drill(row.figure.empty() ? "" : row.figure + ".engaged", amount(row.engaged_a_month)),
      percent(row.share),
      share_plot(row.share, report.site_share));
  add(out,
      R"x(<td class="num">{}</td><td class="num">{}</td><td>{}</td><td>{}</td></tr>)x",
      probability(row.probability_versus_paid),
      phrase(l, "{} of {}", "{} / {}", row.months_better, report.n_months),
      name_of(row.trend, l),
      grade(schema::Grade::D));
}

void add_signals(std::string& out, const Report& report, Language l) {
  add(out,
      R"x(<div class="fig"><div class="cap"><h2 class="h2">{}</h2><p class="sub">{}</p></div>)x",
      say(l, "Signals", "信号"),
      say(l,
          "Sources that behave better than their peers and than paid traffic by more than chance "
          "(q = 0.10). Bars: engaged visits a month; coloured: month better than the bar.",
          "表现优于同类与付费流量、超出偶然的来源 (q = "
          "0.10)。条形：每月有效访问；着色：该月高于基准。"));
  if (report.signals.empty()) {
    add(out,
        R"x(<div class="state"><b>{}</b>{}</div></div>)x",
        say(l, "No signal yet", "尚无信号"),
        say(l,
            "A source counts from its third month and its twentieth engaged visit on. All sources "
            "are scored: throughline sources.",
            "来源满三个月、二十次有效访问后计入。全部来源均已评分：throughline sources。"));
    return;
  }
  add(out,
      R"x(<div class="scroll"><table class="t"><thead><tr><th>{}</th><th>{}</th><th>{} – {}</th><th class="num">{}</th><th class="num">{}</th><th>0 · {} {} · 100</th><th class="num">{}</th><th class="num">{}</th><th>{}</th><th>{}</th></tr></thead><tbody>)x",
      say(l, "Source", "来源"),
      say(l, "Kind", "类型"),
      month(report.first_month, l),
      month(report.first_month + report.n_months - 1, l),
      say(l, "Engaged a month", "每月有效"),
      say(l, "Share that engages", "有效比例"),
      say(l, "site", "全站"),
      percent(report.site_share),
      say(l, "Better than paid", "优于付费"),
      say(l, "Months better", "更好的月份"),
      say(l, "Trend", "趋势"),
      say(l, "Grade", "等级"));
  const std::size_t shown = std::min(report.signals.size(), kSignalRows);
  double rest = 0.0;
  for (std::size_t i = 0; i < report.signals.size(); ++i) {
    if (i < shown) {
      add_signal(out, report, report.signals[i], l);
    } else {
      rest += report.signals[i].engaged_a_month;
    }
  }
  add(out,
      R"x(</tbody></table></div><p class="sub">{}</p></div>)x",
      report.signals.size() > shown ? phrase(l,
                                             "{} of {} signals shown, largest first. The other {} "
                                             "send {} engaged visits a month: throughline signals.",
                                             "显示 {1} 个信号中的 {0} 个，按大小排序。其余 {2} "
                                             "个每月 {3} 次有效访问：throughline signals。",
                                             shown,
                                             report.signals.size(),
                                             report.signals.size() - shown,
                                             amount(rest))
                                    : phrase(l, "All {} signals.", "全部 {} 个信号。", shown));
}

void add_omissions(std::string& out, const Report& report, Language l) {
  add(out,
      R"x(<section class="omits"><h2 class="h2">{}</h2><ul>)x",
      say(l, "What this page leaves out", "本页未包含"));
  const auto line = [&](const std::string& text) { add(out, "<li>{}</li>", text); };
  const std::uint64_t below = report.n_sources > 10 ? report.n_sources - 10 : 0;
  line(phrase(l,
              "A top-ten list would hide {} sources with {} of visits and {} of engaged visits; "
              "here all are dots on page 1 and rows in <b>throughline sources</b>.",
              "前十名列表会隐藏 {} 个来源、{} 的访问和 {} 的有效访问；这里全部是第 1 页的点和 "
              "<b>throughline sources</b> 的行。",
              count(below),
              percent(1.0 - report.top_visit_share),
              percent(1.0 - report.top_engaged_share)));
  line(phrase(l,
              "{} of {} sources have too few visits to test alone; they were pooled by landing "
              "page, platform and word.",
              "{1} 个来源中有 {0} 个访问太少，无法单独检验；已按落地页、平台和词合并。",
              count(report.n_sources - std::min(report.n_sources, report.n_tested)),
              count(report.n_sources)));
  line(phrase(l,
              "Time on the last page is unknown for {} of visits; it is counted as not engaged, "
              "and shown apart.",
              "{} 的访问最后一页时长未知；计为无效，并单独显示。",
              percent(share(report.unknown, report.visits))));
  line(phrase(l,
              "{} visits by programs; one switch in the settings counts each kind again.",
              "{} 次程序访问；设置中可逐类重新计入。",
              count(report.bot_visits)));
  if (!report.has_goals) {
    line(std::string(say(
        l,
        "No goal is named, so nothing here says what visits were worth. Add <b>conversions:</b> to "
        "throughline.yaml.",
        "尚未指定目标，因此无法说明访问的价值。请在 throughline.yaml 添加 <b>conversions:</b>。")));
  }
  line(std::string(say(l,
                       "Nothing here says what would have happened otherwise: sources differ, that "
                       "is all (grade D).",
                       "这里不说明“否则会怎样”：只是来源之间的差异（等级 D）。")));
  out += "</ul></section>";
}

void add_health(std::string& out, const Report& report, Language l) {
  const double lines = std::max(1.0, static_cast<double>(report.lines));
  add(out,
      R"x(<section class="health"><h2 class="h2">{}</h2><div class="hbar" aria-hidden="true"><i style="width:{:.2f}%;background:var(--ink-2)"></i><i style="width:{:.2f}%;background:var(--rule-strong)"></i><i style="width:{:.2f}%;background:var(--error)"></i></div>)x",
      say(l, "Data health", "数据健康"),
      100.0 * static_cast<double>(report.hits) / lines,
      100.0 * static_cast<double>(report.blank) / lines,
      100.0 * static_cast<double>(report.rejects) / lines);
  add(out,
      "<p>{}</p>",
      phrase(l,
             "{} rows in = {} kept + {} in quarantine ({}) + {} blank or comment.",
             "读入 {} 行 = 保留 {} + 隔离 {}（{}）+ 空行或注释 {}。",
             count(report.lines),
             count(report.hits),
             count(report.rejects),
             fmt::format("{:.1f}%", 100.0 * static_cast<double>(report.rejects) / lines),
             count(report.blank)));
  const auto reasons = [&](std::string_view label, const std::vector<views::ReasonCount>& rows) {
    if (rows.empty()) {
      return;
    }
    add(out, "<p class=\"muted\">{}: ", label);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      add(out,
          "{}{} {}",
          i > 0 ? ", " : "",
          escape_html(translated(rows[i].reason, l)),
          count(rows[i].count));
    }
    out += "</p>";
  };
  reasons(say(l, "Quarantine", "隔离"), report.quarantined);
  reasons(say(l, "Visits by programs", "程序访问"), report.bots);
  add(out,
      R"x(<table class="t"><thead><tr><th>{}</th><th>{}</th><th class="num">{}</th><th class="num">{}</th></tr></thead><tbody>)x",
      say(l, "Feed", "来源文件"),
      say(l, "Format", "格式"),
      say(l, "Rows", "行数"),
      say(l, "Newest", "最新"));
  for (std::size_t i = 0; i < std::min(report.feeds.size(), kFeedRows); ++i) {
    const views::FeedRow& feed = report.feeds[i];
    const std::string newest =
        feed.newest == 0 ? "–" : day(civil_from_days(feed.newest / 86400), l);
    add(out,
        R"x(<tr><td>{}{}</td><td class="muted"><bdi class="name">{}</bdi></td><td class="num">{}</td><td class="num{}">{}{}</td></tr>)x",
        escape_html(feed.source),
        feed.files > 1 ? phrase(l, ", {} files", "，{} 个文件", feed.files) : "",
        escape_html(feed.format),
        count(feed.lines),
        feed.stale ? " err" : "",
        newest,
        feed.stale ? std::string(say(l, ", stale", "，过期")) : "");
  }
  out += "</tbody></table></section>";
}

void add_definitions(std::string& out, Language l) {
  out += R"x(<p class="defs muted">)x";
  out +=
      say(l,
          "<b>Visit</b>: views with no gap over 30 minutes. <b>Engaged</b>: over 10 s between "
          "first and last view, a second page, or a goal (GA4's rule; from logs a lower bound). "
          "<b>Share that engages</b>: shrunk towards sources of the same kind (empirical Bayes). "
          "<b>Better than paid</b>: probability that the share is greater than paid traffic's. "
          "<b>q</b>: Benjamini-Hochberg over all tested sources of a kind. <b>Months better</b>: "
          "shrunk share of the month above the bar. <b>Grade</b>: ",
          "<b>访问</b>：间隔不超过 30 分钟的浏览。<b>有效</b>：首末浏览间隔超过 10 "
          "秒、第二页或达成目标（GA4 规则；日志中为下限）。"
          "<b>有效比例</b>：向同类来源收缩（经验贝叶斯）。<b>优于付费</"
          "b>：比例高于付费流量的概率。<b>q</b>：对同类全部受检来源做 Benjamini-Hochberg。"
          "<b>更好的月份</b>：当月收缩后的比例高于基准。<b>等级</b>：");
  for (const schema::Grade value :
       {schema::Grade::A, schema::Grade::B, schema::Grade::C, schema::Grade::D, schema::Grade::E}) {
    add(out, "{} {} ", grade(value), schema::meaning_of(value));
  }
  out += "</p>";
}

void add_first_page(std::string& out, const Report& report, Language l) {
  out += R"x(<section class="sheet">)x";
  add_head(out, report, l);
  add(out, R"x(<h1 class="claim">{}</h1>)x", escape_html(headline(report, l)));
  if (report.visits > 0) {
    add_kpis(out, report, l);
    add_findings(out, report, l);
    add_plot(out, report, l);
    out += R"x(<div class="two">)x";
    add(out,
        R"x(<figure class="fig"><div class="cap"><h2 class="h2">{}</h2><p class="sub">{}</p></div>{}</figure>)x",
        say(l, "Paid beside unpaid", "付费与未付费"),
        say(l, "whole window, each row on its own scale", "整个时间段，每行独立刻度"),
        paid_beside_unpaid_plot(report, l));
    add_channels(out, report, l);
    out += "</div>";
  }
  add_missing(out, report, l);
  add_foot(out, report, l, 1);
  out += "</section>";
}

void add_second_page(std::string& out, const Report& report, Language l) {
  out += R"x(<section class="sheet">)x";
  add_head(out, report, l);
  add_signals(out, report, l);
  out += R"x(<div class="three">)x";
  add_omissions(out, report, l);
  add_health(out, report, l);
  out += "</div>";
  add_definitions(out, l);
  add_foot(out, report, l, 2);
  out += "</section>";
}

}  // namespace

std::string report_html(const Report& report, Language l) {
  std::string out;
  add(out,
      R"x(<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{}: {}</title><link rel="icon" href="data:,"><style>)x",
      say(l, "en", "zh"),
      escape_html(report.workspace),
      say(l, "sources and signals", "来源与信号"));
  out += embedded::kStyles;
  out += R"x(</style></head><body><main class="report" id="fig">)x";
  add_first_page(out, report, l);
  add_second_page(out, report, l);
  return out + "</main></body></html>\n";
}

}  // namespace throughline::render
