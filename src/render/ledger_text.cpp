#include "render/ledger_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "render/ledger_sentences.hpp"
#include "render/ledger_tree.hpp"
#include "render/ledger_words.hpp"
#include "render/marked.hpp"
#include "render/money.hpp"
#include "render/screen.hpp"
#include "render/words.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using views::Ledger;

std::string cell(std::string_view text) { return std::string(text); }

std::string labelled(const std::string& id, const std::string& name) {
  return named(id) + " " + named(name);
}

std::string letter(schema::Grade grade) {
  return grade == schema::Grade::None ? "–" : std::string(1, schema::letter_of(grade));
}

double share_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string bar(double share, std::size_t columns) {
  const auto n = static_cast<std::size_t>(
      std::lround(std::clamp(share, 0.0, 1.0) * static_cast<double>(columns)));
  std::string out;
  for (std::size_t i = 0; i < n; ++i) {
    out += "█";
  }
  return out;
}

void add_head(Screen& screen, const Ledger& ledger) {
  const Language l = screen.language();
  screen.title(phrase(l,
                      "{}: ledger, {} – {}",
                      "{}：账本，{} – {}",
                      text::printable(ledger.workspace),
                      day(ledger.from, l),
                      day(ledger.until, l)));
  screen.headline(headline(ledger, l));
  screen.space();
}

void add_outcomes(Screen& screen, const Ledger& ledger) {
  const Language l = screen.language();
  screen.title(say(l, "Outcomes and goals", "结果与目标"));
  for (const views::OutcomeRow& row : ledger.outcomes) {
    std::string text = named(row.metric.name);
    text += row.board ? phrase(l, " ({})", "（{}）", name_of(*row.board, l)) : "";
    text += say(l, ": ", "：");
    text += row.added ? estimated(*row.added) : cell(say(l, "can't tell yet", "尚无法判断"));
    text += row.added ? phrase(l, ", grade {}", "，{} 级", letter(row.added->grade)) : "";
    text +=
        row.worth ? phrase(l, ", worth {}", "，价值 {}", money(*row.worth, ledger.currency)) : "";
    screen.item("•", text);
  }
  for (const views::GoalRow& goal : ledger.goals) {
    screen.item("•",
                labelled(goal.id, goal.name) + std::string(say(l, ": ", "：")) +
                    progress_of(goal, l) + std::string(say(l, ". ", "。")) + shares_of(goal, l));
  }
  screen.space();
}

void add_due(Screen& screen, const Ledger& ledger) {
  const Language l = screen.language();
  screen.title(say(l, "Decide this week", "本周要决定"));
  for (const views::DecisionDue& due : ledger.due) {
    screen.item(
        shape_of(due.verdict),
        phrase(l,
               "{}, {}{}: {}; {} so far, {}",
               "{}，{}{}：{}；已花 {}，{}",
               name_of(due.verdict, l),
               labelled(due.tactic, due.name),
               due.market.empty() ? std::string() : cell(say(l, ", ", "，")) + named(due.market),
               proposal(due, l),
               money(due.rides.minor, ledger.currency),
               when_due(due, l)),
        true);
    screen.indented(
        rule_sentence(due, l) +
            cell(due.at_odds ? say(l, " At odds with the verdict.", "与结论相矛盾。") : ""),
        4);
  }
  if (ledger.due.empty()) {
    screen.indented(cell(say(l, "Nothing is due.", "没有到期事项。")), 2);
  }
  screen.space();
}

// Narrower than this, what a step loses stands under the table, and the tree gives up columns.
constexpr std::size_t kWide = 110;

Table waterfall_table(const Ledger& ledger, bool is_wide, Language l) {
  const std::int64_t spent = ledger.waterfall.front().money.minor;
  const MoneyScale scale = scale_for(spent, ledger.currency);
  Table table{{{cell(say(l, "Where the money stops", "钱停在哪里"))},
               {scale.unit(l), true},
               {cell(say(l, "of all", "占比")), true},
               {"", false, false, true},
               {"", false, true}},
              {}};
  constexpr std::size_t kBar = 16;
  for (const views::WaterfallStep& step : ledger.waterfall) {
    const double share = share_of(step.money.minor, spent);
    table.rows.push_back({name_of(step.step, l),
                          scale.text(step.money.minor),
                          percent(share),
                          bar(share, kBar),
                          is_wide ? plain_text(lost_at(step, ledger, l)) : std::string()});
  }
  return table;
}

void add_waterfall(Screen& screen, const Ledger& ledger) {
  const bool is_wide = screen.width() >= kWide;
  screen.table(waterfall_table(ledger, is_wide, screen.language()));
  for (const views::WaterfallStep& step : ledger.waterfall) {
    const std::string lost = lost_at(step, ledger, screen.language());
    if (!is_wide && !lost.empty()) {
      screen.indented(lost, 2);
    }
  }
  screen.space();
}

Table verdict_table(const Ledger& ledger, Language l) {
  const MoneyScale scale = scale_for(ledger.waterfall.front().money.minor, ledger.currency);
  Table table{{{cell(say(l, "Money by verdict", "按结论的金额"))},
               {scale.unit(l), true},
               {cell(say(l, "of all", "占比")), true},
               {cell(say(l, "Tactics", "战术")), true}},
              {}};
  const std::int64_t spent = ledger.waterfall.front().money.minor;
  for (const views::VerdictMoney& row : ledger.by_verdict) {
    table.rows.push_back({fmt::format("{} {}", shape_of(row.verdict), name_of(row.verdict, l)),
                          scale.text(row.money.minor),
                          percent(share_of(row.money.minor, spent)),
                          count(row.tactics)});
  }
  table.rows.push_back({cell(say(l, "  In no tactic", "  战术之外")),
                        scale.text(ledger.unmapped.minor),
                        percent(share_of(ledger.unmapped.minor, spent)),
                        "–"});
  return table;
}

void add_money(Screen& screen, const Ledger& ledger) {
  constexpr std::size_t kShown = 5;
  const Language l = screen.language();
  add_waterfall(screen, ledger);
  screen.table(verdict_table(ledger, l));
  screen.line(reconciliation_sentence(ledger, l));
  screen.space();
  screen.title(say(l, "Money with no reason", "没有理由的钱"));
  screen.line(no_reason_sentence(ledger, kShown, l));
  screen.space();
}

void add_tree(Screen& screen, const Ledger& ledger) {
  screen.table(tree_table(ledger, screen.width() < kWide, screen.language()));
  screen.line(sum_note(ledger, screen.language()));
  screen.space();
}

void add_if_we_stop(Screen& screen, const Ledger& ledger) {
  if (ledger.if_we_stop.empty()) {
    return;
  }
  const Language l = screen.language();
  screen.title(say(l, "If we stop", "如果停止"));
  constexpr std::size_t kShown = 10;
  const Ablations ablations = ablations_of(ledger);
  for (std::size_t i = 0; i < std::min(kShown, ablations.told.size()); ++i) {
    const views::IfWeStop& row = ablations.told[i];
    screen.item("•",
                labelled(row.id, row.name) + phrase(l, ", for {}. ", "，{}。", named(row.goal)) +
                    ablation_sentence(row.chance, l));
  }
  if (ablations.told.size() > kShown) {
    screen.indented(phrase(l,
                           "… and {} more: throughline ledger --json",
                           "……另有 {} 个：throughline ledger --json",
                           ablations.told.size() - kShown),
                    2);
  }
  if (!ablations.untold.empty()) {
    screen.indented(untold_sentence(ablations, l), 2);
  }
  screen.space();
}

void add_ansoff(Screen& screen, const Ledger& ledger) {
  const Language l = screen.language();
  Table table{{{cell(say(l, "Moves", "方向"))},
               {scale_for(ledger.waterfall.front().money.minor, ledger.currency).unit(l), true},
               {cell(say(l, "Added", "增量")), true},
               {cell(say(l, "Strategies", "战略")), false, true}},
              {}};
  const MoneyScale scale = scale_for(ledger.waterfall.front().money.minor, ledger.currency);
  for (const views::AnsoffCell& one : ledger.ansoff) {
    std::string strategies;
    for (const views::AnsoffItem& item : one.strategies) {
      strategies += (strategies.empty() ? "" : ", ") + item.id;
      strategies += item.declared && *item.declared != one.move
                        ? phrase(l, " (says {})", "（自称{}）", name_of(*item.declared, l))
                        : "";
    }
    table.rows.push_back({name_of(one.move, l),
                          scale.text(one.money.minor),
                          one.added ? effect(one.added->interval) : "–",
                          strategies});
  }
  if (!ledger.ansoff.empty()) {
    screen.table(table);
    screen.space();
  }
}

void add_modes(Screen& screen, const Ledger& ledger) {
  const Language l = screen.language();
  std::string text(say(l, "Money by mode: ", "按模式的金额："));
  bool is_first = true;
  for (const views::ModeMoney& row : ledger.by_mode) {
    text += is_first ? "" : say(l, ", ", "，");
    text += (row.mode ? name_of(*row.mode, l) : cell(say(l, "not named", "未标明"))) + " " +
            money(row.money.minor, ledger.currency);
    is_first = false;
  }
  if (!ledger.by_mode.empty()) {
    screen.line(text + cell(say(l, ".", "。")));
  }
  screen.line(exploration_sentence(ledger, l));
  screen.space();
}

void add_gates(Screen& screen, const Ledger& ledger) {
  const Language l = screen.language();
  for (const views::BrandGateRow& row : ledger.brand) {
    screen.item("•",
                phrase(l,
                       "{}: {} ({}, {})",
                       "{}：{}（{}，{}）",
                       labelled(row.id, row.name),
                       name_of(row.word, l),
                       name_of(row.contributes, l),
                       row.consistent ? name_of(*row.consistent, l)
                                      : cell(say(l, "brand not reviewed", "品牌未审阅"))));
  }
}

std::string lens_text(const views::LensCell& one, Language l) {
  std::string text = name_of(one.state, l);
  text += one.why.empty() ? std::string() : std::string(say(l, ": ", "：")) + named(one.why);
  for (const views::LensMetric& metric : one.metrics) {
    text += std::string(say(l, ": ", "：")) + named(metric.metric.name);
    text += metric.now ? " " + measured(*metric.now) : std::string();
  }
  return text;
}

void add_lenses(Screen& screen, const Ledger& ledger) {
  const Language l = screen.language();
  for (const views::LensRow& row : ledger.lenses) {
    screen.indented(labelled(row.id, row.name), 2);
    for (std::size_t i = 0; i < row.by_name.size(); ++i) {
      screen.labelled(name_of(static_cast<plan::LensName>(i), l), 10, lens_text(row.by_name[i], l));
    }
  }
}

void add_strategies(Screen& screen, const Ledger& ledger) {
  const Language l = screen.language();
  if (!ledger.agreement.empty()) {
    screen.title(say(l, "Do owners mean the same", "负责人是否同一理解"));
    for (const views::Agreement& row : ledger.agreement) {
      screen.item("•",
                  labelled(row.node, row.name) + std::string(say(l, ": ", "：")) +
                      agreement_sentence(row, l));
    }
    screen.space();
  }
  if (!ledger.brand.empty()) {
    screen.title(say(l, "Strategic or useful", "战略性还是有用"));
    add_gates(screen, ledger);
    screen.space();
  }
  if (!ledger.lenses.empty()) {
    screen.title(say(l, "The same outcome, four lenses", "同一结果，四种视角"));
    add_lenses(screen, ledger);
    screen.space();
  }
}

void add_learnings(Screen& screen, const Ledger& ledger) {
  const Language l = screen.language();
  screen.title(say(l, "What was learned", "学到了什么"));
  screen.line(learned_sentence(ledger, l));
  for (const views::LearningRow& row : ledger.learnings) {
    std::string text = named(row.says) + phrase(l,
                                                " Grade {}, used by {}.",
                                                " {} 级，被 {} 个战术使用。",
                                                letter(row.grade),
                                                count(row.used_by));
    text += row.contradicted_by.empty()
                ? std::string()
                : phrase(l, " Contradicted by {}.", "与 {} 矛盾。", ids(row.contradicted_by));
    screen.item("•", named(row.id) + std::string(say(l, ": ", "：")) + text);
  }
  for (const views::HandMade& row : ledger.hand_made) {
    screen.item("•",
                phrase(l, "By hand: {}. ", "手工：{}。", labelled(row.id, row.name)) +
                    taught_sentence(row, l));
  }
  screen.space();
}

void add_unplanned(Screen& screen, const Ledger& ledger) {
  if (ledger.unplanned.empty()) {
    return;
  }
  constexpr std::size_t kShown = 5;
  const Language l = screen.language();
  screen.title(say(l, "Keeps working, but nobody planned it", "持续有效，却没人计划"));
  Table table{{{cell(say(l, "Signal", "信号")), false, true},
               {cell(say(l, "Kind", "类型"))},
               {cell(say(l, "Engaged/month", "每月有效")), true},
               {cell(say(l, "Trend", "趋势"))},
               {"id", false, true, true}},
              {}};
  for (std::size_t i = 0; i < std::min(kShown, ledger.unplanned.size()); ++i) {
    const views::Unplanned& row = ledger.unplanned[i];
    table.rows.push_back(
        {row.sources > 1 ? fmt::format("{} × {}", row.sources, row.name) : row.name,
         translated(row.kind, l),
         amount(static_cast<double>(row.engaged_visits) / std::max(row.months_since_seen, 1)),
         name_of(row.trend, l),
         text_of(row.figure)});
  }
  screen.table(table);
  if (ledger.unplanned.size() > kShown) {
    screen.line(phrase(l,
                       "… and {} more: throughline signals",
                       "……另有 {} 个：throughline signals",
                       ledger.unplanned.size() - kShown));
  }
  screen.space();
}

void add_omissions(Screen& screen, const Ledger& ledger) {
  screen.title(say(screen.language(), "What this page leaves out", "本页未包含"));
  for (const std::string& line : omissions(ledger, screen.language())) {
    screen.item("–", line);
  }
}

void add_missing(Screen& screen, const Ledger& ledger) {
  for (const std::string& line : ledger.missing) {
    screen.line(line, 2);
  }
}

// Colours the shapes of verdicts and statuses, which stand for nothing else.
std::string coloured(std::string text, const TerminalOptions& options) {
  if (!options.color) {
    return text;
  }
  constexpr std::array<std::pair<std::string_view, int>, 10> kColours = {{{"▲ ", 32},
                                                                          {"▬ ", 33},
                                                                          {"▼ ", 31},
                                                                          {"◔ ", 34},
                                                                          {"◇ ", 33},
                                                                          {"▤ ", 35},
                                                                          {"● ", 32},
                                                                          {"◐ ", 33},
                                                                          {"✕ ", 31},
                                                                          {"⊠ ", 1}}};
  for (const auto& [shape, colour] : kColours) {
    const std::string with = fmt::format("\x1b[{}m{}\x1b[0m", colour, shape);
    for (std::size_t at = text.find(shape); at != std::string::npos;
         at = text.find(shape, at + with.size())) {
      text.replace(at, shape.size(), with);
    }
  }
  return text;
}

}  // namespace

std::string terminal_ledger(const Ledger& ledger, const TerminalOptions& options) {
  Screen screen(options);
  if (!ledger.tree.empty()) {
    add_head(screen, ledger);
    add_outcomes(screen, ledger);
    add_due(screen, ledger);
    add_money(screen, ledger);
    add_tree(screen, ledger);
    add_if_we_stop(screen, ledger);
    add_unplanned(screen, ledger);
    add_ansoff(screen, ledger);
    add_modes(screen, ledger);
    add_strategies(screen, ledger);
    add_learnings(screen, ledger);
    add_omissions(screen, ledger);
  }
  add_missing(screen, ledger);
  return coloured(std::move(screen).text(), options);
}

std::string terminal_ledger_summary(const Ledger& ledger, const TerminalOptions& options) {
  Screen screen(options);
  if (!ledger.tree.empty()) {
    add_head(screen, ledger);
    add_due(screen, ledger);
    add_waterfall(screen, ledger);
    screen.table(tree_table(ledger, options.width < kWide, options.language));
    screen.line(cell(
        say(options.language, "All of it: throughline ledger", "完整内容：throughline ledger")));
    screen.space();
  }
  return coloured(std::move(screen).text(), options);
}

}  // namespace throughline::render
