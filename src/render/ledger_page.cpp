#include <algorithm>

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
using views::MoneyFigure;

constexpr std::size_t kDecisions = 3;
constexpr std::size_t kGoals = 3;
constexpr std::size_t kReasons = 3;

std::string money_text(const MoneyFigure& figure, const Ledger& ledger) {
  return html_text(summed(figure, money(figure.minor, ledger.currency)));
}

void add_figure(std::string& out,
                std::string_view label,
                const std::string& value,
                const std::string& below) {
  add(out,
      R"x(<div><div class="eyebrow">{}</div><div class="big">{}</div><div class="sub">{}</div></div>)x",
      label,
      value,
      below);
}

// The first outcome: what was added, its interval, what it is worth.
void add_outcome_figure(std::string& out, const Ledger& ledger, Language l) {
  if (ledger.outcomes.empty()) {
    add_figure(out,
               say(l, "Outcome", "结果"),
               std::string(say(l, "none named", "未指定")),
               std::string(say(l, "no goal is bound to an outcome", "没有目标与结果相连")));
    return;
  }
  const views::OutcomeRow& row = ledger.outcomes.front();
  const std::string label =
      html_text(named(row.metric.name)) + std::string(say(l, ", added, net", "，净增"));
  if (!row.added) {
    add_figure(out,
               label,
               std::string(say(l, "can't tell yet", "尚无法判断")),
               std::string(say(l, "no estimate of grade A to C", "没有 A 至 C 级估计")));
    return;
  }
  EffectScale scale;
  scale.hold(row.added->interval);
  std::string below =
      interval_plot({.effect = row.added, .min_effect = {}, .colour = "v-working"}, scale, 150, l);
  const std::string whole = effect(row.added->interval);
  below += html_text(estimated(RowsOf{row.added->figure, row.added->rows},
                               whole.substr(std::min(whole.find('['), whole.size()))));
  below += fmt::format(", {}", meaning_of(row.added->grade, l));
  if (row.worth) {
    below += html_text(phrase(
        l,
        "; worth {}",
        "；价值 {}",
        estimated(RowsOf{row.added->figure, row.added->rows}, money(*row.worth, ledger.currency))));
  }
  add_figure(out,
             label,
             html_text(estimated(RowsOf{row.added->figure, row.added->rows},
                                 effect_value(row.added->interval))) +
                 " " + grade_mark(row.added->grade, l),
             below);
}

// Tested money less paying money, as one figure of the tested rows.
void add_not_paying(std::string& out, const Ledger& ledger, Language l) {
  const views::WaterfallStep& paying = ledger.waterfall.back();
  MoneyFigure lost = ledger.waterfall[3].money;
  lost.minor = paying.lost.minor;
  add_figure(out,
             say(l, "Tested, and does not pay", "已检验，无回报"),
             money_text(lost, ledger),
             html_text(short_ids(paying.lost.tactics, l)));
}

void add_due_figure(std::string& out, const Ledger& ledger, Language l) {
  constexpr std::size_t kNamed = 3;
  std::string names;
  for (std::size_t i = 0; i < std::min(kNamed, ledger.due.size()); ++i) {
    names += names.empty() ? "" : ", ";
    names += proposal(ledger.due[i], l) + " " + named(ledger.due[i].tactic);
  }
  names += ledger.due.size() > kNamed ? std::string(say(l, " and more", " 等")) : std::string();
  const RowsOf decisions{{.subject = views::FigureId::Subject::Decisions}, ledger.due.size()};
  const std::string what = html_text(phrase(l,
                                            "{} {}",
                                            "{} 项",
                                            estimated(decisions, count(ledger.due.size())),
                                            noun(ledger.due.size(), "decision", "decisions")));
  add_figure(out, say(l, "Decide this week", "本周要决定"), what, html_text(names));
}

std::string owner_of(const views::DecisionDue& due, Language l) {
  return due.owner.empty() ? std::string(say(l, " No owner.", "无负责人。"))
                           : phrase(l, " Owner: {}.", "负责人：{}。", named(due.owner));
}

void add_decision(std::string& out,
                  const views::DecisionDue& due,
                  const Ledger& ledger,
                  Language l) {
  add(out,
      R"x(<li>{}<div><p>{} <b>{}</b>{} <span class="muted">{}</span></p><p><b>{}</b>{}{}{}{} <span class="muted">{}</span></p></div></li>)x",
      verdict_mark(due.verdict, l),
      html_text(named(due.tactic)),
      html_text(named(due.name)),
      due.market.empty() ? std::string() : ", " + html_text(named(due.market)),
      html_text(when_due(due, l)),
      proposal(due, l),
      say(l, "; so far ", "；已花 "),
      money_text(due.rides, ledger),
      due.at_odds ? fmt::format(R"x(, <span class="odds">{}</span>)x",
                                say(l, "at odds with the verdict", "与结论相矛盾"))
                  : std::string(),
      say(l, ".", "。"),
      html_text(rule_sentence(due, l) + owner_of(due, l)));
}

void add_decision_list(std::string& out,
                       const std::vector<views::DecisionDue>& all,
                       std::size_t most,
                       const Ledger& ledger,
                       Language l) {
  out += R"x(<ul class="due">)x";
  for (std::size_t i = 0; i < std::min(most, all.size()); ++i) {
    add_decision(out, all[i], ledger, l);
  }
  out += "</ul>";
}

}  // namespace

void add_ledger_headline(std::string& out, const Ledger& ledger, Language l) {
  add(out, R"x(<h1 class="claim">{}</h1>)x", html_text(headline(ledger, l)));
}

void add_ledger_figures(std::string& out, const Ledger& ledger, Language l) {
  const MoneyFigure& spent = ledger.waterfall.front().money;
  const MoneyFigure& paying = ledger.waterfall.back().money;
  out += R"x(<div class="kpis">)x";
  add_outcome_figure(out, ledger, l);
  add_figure(out,
             say(l, "Money that pays", "有回报的钱"),
             money_text(paying, ledger),
             html_text(phrase(l,
                              "{} of {} spent",
                              "占花费 {1} 的 {0}",
                              money_share(paying, spent),
                              summed(spent, money(spent.minor, ledger.currency)))));
  add_not_paying(out, ledger, l);
  add_due_figure(out, ledger, l);
  out += "</div>";
}

void add_decisions(std::string& out, const Ledger& ledger, Language l) {
  out += R"x(<div class="fig">)x";
  add_caption(out,
              say(l, "Decide this week", "本周要决定"),
              say(l, "the rule was locked before the data came", "规则在数据到来之前已锁定"));
  if (ledger.due.empty()) {
    add(out,
        R"x(<p class="sub">{}</p></div>)x",
        say(l, "No decision falls due within seven days.", "七天内没有到期的决定。"));
    return;
  }
  add_decision_list(out, ledger.due, kDecisions, ledger, l);
  if (ledger.due.size() > kDecisions) {
    const RowsOf decisions{{.subject = views::FigureId::Subject::Decisions}, ledger.due.size()};
    add(out,
        R"x(<p class="sub">{}</p>)x",
        html_text(phrase(l,
                         "{} more on a later page",
                         "另有 {} 个见后页",
                         estimated(decisions, count(ledger.due.size() - kDecisions)))));
  }
  out += "</div>";
}

void add_all_decisions(std::string& out, const Ledger& ledger, Language l) {
  constexpr std::size_t kNext = 12;
  if (ledger.due.size() > kDecisions) {
    out += R"x(<div class="fig">)x";
    add_caption(out, say(l, "All decisions of this week", "本周全部决定"), "");
    add_decision_list(out, ledger.due, ledger.due.size(), ledger, l);
    out += "</div>";
  }
  if (!ledger.next.empty()) {
    out += R"x(<div class="fig">)x";
    add_caption(out, say(l, "Decisions to come", "即将到来的决定"), "");
    add_decision_list(out, ledger.next, kNext, ledger, l);
    out += "</div>";
  }
}

void add_verdict_money(std::string& out, const Ledger& ledger, Language l) {
  const MoneyFigure& spent = ledger.waterfall.front().money;
  const MoneyScale scale = scale_for(spent.minor, ledger.currency);
  out += R"x(<div class="fig">)x";
  add_caption(out, say(l, "Money by verdict", "按结论的金额"), scale.unit(l));
  out += R"x(<table class="t vm"><tbody>)x";
  const auto row = [&](const std::string& head, const MoneyFigure& money, std::string_view slug) {
    const double share = spent.minor == 0
                             ? 0.0
                             : static_cast<double>(money.minor) / static_cast<double>(spent.minor);
    add(out,
        R"x(<tr><td>{}</td><td class="bar"><i class="v-{}" style="--w:{:.4f}"></i></td><td class="num">{}</td><td class="num">{}</td></tr>)x",
        head,
        slug,
        share,
        html_text(summed(money, scale.text(money.minor))),
        html_text(money_share(money, spent)));
  };
  for (const views::VerdictMoney& one : ledger.by_verdict) {
    row(verdict_mark(one.verdict, l), one.money, slug_of(one.verdict));
  }
  row(fmt::format(R"x(<span class="muted">{}</span>)x", say(l, "in no tactic", "战术之外")),
      ledger.unmapped,
      "none");
  add(out,
      R"x(</tbody></table><p class="sub">{}</p></div>)x",
      html_text(reconciliation_sentence(ledger, l)));
}

void add_goals(std::string& out, const Ledger& ledger, Language l) {
  out += R"x(<div class="fig">)x";
  add_caption(out, say(l, "Goals", "目标"), say(l, "against the locked target", "按锁定的目标计"));
  out += R"x(<ul class="goals">)x";
  for (std::size_t i = 0; i < std::min(kGoals, ledger.goals.size()); ++i) {
    const views::GoalRow& goal = ledger.goals[i];
    add(out,
        R"x(<li><b>{} {}</b><p>{}</p><p class="muted">{}</p></li>)x",
        html_text(named(goal.id)),
        html_text(named(goal.name)),
        html_text(progress_of(goal, l)),
        html_text(shares_of(goal, l)));
  }
  out += "</ul>";
  if (ledger.goals.size() > kGoals) {
    add(out,
        R"x(<p class="sub">{}</p>)x",
        say(l, "More goals: throughline ledger", "更多目标：throughline ledger"));
  }
  out += "</div>";
}

void add_ledger_omissions(std::string& out, const Ledger& ledger, Language l) {
  add(out,
      R"x(<section class="omits"><h2 class="h2">{}</h2><ul class="inrow">)x",
      say(l, "What this page leaves out", "本页未包含"));
  add(out, "<li>{}</li>", html_text(no_reason_sentence(ledger, kReasons, l)));
  for (const std::string& line : omissions(ledger, l)) {
    add(out, "<li>{}</li>", html_text(line));
  }
  out += "</ul></section>";
}

}  // namespace throughline::render
