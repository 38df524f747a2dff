#include "render/html.hpp"
#include "render/html_out.hpp"
#include "render/ledger_answers.hpp"
#include "render/ledger_marks.hpp"
#include "render/ledger_parts.hpp"
#include "render/ledger_sentences.hpp"
#include "render/ledger_words.hpp"
#include "render/marked.hpp"
#include "render/money.hpp"
#include "render/report_parts.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::Ledger;
using views::TreeNode;

std::string names_of(const std::vector<std::string>& names, Language l) {
  std::string text;
  for (const std::string& name : names) {
    text += text.empty() ? "" : std::string(say(l, ", ", "，"));
    text += named(name);
  }
  return text;
}

void add_title(std::string& out, const TreeNode& node, Language l) {
  add(out,
      R"x(<div class="thead"><div><p class="eyebrow">{} {}{}{}{}</p><h2 class="th">{}</h2></div><div class="tv">{}</div></div>)x",
      name_of(node.type, l),
      html_text(named(node.id)),
      node.markets.empty() ? std::string() : ", " + html_text(names_of(node.markets, l)),
      node.status ? ", " + name_of(*node.status, l) : std::string(),
      node.stage ? fmt::format(" ({})", name_of(*node.stage, l)) : std::string(),
      html_text(named(node.name)),
      node.verdict()
          ? verdict_mark(*node.verdict(), l, Box::Boxed)
          : fmt::format(R"x(<b>{}</b>)x",
                        say(l, "Markets differ: no pooled verdict", "各市场不同：没有合并结论")));
}

// The line up: names joined by links, each with its grade and status.
void add_line(std::string& out, const Ledger& ledger, const TreeNode& node, Language l) {
  out += R"x(<ol class="line">)x";
  for (const TreeNode* const step : line_of(ledger, node)) {
    const bool is_purpose = step->type == plan::NodeType::Purpose;
    add(out,
        R"x(<li><span class="step">{}</span>)x",
        is_purpose ? html_text(claimed(step->text))
                   : html_text(named(step->id) + " " + named(step->name)));
    if (!step->links.empty()) {
      const views::LinkRow& link = step->links.front();
      add(out,
          R"x(<span class="lk l-{}">{} {}</span><span class="cl">{}</span>)x",
          slug_of(link.status),
          grade_mark(link.effective, l),
          status_mark(link.status, l),
          html_text(claimed(link.claim)));
    }
    out += "</li>";
  }
  add(out,
      R"x(</ol><p class="sub">{} {}</p>)x",
      grade_mark(node.branch, l),
      say(l, "is the weakest on this line.", "为此线上最弱的等级。"));
}

void add_answers(std::string& out, const TreeNode& node, Language l) {
  add(out,
      R"x(<table class="t qa"><thead><tr><th></th><th>{}</th><th>{}</th></tr></thead><tbody>)x",
      say(l, "Plan", "计划"),
      say(l, "Data", "数据"));
  for (const AnswerPair& pair : answers_of(node, l)) {
    add(out,
        R"x(<tr><th scope="row">{}</th><td class="pl">{}</td><td>{}{}{}</td></tr>)x",
        pair.question,
        html_text(pair.plan),
        pair.grade == schema::Grade::None ? std::string() : grade_mark(pair.grade, l) + " ",
        html_text(pair.data),
        pair.status ? " " + status_mark(*pair.status, l) : std::string());
  }
  out += "</tbody></table>";
}

void add_why(std::string& out, const TreeNode& node, Language l) {
  out += R"x(<div class="fig">)x";
  add_caption(out,
              say(l, "Why this verdict", "为何如此判断"),
              say(l, "first match of the ordered list", "有序清单中第一个成立的条件"));
  out += R"x(<ul class="rows">)x";
  for (const views::MarketVerdict& one : node.verdicts) {
    const std::string more = still_needed(one, l);
    add(out,
        R"x(<li>{}{}<p>{}{}.</p></li>)x",
        verdict_mark(one.verdict, l),
        one.market.empty() ? std::string() : " " + html_text(named(one.market)),
        html_text(timed(phrase(l, "Step {}", "第 {} 步", one.step)) +
                  std::string(say(l, ": ", "：")) + meaning_of_step(one.step, l)),
        more.empty() ? std::string() : "; " + html_text(more));
  }
  out += "</ul></div>";
}

// The colour of the verdict of a market.
std::string colour_at(const TreeNode& node, const std::string& market) {
  for (const views::MarketVerdict& one : node.verdicts) {
    if (one.market == market || node.verdicts.size() == 1) {
      return fmt::format("v-{}", slug_of(one.verdict));
    }
  }
  return {};
}

std::string remarks_of(const views::EvidenceRow& row, Language l) {
  std::string text;
  const auto append = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  if (row.decides) {
    append(fmt::format("<b>{}</b>", say(l, "decides", "据此判断")));
  }
  if (row.at_odds) {
    append(fmt::format(R"x(<span class="odds">{}</span>)x",
                       say(l, "misses the deciding interval", "与据以判断的区间不相交")));
  }
  if (row.origin == schema::Origin::Imported) {
    append(std::string(say(l, "imported", "导入")));
  }
  for (const std::string& caveat : row.caveats) {
    append(html_text(named(caveat)));
  }
  return text;
}

void add_evidence_row(std::string& out,
                      const views::EvidenceRow& row,
                      const IntervalMark& mark,
                      const EffectScale& scale,
                      Language l) {
  const RowsOf rows{row.figure, 1};
  add(out,
      R"x(<tr><td class="head">{}</td><td class="muted">{}</td><td class="num" data-l="{}">{}</td><td class="range">{}</td><td class="gr">{}</td><td class="num" data-l="n">{}</td><td>{} – {}</td><td>{}</td></tr>)x",
      name_of(row.method, l),
      html_text(named(row.market)),
      say(l, "Added", "增量"),
      html_text(estimated(rows, effect(row.interval))),
      interval_plot(mark, scale, 130, l),
      grade_mark(row.grade, l),
      row.n == 0 ? "–" : html_text(estimated(rows, count(row.n))),
      html_text(timed(short_day(row.from, l))),
      html_text(timed(day(row.to, l))),
      remarks_of(row, l));
}

void add_evidence(std::string& out, const TreeNode& node, Language l) {
  out += R"x(<div class="fig">)x";
  add_caption(out,
              say(l, "Evidence", "证据"),
              say(l,
                  "hollow bars describe; they prove no effect and decide nothing",
                  "空心条仅作描述，不证明效果，也不作判断"));
  if (node.evidence.empty()) {
    add(out,
        R"x(<div class="state"><b>{}</b>{}</div></div>)x",
        say(l, "No estimate yet", "尚无估计"),
        say(l,
            "A test, a comparison or a file under sources: with kind: estimates would be here.",
            "试验、比较，或 sources: 下 kind: estimates 的文件会出现在这里。"));
    return;
  }
  EffectScale scale;
  for (const views::EvidenceRow& row : node.evidence) {
    scale.hold(row.interval);
  }
  const std::optional<double> smallest = node.know ? node.know->min_effect : std::nullopt;
  if (smallest) {
    scale.hold(*smallest);
  }
  add(out,
      R"x(<table class="t blocks forest"><thead><tr><th>{}</th><th>{}</th><th class="num">{}</th><th class="scale"><span class="tick">{}</span></th><th>{}</th><th class="num">n</th><th>{}</th><th></th></tr></thead><tbody>)x",
      say(l, "Method", "方法"),
      say(l, "Market", "市场"),
      say(l, "Added", "增量"),
      scale.text(),
      say(l, "Grade", "等级"),
      say(l, "Effect within", "效果期间"));
  for (const views::EvidenceRow& row : node.evidence) {
    const views::EffectFigure found{row.figure, 1, row.interval, row.grade};
    const std::string colour = row.decides ? colour_at(node, row.market) : std::string();
    add_evidence_row(
        out, row, {.effect = found, .min_effect = smallest, .colour = colour}, scale, l);
  }
  out += "</tbody></table></div>";
}

void add_cost(std::string& out, const Ledger& ledger, const TreeNode& node, Language l) {
  const auto part = [&](std::int64_t minor) {
    return summed({node.cost.figure, node.cost.rows, minor}, money(minor, ledger.currency));
  };
  out += R"x(<div class="fig">)x";
  add_caption(out, say(l, "What it costs", "花费"), "");
  add(out,
      "<p>{}</p>",
      html_text(phrase(l,
                       "{} in full: {} cash and {} for {} hours.",
                       "合计 {}：现金 {}，工时 {}（{} 小时）。",
                       part(node.cost.minor),
                       part(node.cash),
                       part(node.hours_cost),
                       estimated(RowsOf{node.cost.figure, node.cost.rows}, amount(node.hours)))));
  if (node.contribution) {
    add(out,
        R"x(<p>{}</p>)x",
        html_text(phrase(l,
                         "It counts {} in the sums above it, less overlap.",
                         "扣除重叠后，在上级合计中计入 {}。",
                         estimated(*node.contribution))));
  }
  if (node.mode) {
    add(out, "<p>{}</p>", mode_mark(*node.mode, l));
  }
  if (!node.owner.empty()) {
    add(out,
        R"x(<p class="muted">{}</p>)x",
        html_text(phrase(l, "Owner: {}", "负责人：{}", named(node.owner))));
  }
  out += "</div>";
}

void add_history(std::string& out, const TreeNode& node, Language l) {
  out += R"x(<div class="fig">)x";
  add_caption(out, say(l, "History", "历史"), "");
  out += R"x(<ul class="rows">)x";
  for (const views::HistoryRow& row : node.history) {
    add(out,
        R"x(<li>{} {}{} <span class="muted">{}</span><p>{}</p></li>)x",
        html_text(timed(day(row.on, l))),
        name_of(row.kind, l),
        row.action ? " <b>" + name_of(*row.action, l) + "</b>" : std::string(),
        html_text(named(row.id)),
        html_text(claimed(row.text)));
  }
  if (node.history.empty()) {
    add(out,
        R"x(<li class="muted">{}</li>)x",
        say(l, "Nothing was locked or decided yet.", "尚未锁定或决定。"));
  }
  out += "</ul></div>";
}

void add_findings(std::string& out, const TreeNode& node, Language l) {
  if (node.findings.empty()) {
    return;
  }
  add(out,
      R"x(<div class="state error"><b>{}</b><ul>)x",
      say(l, "What the rules say", "规则的看法"));
  for (const std::string& finding : node.findings) {
    add(out, "<li>{}</li>", html_text(named(finding)));
  }
  out += "</ul></div>";
}

}  // namespace

void add_tactic_page(std::string& out, const Ledger& ledger, const TreeNode& node, Language l) {
  add_title(out, node, l);
  add_line(out, ledger, node, l);
  out += plan_beside_data(node, l);
  add_answers(out, node, l);
  add_evidence(out, node, l);
  out += R"x(<div class="two">)x";
  add_why(out, node, l);
  add_cost(out, ledger, node, l);
  out += R"x(</div><div class="two">)x";
  add_history(out, node, l);
  out += "<div>";
  add_findings(out, node, l);
  out += "</div></div>";
}

}  // namespace throughline::render
