#include "render/report_html.hpp"

#include "embedded/styles.hpp"
#include "render/html.hpp"
#include "render/html_out.hpp"
#include "render/marked.hpp"
#include "render/report_parts.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::Report;

void add_head(std::string& out, const Report& report, Language l) {
  const std::string what = report.visits == 0
                               ? std::string(say(l, "sources and signals", "来源与信号"))
                               : phrase(l,
                                        "sources and signals, {} to {}",
                                        "来源与信号，{} 至 {}",
                                        timed(day(report.from, l)),
                                        timed(day(report.until, l)));
  add(out,
      R"x(<header class="rhead"><span class="mark"><svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true"><path d="M1 11.5H9L14 3H25" fill="none" stroke="currentColor" stroke-width="1.8"/><circle cx="1.9" cy="11.5" r="1.9" fill="currentColor"/><circle cx="11.5" cy="7.2" r="1.9" fill="currentColor"/><circle cx="23" cy="3" r="2.6" fill="var(--accent)"/></svg> Throughline</span><span><b>{}</b> <span class="muted">{}</span></span></header>)x",
      html_text(named(report.workspace)),
      html_text(what));
}

void add_foot(std::string& out, const Report& report, Language l, int page) {
  add(out,
      R"x(<footer class="rfoot"><span>{}</span><span>{}</span><span class="grow"></span><span>{}</span></footer>)x",
      phrase(l, "Page {} of 2", "第 {} 页，共 2 页", page),
      phrase(l, "Run {}, as of {}", "运行 {}，截至 {}", report.run, day(report.as_of, l)),
      say(l,
          "Any underlined figure: <b>throughline show ID</b> lists its rows; the ID is its title. "
          "Intervals are 90%.",
          "任何带下划线的数字：<b>throughline show ID</b> 列出其明细，ID 见悬停标题。区间为 "
          "90%。"));
}

void add_first_page(std::string& out, const Report& report, Language l) {
  out += R"x(<section class="sheet">)x";
  add_head(out, report, l);
  add_headline(out, report, l);
  if (report.visits > 0) {
    add_key_figures(out, report, l);
    add_findings(out, report, l);
    add_source_plot(out, report, l);
    out += R"x(<div class="two">)x";
    add_paid_beside_unpaid(out, report, l);
    add_bounces(out, report, l);
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
  out += R"x(</style></head><body><main class="report">)x";
  add_first_page(out, report, l);
  add_second_page(out, report, l);
  return out + "</main></body></html>\n";
}

}  // namespace throughline::render
