#include <algorithm>
#include <numeric>

#include "render/html.hpp"
#include "render/html_out.hpp"
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

bool differs(const TreeNode& node) { return node.verdicts.size() > 1 && !node.verdict(); }

std::size_t rows_of(const TreeNode& node) { return 1 + (differs(node) ? node.verdicts.size() : 0); }

// Which nodes are shown: what is above tactics first, then the dearest tactics.
std::vector<bool> shown_nodes(const Ledger& ledger, std::size_t most) {
  std::vector<std::size_t> order(ledger.tree.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto is_tactic = [&](std::size_t i) {
    return ledger.tree[i].type == plan::NodeType::Tactic;
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return is_tactic(a) != is_tactic(b)
               ? is_tactic(b)
               : is_tactic(a) && ledger.tree[a].cost.minor > ledger.tree[b].cost.minor;
  });
  std::vector<bool> shown(ledger.tree.size(), false);
  std::size_t used = 0;
  for (const std::size_t i : order) {
    if (used + rows_of(ledger.tree[i]) > most) {
      break;
    }
    used += rows_of(ledger.tree[i]);
    shown[i] = true;
  }
  return shown;
}

// Whether a shown node comes later under the same parent.
bool goes_on(const Ledger& ledger, std::size_t node, const std::vector<bool>& shown) {
  for (std::size_t i = node + 1; i < ledger.tree.size(); ++i) {
    if (shown[i] && ledger.tree[i].parent == ledger.tree[node].parent) {
      return true;
    }
  }
  return false;
}

// The lines before a node. That to its parent has the weight of the link's grade and the colour of
// its status.
std::string pipes(const Ledger& ledger, std::size_t at, const std::vector<bool>& shown) {
  const TreeNode& node = ledger.tree[at];
  if (!node.parent) {
    return {};
  }
  const views::LinkRow link = node.links.empty() ? views::LinkRow{} : node.links.front();
  std::string text =
      fmt::format(R"x(<i class="e{} l-{} g-{}"></i>)x",
                  goes_on(ledger, at, shown) ? "" : " last",
                  slug_of(link.status),
                  link.effective == schema::Grade::None ? 'E' : schema::letter_of(link.effective));
  std::size_t above = *node.parent;
  for (std::size_t steps = 0; ledger.tree[above].parent && steps < ledger.tree.size(); ++steps) {
    text =
        fmt::format(R"x(<i class="p{}"></i>)x", goes_on(ledger, above, shown) ? " on" : "") + text;
    above = *ledger.tree[above].parent;
  }
  return text;
}

std::string name_cell(const TreeNode& node) {
  if (node.type == plan::NodeType::Purpose) {
    return fmt::format(R"x(<span class="claim">{}</span>)x", html_text(claimed(node.text)));
  }
  constexpr std::size_t kShortId = 4;  // a longer one stands behind its name
  const std::string id = fmt::format(R"x(<span class="id">{}</span>)x", html_text(named(node.id)));
  const std::string title = html_text(named(node.name));
  const std::string name = node.id.size() > kShortId ? title + " " + id : id + " " + title;
  return node.type == plan::NodeType::Tactic
             ? fmt::format(R"x(<a href="#tactic-{}">{}</a>)x", escape_html(node.id), name)
             : "<b>" + name + "</b>";
}

std::string colour_of(const std::vector<views::MarketVerdict>& verdicts) {
  return verdicts.size() == 1 ? fmt::format("v-{}", slug_of(verdicts.front().verdict))
                              : std::string();
}

bool is_causal(schema::Grade grade) {
  return grade == schema::Grade::A || grade == schema::Grade::B || grade == schema::Grade::C;
}

// The metric of the first outcome, which the column of intervals is about.
std::string main_metric(const Ledger& ledger) {
  return ledger.outcomes.empty() ? ledger.tree.front().metric.id
                                 : ledger.outcomes.front().metric.id;
}

struct RowText {
  std::string pipes;
  std::string name;
  std::string standing;
  std::string colour;
  std::optional<views::EffectFigure> effect;
  std::optional<double> min_effect;
  std::string cost;
  std::size_t depth = 0;
  std::string other_metric;  // name of the metric where it is not that of the column
};

void add_row(std::string& out, const RowText& row, const EffectScale& scale, Language l) {
  add(out,
      R"x(<tr style="--d:{}"><td class="head"><div class="tw">{}<span class="n">{}</span></div></td><td class="st">{}</td><td class="num" data-l="{}">{}</td><td class="range">{}</td><td class="gr">{}</td><td class="num cost">{}</td></tr>)x",
      row.depth,
      row.pipes,
      row.name,
      row.standing,
      say(l, "Added", "增量"),
      row.effect ? html_text(estimated(*row.effect))
                 : fmt::format(R"x(<span class="muted">{}</span>)x", say(l, "none yet", "尚无")),
      interval_plot({.effect = row.effect, .min_effect = row.min_effect, .colour = row.colour},
                    scale,
                    110,
                    l),
      grade_mark(row.effect ? row.effect->grade : schema::Grade::None, l),
      row.cost);
}

void add_node(std::string& out,
              const Ledger& ledger,
              std::size_t at,
              const std::vector<bool>& shown,
              const EffectScale& scale,
              Language l) {
  const TreeNode& node = ledger.tree[at];
  const MoneyScale money = scale_for(ledger.waterfall.front().money.minor, ledger.currency);
  const std::string cost = html_text(summed(node.cost, money.text(node.cost.minor)));
  const std::optional<double> smallest = node.know ? node.know->min_effect : std::nullopt;
  const bool by_market = differs(node);
  const std::string other =
      node.metric.id == main_metric(ledger) ? std::string() : node.metric.name;
  if (by_market) {  // no pooled figure either
    add(out,
        R"x(<tr style="--d:{}"><td class="head"><div class="tw">{}<span class="n">{}</span></div></td><td class="st">{}</td><td class="num"></td><td class="range"></td><td class="gr"></td><td class="num cost">{}</td></tr>)x",
        node.depth,
        pipes(ledger, at, shown),
        name_cell(node),
        standing_mark(node, l),
        cost);
  } else {
    add_row(out,
            {.pipes = pipes(ledger, at, shown),
             .name = name_cell(node),
             .standing = standing_mark(node, l),
             .colour = colour_of(node.verdicts),
             .effect = node.estimate,
             .min_effect = smallest,
             .cost = cost,
             .depth = node.depth,
             .other_metric = other},
            scale,
            l);
    return;
  }
  std::string gap = pipes(ledger, at, shown);
  const std::size_t edge = gap.rfind("<i ");
  gap = gap.substr(0, edge) + fmt::format(R"x(<i class="p{}"></i><i class="p"></i>)x",
                                          goes_on(ledger, at, shown) ? " on" : "");
  for (const views::MarketVerdict& one : node.verdicts) {
    add_row(out,
            {.pipes = gap,
             .name = html_text(named(one.market)),
             .standing = verdict_mark(one.verdict, l),
             .colour = fmt::format("v-{}", slug_of(one.verdict)),
             .effect = one.estimate,
             .min_effect = smallest,
             .cost = "",
             .depth = node.depth + 1,
             .other_metric = other},
            scale,
            l);
  }
}

// Wide enough for every causal interval on the main metric; what is not causal is cut at its ends.
EffectScale scale_of(const Ledger& ledger) {
  const std::string metric = main_metric(ledger);
  EffectScale causal;
  EffectScale all;
  bool is_any = false;
  const auto hold = [&](const std::optional<views::EffectFigure>& effect) {
    if (effect) {
      all.hold(effect->interval);
      is_any = is_any || is_causal(effect->grade);
      if (is_causal(effect->grade)) {
        causal.hold(effect->interval);
      }
    }
  };
  for (const TreeNode& node : ledger.tree) {
    if (node.metric.id == metric) {
      hold(node.estimate);
      for (const views::MarketVerdict& one : node.verdicts) {
        hold(one.estimate);
      }
    }
  }
  return is_any ? causal : all;
}

std::string shown_sentence(const Ledger& ledger, const std::vector<bool>& shown, Language l) {
  const auto n = static_cast<std::size_t>(std::count(shown.begin(), shown.end(), true));
  views::MoneyFigure rest = ledger.waterfall[1].money;
  rest.minor = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    rest.minor += shown[i] ? 0 : ledger.tree[i].cost.minor;
  }

  return n == shown.size()
             ? phrase(l, "All {} nodes. ", "全部 {} 个节点。", claimed(count(n)))
             : phrase(l,
                      "{} of {} nodes; the other tactics cost {}, and each has its page. ",
                      "{1} 个节点中的 {0} 个；其余战术花费 {2}，各有一页。",
                      claimed(count(n)),
                      claimed(count(shown.size())),
                      summed(rest, money(rest.minor, ledger.currency)));
}

}  // namespace

void add_tree(std::string& out, const Ledger& ledger, std::size_t most, Language l) {
  const std::vector<bool> shown = shown_nodes(ledger, most);
  const EffectScale scale = scale_of(ledger);
  const MoneyScale money = scale_for(ledger.waterfall.front().money.minor, ledger.currency);
  out += R"x(<div class="fig">)x";
  add_caption(
      out,
      say(l, "Purpose to tactics", "从宗旨到战术"),
      say(l,
          "Line: weight is the grade of the link, colour its status. Bar: interval; hollow is "
          "not causal; the chevron is the smallest effect that matters.",
          "连线：粗细为链接等级，颜色为状态。条形：区间；空心为非因果；尖角为足够大的最小效果。"));
  add(out,
      R"x(<table class="t blocks tree"><thead><tr><th>{}</th><th>{}</th><th class="num">{}</th><th class="scale"><span class="tick">{}</span></th><th>{}</th><th class="num">{}</th></tr></thead><tbody>)x",
      say(l, "Node", "节点"),
      say(l, "Verdict or link", "结论或链接"),
      say(l, "Added", "增量"),
      scale.text(),
      say(l, "Grade", "等级"),
      money.unit(l));
  for (std::size_t at = 0; at < ledger.tree.size(); ++at) {
    if (shown[at]) {
      add_node(out, ledger, at, shown, scale, l);
    }
  }
  add(out,
      R"x(</tbody></table><p class="sub">{}</p></div>)x",
      html_text(shown_sentence(ledger, shown, l) + sum_note(ledger, l)));
}

}  // namespace throughline::render
