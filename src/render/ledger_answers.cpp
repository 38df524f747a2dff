#include "render/ledger_answers.hpp"

#include "render/ledger_sentences.hpp"
#include "render/ledger_words.hpp"
#include "render/marked.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using plan::LinkStatus;
using views::TreeNode;

std::string blank(Language l) { return std::string(say(l, "Not answered.", "未回答。")); }

std::string full_stop(Language l) { return std::string(say(l, ".", "。")); }

std::string claim_or_blank(const std::string& text, Language l) {
  return text.empty() ? blank(l) : claimed(text);
}

// "repeat buyers" behind a number, unless the plan's metric is a plain count of its own name.
std::string of_metric(const std::string& number, const views::MetricName& metric) {
  return metric.name.empty() ? number : number + " " + named(metric.name);
}

std::string planned_delta(const views::BusinessAnswer& answer, Language l) {
  if (answer.unknown) {
    return claimed(say(l, "unknown", "未知"));
  }
  if (!answer.answered || !answer.plan) {
    return blank(l);
  }
  return claimed(level(*answer.plan)) + " " + named(answer.unit.name);
}

AnswerPair business(const TreeNode& node, Language l) {
  AnswerPair pair{.question = say(l, "What it does for the business", "它为业务做什么")};
  pair.plan = node.business ? planned_delta(*node.business, l) : blank(l);
  if (!node.business || !node.business->data) {
    const bool differs = node.verdicts.size() > 1 && !node.verdict();
    pair.data =
        std::string(differs ? say(l,
                                  "Markets differ; no pooled figure. See each below.",
                                  "各市场不同，不作合并。见下。")
                            : say(l, "Can't tell yet: no estimate.", "尚无法判断：没有估计。"));
    return pair;
  }
  pair.data = of_metric(estimated(*node.business->data), node.metric) + full_stop(l);
  pair.grade = node.business->data->grade;
  pair.status = node.business->status;
  return pair;
}

AnswerPair important(const TreeNode& node, Language l) {
  AnswerPair pair{.question = say(l, "Why it is important", "为何重要")};
  pair.plan = node.important ? claim_or_blank(node.important->plan, l) : blank(l);
  const std::optional<views::Ablation> chance =
      node.important ? node.important->data : std::nullopt;
  pair.data = ablation_sentence(chance, l);
  return pair;
}

void add_fit(std::string& text,
             std::string_view label,
             const std::vector<std::string>& nodes,
             Language l) {
  if (!nodes.empty()) {
    text += text.empty() ? "" : std::string(say(l, " ", ""));
    text += phrase(l, "{} {}.", "{} {}。", label, ids(nodes));
  }
}

std::string planned_fit(const views::FitsAnswer& fits, Language l) {
  std::string text;
  add_fit(text, say(l, "Needs", "需要"), fits.needs, l);
  add_fit(text, say(l, "Amplifies", "增强"), fits.amplifies, l);
  add_fit(text, say(l, "Competes with", "竞争于"), fits.competes, l);
  if (!fits.alone.empty()) {
    text += claimed(fits.alone);
  }
  return text.empty() ? blank(l) : text;
}

std::string together(const views::Together& pair, Language l) {
  if (!pair.beyond) {
    return phrase(l, "With {}: not tested.", "与 {}：未检验。", named(pair.other));
  }
  const schema::Interval& beyond = pair.beyond->interval;
  const std::string_view words =
      beyond.low > 0.0    ? say(l, "more than the two alone", "多于两者之和")
      : beyond.high < 0.0 ? say(l, "less than the two alone", "少于两者之和")
                          : say(l, "no proof that they help each other", "没有证据表明相互增强");
  return phrase(l,
                "Together with {}: {}, {}.",
                "与 {} 一起：{}，{}。",
                named(pair.other),
                estimated(*pair.beyond),
                words);
}

AnswerPair fits(const TreeNode& node, Language l) {
  AnswerPair pair{.question = say(l, "How it fits with the rest", "如何与其余部分配合")};
  pair.plan = node.fits ? planned_fit(*node.fits, l) : blank(l);
  if (!node.fits || node.fits->data.empty()) {
    pair.data = say(l, "No pair with it was tested together.", "没有与它成对检验过。");
    return pair;
  }
  for (const views::Together& one : node.fits->data) {
    pair.data +=
        (pair.data.empty() ? std::string() : std::string(say(l, " ", ""))) + together(one, l);
    pair.grade = one.beyond ? one.beyond->grade : pair.grade;
  }
  return pair;
}

std::string planned_know(const views::KnowAnswer& know, Language l) {
  if (!know.answered) {
    return blank(l);
  }
  std::string text = know.method ? phrase(l,
                                          "{} on {}",
                                          "{}，指标 {}",
                                          claimed(name_of(*know.method, l)),
                                          named(know.metric.name))
                                 : named(know.metric.name);
  if (know.min_effect) {
    text += phrase(l, "; {} matters", "；{} 才算数", claimed(plain_number(*know.min_effect)));
  }
  if (know.by) {
    text += phrase(l, "; by {}", "；截至 {}", claimed(day(*know.by, l)));
  }
  if (!know.rule.empty()) {
    text += phrase(l, ". Rule: {}", "。规则：{}", claimed(know.rule));
  }
  return text + full_stop(l);
}

std::string seen_know(const TreeNode& node, const views::KnowAnswer& know, Language l) {
  std::string text = name_of(know.lock, l);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 32);
  }
  if (know.locked_on) {
    text += phrase(l, ", on {}", "，{}", timed(day(*know.locked_on, l)));
  }
  text += full_stop(l);
  if (know.power) {
    const RowsOf rows{views::node_figure(node.id, views::FigureId::Measure::Estimates),
                      node.evidence.size()};
    text += phrase(
        l, " Power {} by the date.", "到期时检验力 {}。", estimated(rows, percent(*know.power)));
  }
  if (!know.stale.empty()) {
    text += phrase(l, " Too old or missing: {}.", "过旧或缺失：{}。", ids(know.stale));
  }
  return text;
}

AnswerPair knows(const TreeNode& node, Language l) {
  AnswerPair pair{.question = say(l, "How we will know", "如何知道")};
  if (!node.know) {
    pair.plan = node.type == plan::NodeType::Tactic
                    ? blank(l)
                    : std::string(say(l, "By what its tactics show.", "看其战术。"));
    pair.data = say(l, "See the tactics below it.", "见其下的战术。");
    return pair;
  }
  pair.plan = planned_know(*node.know, l);
  pair.data = seen_know(node, *node.know, l);
  return pair;
}

}  // namespace

std::array<AnswerPair, 4> answers_of(const TreeNode& node, Language l) {
  return {business(node, l), important(node, l), fits(node, l), knows(node, l)};
}

std::vector<const TreeNode*> line_of(const views::Ledger& ledger, const TreeNode& node) {
  std::vector<const TreeNode*> line = {&node};
  while (line.back()->parent && line.size() <= ledger.tree.size()) {
    line.push_back(&ledger.tree[*line.back()->parent]);
  }
  return line;
}

std::string status_words(const views::LinkRow& link, Language l) {
  std::string text = name_of(link.status, l);
  if (link.status == LinkStatus::Untested) {
    text += phrase(l, ": {}", "：{}", name_of(link.why, l));
  }
  if (link.suspect) {
    text += say(l, "; its parent changed since it was reviewed", "；审阅后上级已变");
  }
  return text;
}

std::string still_needed(const views::MarketVerdict& verdict, Language l) {
  if (!verdict.still_needed || !verdict.estimate) {
    return {};
  }
  const RowsOf rows{verdict.estimate->figure, verdict.estimate->rows};
  return phrase(l,
                "{} more units would tell",
                "再增加 {} 个样本即可判断",
                estimated(rows, amount(*verdict.still_needed)));
}

}  // namespace throughline::render
