#include <algorithm>

#include "render/ledger_answers.hpp"
#include "render/ledger_sentences.hpp"
#include "render/ledger_text.hpp"
#include "render/ledger_tree.hpp"
#include "render/ledger_words.hpp"
#include "render/marked.hpp"
#include "render/money.hpp"
#include "render/screen.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::Ledger;
using views::TreeNode;

std::string cell(std::string_view text) { return std::string(text); }

std::string letter(schema::Grade grade) {
  return grade == schema::Grade::None ? "–" : std::string(1, schema::letter_of(grade));
}

// From the node up to the purpose, each link with its status and the grade of its evidence.
void add_line(Screen& screen, const Ledger& ledger, const TreeNode& node) {
  const Language l = screen.language();
  std::size_t indent = 0;
  for (const TreeNode* const step : line_of(ledger, node)) {
    const bool is_purpose = step->type == plan::NodeType::Purpose;
    screen.indented(
        cell(indent == 0 ? "" : "↑ ") +
            (is_purpose ? claimed(step->text) : named(step->id) + " " + named(step->name)),
        indent);
    if (!step->links.empty()) {
      const views::LinkRow& link = step->links.front();
      screen.indented(phrase(l,
                             "{} {}, grade {}; claims “{}”",
                             "{} {}，{} 级；主张“{}”",
                             shape_of(link.status),
                             status_words(link, l),
                             letter(link.effective),
                             claimed(link.claim)),
                      indent + 2);
    }
    indent += 2;
  }
  screen.line(
      phrase(l, "Weakest on the line: grade {}.", "这条线上最弱：{} 级。", letter(node.branch)));
  screen.space();
}

void add_verdicts(Screen& screen, const TreeNode& node) {
  const Language l = screen.language();
  for (const views::MarketVerdict& one : node.verdicts) {
    std::string text = fmt::format("{}{}", name_of(one.verdict, l), say(l, ": ", "："));
    text += one.market.empty() ? std::string() : named(one.market) + cell(say(l, ", ", "，"));
    text += one.estimate ? estimated(*one.estimate) + cell(say(l, "; ", "；")) : std::string();
    text += meaning_of_step(one.step, l);
    const std::string more = still_needed(one, l);
    text += more.empty() ? std::string() : cell(say(l, "; ", "；")) + more;
    screen.item(shape_of(one.verdict), text + cell(say(l, ".", "。")), true);
  }
  if (!node.verdicts.empty()) {
    screen.space();
  }
}

void add_answers(Screen& screen, const TreeNode& node) {
  const Language l = screen.language();
  for (const AnswerPair& pair : answers_of(node, l)) {
    screen.title(pair.question);
    screen.labelled(say(l, "plan", "计划"), 6, pair.plan);
    std::string data = pair.data;
    if (pair.grade != schema::Grade::None) {
      data += phrase(l, " Grade {}", " {} 级", letter(pair.grade));
      data += pair.status ? cell(say(l, ", ", "，")) + name_of(*pair.status, l) : std::string();
      data += say(l, ".", "。");
    }
    screen.labelled(say(l, "data", "数据"), 6, data);
  }
  screen.space();
}

Table evidence_table(const TreeNode& node, Language l) {
  Table table{{{cell(say(l, "Evidence", "证据"))},
               {cell(say(l, "Market", "市场")), false, true},
               {cell(say(l, "Added", "增量")), true},
               {cell(say(l, "Grade", "等级"))},
               {cell(say(l, "Effect from", "效果起")), false, false, true},
               {cell(say(l, "n", "样本")), true, false, true},
               {"", false, true}},
              {}};
  for (const views::EvidenceRow& row : node.evidence) {
    table.rows.push_back({name_of(row.method, l),
                          row.market,
                          effect(row.interval),
                          letter(row.grade),
                          day(row.from, l),
                          row.n == 0 ? "–" : count(row.n),
                          row.decides   ? cell(say(l, "decides", "据此判断"))
                          : row.at_odds ? cell(say(l, "at odds", "相矛盾"))
                                        : std::string()});
  }
  return table;
}

void add_history(Screen& screen, const TreeNode& node) {
  const Language l = screen.language();
  if (node.history.empty()) {
    return;
  }
  screen.title(say(l, "History", "历史"));
  for (const views::HistoryRow& row : node.history) {
    std::string text = day(row.on, l) + " " + name_of(row.kind, l);
    text += row.action ? " " + name_of(*row.action, l) : std::string();
    text += row.verdict ? " (" + name_of(*row.verdict, l) + ")" : std::string();
    screen.item(row.id, text + ": " + claimed(row.text));
  }
  screen.space();
}

}  // namespace

std::string terminal_line(const Ledger& ledger,
                          std::string_view id,
                          const TerminalOptions& options) {
  const TreeNode* const node = ledger.node(id);
  if (node == nullptr) {
    return {};
  }
  Screen screen(options);
  const Language l = options.language;
  screen.title(phrase(l,
                      "{} {}: {}",
                      "{} {}：{}",
                      name_of(node->type, l),
                      plain_text(named(node->id)),
                      plain_text(named(node->name))));
  add_verdicts(screen, *node);
  add_line(screen, ledger, *node);
  add_answers(screen, *node);
  if (!node->evidence.empty()) {
    screen.table(evidence_table(*node, l));
    screen.space();
  }
  screen.line(phrase(l,
                     "Cost: {} = {} cash + {} for {} hours.",
                     "成本：{} = 现金 {} + 工时 {}（{} 小时）。",
                     money(node->cost.minor, ledger.currency),
                     money(node->cash, ledger.currency),
                     money(node->hours_cost, ledger.currency),
                     amount(node->hours)));
  screen.space();
  add_history(screen, *node);
  for (const std::string& finding : node->findings) {
    screen.item("!", named(finding));
  }
  return std::move(screen).text();
}

}  // namespace throughline::render
