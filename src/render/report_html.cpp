#include "render/report_html.hpp"

#include <algorithm>

#include "embedded/styles.hpp"
#include "render/html.hpp"
#include "render/html_out.hpp"
#include "render/ledger_marks.hpp"
#include "render/ledger_parts.hpp"
#include "render/marked.hpp"
#include "render/report_parts.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::Ledger;
using views::Report;

// Which sheet of how many.
struct SheetNumber {
  int number = 1;
  int of = 2;
};

void add_head(std::string& out, const std::string& workspace, const std::string& what) {
  add(out,
      R"x(<header class="rhead"><span class="mark"><svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true"><path d="M1 11.5H9L14 3H25" fill="none" stroke="currentColor" stroke-width="1.8"/><circle cx="1.9" cy="11.5" r="1.9" fill="currentColor"/><circle cx="11.5" cy="7.2" r="1.9" fill="currentColor"/><circle cx="23" cy="3" r="2.6" fill="var(--accent)"/></svg> Throughline</span><span><b>{}</b> <span class="muted">{}</span></span></header>)x",
      html_text(named(workspace)),
      html_text(what));
}

void add_head(std::string& out, const Report& report, Language l) {
  add_head(out,
           report.workspace,
           report.visits == 0 ? std::string(say(l, "sources and signals", "来源与信号"))
                              : phrase(l,
                                       "sources and signals, {} to {}",
                                       "来源与信号，{} 至 {}",
                                       timed(day(report.from, l)),
                                       timed(day(report.until, l))));
}

void add_head(std::string& out, const Ledger& ledger, Language l) {
  add_head(out,
           ledger.workspace,
           phrase(l,
                  "ledger, {} to {}",
                  "账本，{} 至 {}",
                  timed(day(ledger.from, l)),
                  timed(day(ledger.until, l))));
}

void add_foot(std::string& out, const Report& report, SheetNumber sheet, Language l) {
  add(out,
      R"x(<footer class="rfoot"><span>{}</span><span>{}</span><span class="grow"></span><span>{}</span></footer></section>)x",
      phrase(l, "Page {} of {}", "第 {} 页，共 {} 页", sheet.number, sheet.of),
      phrase(l, "Run {}, as of {}", "运行 {}，截至 {}", report.run, day(report.as_of, l)),
      say(l,
          "Any underlined figure: <b>throughline show ID</b> lists its rows; the ID is its title. "
          "Intervals are 90%.",
          "任何带下划线的数字：<b>throughline show ID</b> 列出其明细，ID 见悬停标题。区间为 "
          "90%。"));
}

void add_sources_page(std::string& out, const Report& report, SheetNumber sheet, Language l) {
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
  add_foot(out, report, sheet, l);
}

void add_signals_page(std::string& out, const Report& report, SheetNumber sheet, Language l) {
  out += R"x(<section class="sheet">)x";
  add_head(out, report, l);
  add_signals(out, report, l);
  out += R"x(<div class="three">)x";
  add_omissions(out, report, l);
  add_health(out, report, l);
  out += "</div>";
  add_definitions(out, l);
  add_foot(out, report, sheet, l);
}

// Money, outcomes, decisions and verdicts.
void add_ledger_page(
    std::string& out, const Report& report, const Ledger& ledger, SheetNumber sheet, Language l) {
  out += R"x(<section class="sheet ledger">)x";
  add_verdict_shapes(out);
  add_head(out, ledger, l);
  add_ledger_headline(out, ledger, l);
  add_ledger_figures(out, ledger, l);
  out += R"x(<div class="two even"><div class="stack">)x";
  add_waterfall(out, ledger, l);
  add_verdict_money(out, ledger, l);
  out += R"x(</div><div class="stack">)x";
  add_decisions(out, ledger, l);
  add_goals(out, ledger, l);
  out += "</div></div>";
  add_tree(out, ledger, kTreeRows, l);
  add_ledger_omissions(out, ledger, l);
  add_foot(out, report, sheet, l);
}

bool has_more_rows(const Ledger& ledger) {
  std::size_t rows = 0;
  for (const views::TreeNode& node : ledger.tree) {
    rows += 1 + (node.verdicts.size() > 1 && !node.verdict() ? node.verdicts.size() : 0);
  }
  return rows > kTreeRows;
}

// Pages behind the two that everybody reads; they may be longer than a sheet of paper.
void add_further_pages(
    std::string& out, const Report& report, const Ledger& ledger, SheetNumber sheet, Language l) {
  if (has_more_rows(ledger)) {
    out += R"x(<section class="sheet ledger long">)x";
    add_head(out, ledger, l);
    add_tree(out, ledger, ledger.tree.size() * 8, l);
    add_foot(out, report, sheet, l);
    ++sheet.number;
  }
  for (const auto add_page : {add_money_page, add_strategies_page, add_learnings_page}) {
    out += R"x(<section class="sheet ledger long">)x";
    add_head(out, ledger, l);
    add_page(out, ledger, l);
    add_foot(out, report, sheet, l);
    ++sheet.number;
  }
  for (const views::TreeNode& node : ledger.tree) {
    if (node.type == plan::NodeType::Tactic) {
      add(out, R"x(<section class="sheet ledger long" id="tactic-{}">)x", escape_html(node.id));
      add_head(out, ledger, l);
      add_tactic_page(out, ledger, node, l);
      add_foot(out, report, sheet, l);
      ++sheet.number;
    }
  }
}

int sheets_of(const Ledger& ledger) {
  const auto tactics =
      std::count_if(ledger.tree.begin(), ledger.tree.end(), [](const views::TreeNode& node) {
        return node.type == plan::NodeType::Tactic;
      });
  return 6 + (has_more_rows(ledger) ? 1 : 0) + static_cast<int>(tactics);
}

void add_start(std::string& out, const Report& report, std::string_view title, Language l) {
  add(out,
      R"x(<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{}: {}</title><link rel="icon" href="data:,"><style>)x",
      say(l, "en", "zh"),
      escape_html(report.workspace),
      title);
  out += embedded::kStyles;
  out += R"x(</style></head><body><main class="report">)x";
}

}  // namespace

std::string report_html(const Report& report, Language l) {
  std::string out;
  add_start(out, report, say(l, "sources and signals", "来源与信号"), l);
  add_sources_page(out, report, {1, 2}, l);
  add_signals_page(out, report, {2, 2}, l);
  return out + "</main></body></html>\n";
}

std::string report_html(const Report& report, const Ledger& ledger, Language l) {
  if (ledger.tree.empty()) {
    Report with_missing = report;
    with_missing.missing.insert(
        with_missing.missing.end(), ledger.missing.begin(), ledger.missing.end());
    return report_html(with_missing, l);
  }
  const int sheets = sheets_of(ledger);
  std::string out;
  add_start(out, report, say(l, "ledger", "账本"), l);
  add_ledger_page(out, report, ledger, {1, sheets}, l);
  add_signals_page(out, report, {2, sheets}, l);
  add_sources_page(out, report, {3, sheets}, l);
  add_further_pages(out, report, ledger, {4, sheets}, l);
  return out + "</main></body></html>\n";
}

}  // namespace throughline::render
