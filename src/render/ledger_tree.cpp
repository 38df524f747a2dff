#include "render/ledger_tree.hpp"

#include <algorithm>

#include "render/ledger_words.hpp"
#include "render/money.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::Ledger;
using views::TreeNode;

// Whether a node is the last child of its parent.
bool is_last(const Ledger& ledger, std::size_t node) {
  for (std::size_t i = node + 1; i < ledger.tree.size(); ++i) {
    if (ledger.tree[i].parent == ledger.tree[node].parent) {
      return false;
    }
  }
  return true;
}

// The box characters of a tree.
struct Boxes {
  std::string_view tee, corner, pipe, gap;
};

constexpr Boxes kWide{"├─ ", "└─ ", "│  ", "   "};
constexpr Boxes kNarrow{"├ ", "└ ", "│ ", "  "};

// What stands before what is below a node: the pipes of those of its ancestors, and its own, that
// go on.
std::string below(const Ledger& ledger, std::size_t node, const Boxes& boxes) {
  std::string text;
  for (std::size_t steps = 0; ledger.tree[node].parent && steps < ledger.tree.size(); ++steps) {
    text = std::string(is_last(ledger, node) ? boxes.gap : boxes.pipe) + text;
    node = *ledger.tree[node].parent;
  }
  return text;
}

std::string before(const Ledger& ledger, std::size_t node, const Boxes& boxes) {
  return ledger.tree[node].parent
             ? below(ledger, *ledger.tree[node].parent, boxes) +
                   std::string(is_last(ledger, node) ? boxes.corner : boxes.tee)
             : std::string();
}

std::string none_yet(Language l) { return std::string(say(l, "none yet", "尚无")); }

std::string letter(schema::Grade grade) {
  return grade == schema::Grade::None ? "–" : std::string(1, schema::letter_of(grade));
}

std::string with_shape(plan::Verdict verdict, Language l) {
  return fmt::format("{} {}", shape_of(verdict), name_of(verdict, l));
}

bool differs(const TreeNode& node) { return node.verdicts.size() > 1 && !node.verdict(); }

constexpr std::size_t kShortId = 4;

bool is_long(const TreeNode& node) {
  return node.type != plan::NodeType::Purpose && node.id.size() > kShortId;
}

// Short ids stand before their names; longer ones get a column, which a narrow terminal leaves out.
bool has_long_ids(const Ledger& ledger) {
  return std::any_of(ledger.tree.begin(), ledger.tree.end(), is_long);
}

std::string label_of(const TreeNode& node) {
  return is_long(node) ? node.name : node.id + " " + node.name;
}

std::vector<std::string> row_of(
    const Ledger& ledger, std::size_t at, const Boxes& boxes, const MoneyScale& scale, Language l) {
  const TreeNode& node = ledger.tree[at];
  const bool is_purpose = node.type == plan::NodeType::Purpose;
  return {before(ledger, at, boxes) + (is_purpose ? node.text : label_of(node)),
          standing_of(node, l),
          node.estimate   ? effect(node.estimate->interval)
          : differs(node) ? std::string()
                          : none_yet(l),
          differs(node) ? "" : letter(node.estimate ? node.estimate->grade : schema::Grade::None),
          scale.text(node.cost.minor),
          is_purpose ? std::string() : node.id};
}

// A market of a tactic whose markets differ, under the tactic.
std::vector<std::string> market_row(const Ledger& ledger,
                                    std::size_t at,
                                    const views::MarketVerdict& verdict,
                                    const Boxes& boxes,
                                    Language l) {
  return {below(ledger, at, boxes) + "  " + verdict.market,
          with_shape(verdict.verdict, l),
          verdict.estimate ? effect(verdict.estimate->interval) : none_yet(l),
          letter(verdict.estimate ? verdict.estimate->grade : schema::Grade::None),
          "",
          ""};
}

}  // namespace

std::string standing_of(const TreeNode& node, Language l) {
  if (const auto verdict = node.verdict()) {
    return with_shape(*verdict, l);
  }
  if (differs(node)) {
    return std::string(say(l, "by market", "各市场不同"));
  }
  if (node.links.empty()) {
    return {};
  }
  const plan::LinkStatus status = node.links.front().status;
  return fmt::format("{} {}", shape_of(status), name_of(status, l));
}

Table tree_table(const Ledger& ledger, bool compact, Language l) {
  const MoneyScale scale = scale_for(ledger.waterfall.front().money.minor, ledger.currency);
  const Boxes& boxes = compact ? kNarrow : kWide;
  Table table{{{std::string(say(l, "Purpose to tactics", "从宗旨到战术")), false, true},
               {std::string(say(l, "Verdict or link", "结论或链接"))},
               {phrase(l, "Added, {:.0f}%", "增量，{:.0f}%", ledger.level * 100.0), true},
               {compact ? std::string() : std::string(say(l, "Grade", "等级"))},
               {compact ? scale.short_unit() : scale.unit(l), true, false, true},
               {"id", false, false, true}},
              {}};
  if (!has_long_ids(ledger)) {
    table.columns.pop_back();
  }
  for (std::size_t at = 0; at < ledger.tree.size(); ++at) {
    table.rows.push_back(row_of(ledger, at, boxes, scale, l));
    if (differs(ledger.tree[at])) {
      for (const views::MarketVerdict& verdict : ledger.tree[at].verdicts) {
        table.rows.push_back(market_row(ledger, at, verdict, boxes, l));
      }
    }
  }
  for (std::vector<std::string>& row : table.rows) {
    row.resize(table.columns.size());
  }
  return table;
}

}  // namespace throughline::render
