#include "render/ledger_sentences.hpp"

#include <algorithm>
#include <cmath>

#include "render/ledger_words.hpp"
#include "render/marked.hpp"
#include "render/money.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using plan::Verdict;
using views::EffectFigure;
using views::FigureId;
using views::Ledger;
using views::MoneyFigure;

std::string money_of(const MoneyFigure& figure, const Ledger& ledger) {
  return summed(figure, money(figure.minor, ledger.currency));
}

RowsOf of_plan(FigureId::Subject subject, std::uint64_t count) {
  return {{.subject = subject}, count};
}

const views::VerdictMoney* with_verdict(const Ledger& ledger, Verdict verdict) {
  const auto found = std::find_if(ledger.by_verdict.begin(),
                                  ledger.by_verdict.end(),
                                  [&](const auto& row) { return row.verdict == verdict; });
  return found == ledger.by_verdict.end() ? nullptr : &*found;
}

bool is_causal(schema::Grade grade) {
  return grade == schema::Grade::A || grade == schema::Grade::B || grade == schema::Grade::C;
}

// Whole numbers of repeat buyers: what the interval supports, without its sign.
std::string about(const EffectFigure& added) {
  return estimated(RowsOf{added.figure, added.rows},
                   plain_number(std::abs(rounded(added.interval))));
}

std::string outcome_sentence(const views::OutcomeRow& row, Language l) {
  const std::string name = named(row.metric.name);
  if (!row.added || !is_causal(row.added->grade)) {
    return phrase(
        l, "Can't tell yet what marketing did for {}.", "尚无法判断营销对 {} 的作用。", name);
  }
  const schema::Interval& interval = row.added->interval;
  if (interval.low <= 0.0 && interval.high >= 0.0) {
    return phrase(l,
                  "Can't tell yet whether marketing added to {}: {}.",
                  "尚无法判断营销是否增加了 {}：{}。",
                  name,
                  estimated(*row.added));
  }
  return interval.value > 0.0 ? phrase(l,
                                       "{}: marketing added about {}, net.",
                                       "{}：营销净增约 {}。",
                                       name,
                                       about(*row.added))
                              : phrase(l,
                                       "{}: marketing cost about {}, net.",
                                       "{}：营销净损失约 {}。",
                                       name,
                                       about(*row.added));
}

std::string money_sentence(const Ledger& ledger, Language l) {
  const views::MoneyFigure& spent = ledger.waterfall.front().money;
  if (spent.minor == 0) {
    return std::string(
        say(l, "No spend yet, so no verdict has a cost.", "尚无支出，结论没有成本。"));
  }
  const MoneyFigure& paying = ledger.waterfall.back().money;
  const std::string pays = phrase(l,
                                  "{} of {} pays for itself",
                                  "{1} 中有 {0} 能收回成本",
                                  money_share(paying, spent),
                                  money_of(spent, ledger));
  const auto* const harmful = with_verdict(ledger, Verdict::Harmful);
  if (harmful == nullptr) {
    return pays + std::string(say(l, ".", "。"));
  }
  return pays + phrase(l, "; {} does harm.", "；{} 造成损害。", money_of(harmful->money, ledger));
}

std::string ask_for(Verdict verdict, Language l) {
  switch (verdict) {
    case Verdict::Void:
      return std::string(say(l, "reopen as a new trial", "作为新试验重开"));
    case Verdict::Unmeasured:
      return std::string(say(l, "mend its measure", "修好测量"));
    case Verdict::Harmful:
    case Verdict::NotWorking:
      return name_of(plan::Action::Stop, l);
    case Verdict::Working:
      return name_of(plan::Action::Keep, l);
    default:
      return std::string(say(l, "decide", "作出决定"));
  }
}

// The part of a list that is shown, and what the rest of it adds up to.
std::string first_of(const Ledger& ledger, std::size_t most, Language l) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, ledger.no_reason.size()); ++i) {
    const views::UnmappedRow& row = ledger.no_reason[i];
    text += text.empty() ? "" : std::string(say(l, ", ", "，"));
    text += named(row.what) + " " + money_of(row.money, ledger);
  }
  return text;
}

MoneyFigure rest_of(const Ledger& ledger, std::size_t most) {
  MoneyFigure rest = ledger.unmapped;
  rest.minor = 0;
  for (std::size_t i = most; i < ledger.no_reason.size(); ++i) {
    rest.minor += ledger.no_reason[i].money.minor;
  }
  return rest;
}

std::string loops_sentence(const Ledger& ledger, Language l) {
  std::vector<int> days;
  std::vector<std::string> waiting;
  for (const views::LoopTime& loop : ledger.loops) {
    if (loop.days) {
      days.push_back(*loop.days);
    } else {
      waiting.push_back(loop.tactic);
    }
  }
  std::string text;
  if (!days.empty()) {
    std::sort(days.begin(), days.end());
    text += phrase(
        l,
        " From verdict to change: {} {} (median).",
        "从结论到修改：中位数 {} 天。",
        timed(std::to_string(days[(days.size() - 1) / 2])),
        noun(static_cast<std::uint64_t>(std::abs(days[(days.size() - 1) / 2])), "day", "days"));
  }
  if (!waiting.empty()) {
    text += phrase(l, " Nothing has followed yet from {}.", "{} 尚无后续。", ids(waiting));
  }
  return text;
}

void leave_out_of_sums(const Ledger& ledger, std::vector<std::string>& lines, Language l) {
  std::string text;
  for (const views::OutcomeRow& row : ledger.outcomes) {
    if (!row.left_out.empty()) {
      text += text.empty() ? "" : say(l, "; ", "；");
      text += named(row.metric.name) + std::string(say(l, ": ", "：")) + short_ids(row.left_out, l);
    }
  }
  if (!text.empty()) {
    lines.push_back(phrase(l,
                           "Void, unmeasured, not proven or not yet due, so in no sum: {}.",
                           "作废、未测量、未证实或未到期，因此未计入合计：{}。",
                           text));
  }
}

void leave_out_signals(const Ledger& ledger, std::vector<std::string>& lines, Language l) {
  if (ledger.unplanned.empty()) {
    return;
  }
  const FigureId signals{.subject = FigureId::Subject::Signals,
                         .measure = FigureId::Measure::Sources};
  lines.push_back(
      phrase(l,
             "Of {} signals that keep working {} belong to no tactic; nobody owns them: "
             "throughline signals.",
             "{} 个信号持续有效，其中 {} 个不属于任何战术，无人负责：throughline "
             "signals。",
             counted({signals, ledger.signals}),
             estimated(RowsOf{signals, ledger.signals}, count(ledger.unplanned.size()))));
}

}  // namespace

std::string ids(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& id : all) {
    text += (text.empty() ? "" : ", ") + named(id);
  }
  return text;
}

std::string short_ids(const std::vector<std::string>& all, Language l) {
  constexpr std::size_t kColumns = 28;
  std::size_t n = 0;
  std::size_t used = 0;
  while (n < all.size() && (n == 0 || used + all[n].size() + 2 <= kColumns)) {
    used += all[n].size() + 2;
    ++n;
  }
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(n);
  const std::string text = ids({all.begin(), end});
  return n == all.size()
             ? text
             : text + phrase(l, " and {} more", " 等 {} 个", claimed(count(all.size() - n)));
}

Ablations ablations_of(const Ledger& ledger) {
  Ablations found;
  for (const views::IfWeStop& row : ledger.if_we_stop) {
    if (row.chance) {
      found.told.push_back(row);
    } else if (std::find(found.untold.begin(), found.untold.end(), row.id) == found.untold.end()) {
      found.untold.push_back(row.id);
    }
  }
  return found;
}

std::string untold_sentence(const Ablations& ablations, Language l) {
  return ablations.untold.empty()
             ? std::string()
             : phrase(l,
                      "Can't tell, for want of an estimate of grade A to C: {}.",
                      "因缺少 A 至 C 级估计，无法判断：{}。",
                      ids(ablations.untold));
}

std::string headline(const Ledger& ledger, Language l) {
  const std::string money = money_sentence(ledger, l);
  return ledger.outcomes.empty()
             ? money
             : outcome_sentence(ledger.outcomes.front(), l) + std::string(say(l, " ", "")) + money;
}

std::string proposal(const views::DecisionDue& due, Language l) {
  return due.proposed ? name_of(*due.proposed, l) : ask_for(due.verdict, l);
}

std::string when_due(const views::DecisionDue& due, Language l) {
  if (due.days_over > 0) {
    return timed(phrase(l,
                        "{} {} over",
                        "已过 {} 天",
                        due.days_over,
                        noun(static_cast<std::uint64_t>(due.days_over), "day", "days")));
  }
  return timed(due.days_over == 0 ? std::string(say(l, "today", "今天")) : short_day(due.by, l));
}

std::string rule_sentence(const views::DecisionDue& due, Language l) {
  std::string text =
      !due.clause.empty() ? phrase(l, "Rule: {}", "规则：{}", claimed(due.clause))
      : due.rule.empty()
          ? std::string(say(l, "No rule was written", "没有写下规则"))
          : phrase(
                l, "No clause of the rule holds: {}", "规则中没有一条成立：{}", claimed(due.rule));
  return text + std::string(say(l, ".", "。"));
}

std::string progress_of(const views::GoalRow& goal, Language l) {
  const std::string now =
      goal.now ? measured(*goal.now) : std::string(say(l, "not counted", "未统计"));
  if (!goal.target) {
    return phrase(
        l, "{} now, from {}", "现为 {}，起点 {}", now, claimed(plain_number(goal.baseline)));
  }
  return phrase(l,
                "{} of {} by {}, from {}",
                "{3} 起，{2} 前达到 {1}，现为 {0}",
                now,
                claimed(plain_number(*goal.target)),
                claimed(day(goal.by, l)),
                claimed(plain_number(goal.baseline)));
}

std::string shares_of(const views::GoalRow& goal, Language l) {
  const std::string unknown(say(l, "can't tell", "无法判断"));
  const RowsOf rows = goal.now ? RowsOf{goal.now->figure, goal.now->rows} : RowsOf{};
  std::string text =
      phrase(l,
             "Explained by tactics {}, external {}, unexplained {}.",
             "战术解释 {}，外部 {}，未解释 {}。",
             goal.explained ? estimated(*goal.explained) : unknown,
             goal.external ? estimated(*goal.external) : unknown,
             goal.unexplained ? estimated(rows, plain_number(*goal.unexplained)) : unknown);
  if (goal.planned) {
    text += phrase(l,
                   " The plan now says {}; progress counts against the locked {}.",
                   "计划现写 {}；进度按锁定的 {} 计算。",
                   claimed(plain_number(*goal.planned)),
                   claimed(plain_number(goal.target.value_or(0.0))));
  }
  return text;
}

std::string lost_at(const views::WaterfallStep& step, const Ledger& ledger, Language l) {
  if (step.lost.minor == 0) {
    return {};
  }
  const MoneyFigure lost{step.money.figure, step.money.rows, step.lost.minor};
  const std::string amount = summed(
      lost,
      "−" + scale_for(ledger.waterfall.front().money.minor, ledger.currency).text(step.lost.minor));
  const std::string who = short_ids(step.lost.tactics, l);
  switch (step.step) {
    case views::MoneyStep::Spent:
      return {};
    case views::MoneyStep::Mapped:
      return phrase(l, "{} belongs to no tactic", "{} 不属于任何战术", amount);
    case views::MoneyStep::Measured:
      return phrase(l, "{} has no estimate: {}", "{} 没有估计：{}", amount, who);
    case views::MoneyStep::Tested:
      return phrase(l, "{} untested or void: {}", "{} 未检验或作废：{}", amount, who);
    case views::MoneyStep::Paying:
      return phrase(l, "{} tested, does not pay: {}", "{} 已检验，无回报：{}", amount, who);
  }
  return {};
}

std::string no_reason_sentence(const Ledger& ledger, std::size_t most, Language l) {
  if (ledger.unmapped.minor == 0) {
    return std::string(
        say(l, "Every row of cost belongs to a tactic.", "每笔费用都属于某个战术。"));
  }
  const MoneyFigure& spent = ledger.waterfall.front().money;
  std::string text = phrase(l,
                            "{} belongs to no tactic, {} of all. Largest: {}.",
                            "{} 不属于任何战术，占 {}。最大的：{}。",
                            money_of(ledger.unmapped, ledger),
                            money_share(ledger.unmapped, spent),
                            first_of(ledger, most, l));
  if (ledger.no_reason.size() > most) {
    text += phrase(l,
                   " {} more: {}.",
                   "其余 {} 项合计 {}。",
                   estimated(RowsOf{ledger.unmapped.figure, ledger.unmapped.rows},
                             count(ledger.no_reason.size() - most)),
                   money_of(rest_of(ledger, most), ledger));
  }
  return text;
}

std::string reconciliation_sentence(const Ledger& ledger, Language l) {
  const views::Reconciliation& sums = ledger.reconciliation;
  const MoneyFigure tactics{
      views::money_figure("mapped"), ledger.waterfall[1].money.rows, sums.tactics};
  const MoneyFigure unmapped{ledger.unmapped.figure, ledger.unmapped.rows, sums.unmapped};
  return phrase(l,
                "{} in the rows of cost = {} in tactics + {} in none; off by {}.",
                "费用记录 {} = 战术内 {} + 战术外 {}；相差 {}。",
                money_of(sums.ledger, ledger),
                money_of(tactics, ledger),
                money_of(unmapped, ledger),
                estimated(RowsOf{sums.ledger.figure, sums.ledger.rows},
                          fmt::format("{:.2f}%", sums.off * 100.0)));
}

std::string exploration_sentence(const Ledger& ledger, Language l) {
  if (!ledger.exploration) {
    return std::string(
        say(l, "No budget says what is set aside to explore.", "没有预算写明用于探索的份额。"));
  }
  const views::Exploration& split = *ledger.exploration;
  MoneyFigure both = split.aligned;
  both.minor += split.explored.minor;
  return phrase(
      l,
      "{} of the money in tactics explores ({}); the budgets set aside {}.{}",
      "战术资金中 {} 用于探索（{}）；预算留出 {}。{}",
      money_share(split.explored, both),
      money_of(split.explored, ledger),
      claimed(percent(split.reserved)),
      split.explored.minor == 0
          ? say(l,
                " All of it is aligned with goals; nothing looks for what nobody planned.",
                "全部对齐目标，没有任何探索。")
          : std::string_view());
}

std::string findings_sentence(const views::PlanFindings& findings, Language l) {
  const RowsOf all =
      of_plan(FigureId::Subject::Findings, findings.errors + findings.warnings + findings.notes);
  const auto number = [&](std::uint64_t n) { return estimated(all, count(n)); };
  if (all.count == 0) {
    return std::string(say(l, "The plan has no findings.", "计划没有问题。"));
  }
  return phrase(l,
                "The plan has {} {}, {} {} and {} {}: throughline check.",
                "计划有 {0} 个错误、{2} 个警告、{4} 个提示：throughline check。",
                number(findings.errors),
                noun(findings.errors, "error", "errors"),
                number(findings.warnings),
                noun(findings.warnings, "warning", "warnings"),
                number(findings.notes),
                noun(findings.notes, "note", "notes"));
}

std::string agreement_sentence(const views::Agreement& row, Language l) {
  std::string outcomes;
  for (const views::NamedOutcome& outcome : row.outcomes) {
    outcomes += (outcomes.empty() ? "" : say(l, ", ", "，"));
    outcomes += named(outcome.metric.name) + " " + claimed(count(outcome.owners));
  }
  const std::string owners = claimed(count(row.owners));
  return row.outcomes.size() == 1 ? phrase(l,
                                           "{} owners, one outcome named: {}",
                                           "{} 位负责人，同一个结果：{}",
                                           owners,
                                           outcomes)
                                  : phrase(l,
                                           "{} owners, {} different outcomes named: {}",
                                           "{} 位负责人，说出 {} 个不同的结果：{}",
                                           owners,
                                           claimed(count(row.outcomes.size())),
                                           outcomes);
}

std::string learned_sentence(const Ledger& ledger, Language l) {
  const auto n = static_cast<std::uint64_t>(
      std::count_if(ledger.changes.begin(), ledger.changes.end(), [](const auto& c) {
        return !c.because.empty();
      }));
  const std::uint64_t unfounded = ledger.changes.size() - n;
  const RowsOf changes = of_plan(FigureId::Subject::Changes, ledger.changes.size());
  std::string text = n == 1 ? std::string(say(l, "The plan learned once.", "计划学到过一次。"))
                            : phrase(l,
                                     "The plan learned {} times.",
                                     "计划学到过 {} 次。",
                                     estimated(changes, count(n)));
  if (unfounded > 0) {
    text += phrase(l,
                   " {} more {} no evidence and {} not count.",
                   "另有 {} 处修改没有证据，不计入。",
                   estimated(changes, count(unfounded)),
                   noun(unfounded, "change cites", "changes cite"),
                   noun(unfounded, "does", "do"));
  }
  return text + loops_sentence(ledger, l);
}

std::string ablation_sentence(const std::optional<views::Ablation>& chance, Language l) {
  if (!chance) {
    return std::string(
        say(l, "Can't tell: no estimate of grade A to C.", "无法判断：没有 A 至 C 级估计。"));
  }
  const RowsOf rows{chance->figure, chance->rows};
  const double points = std::round((chance->without - chance->with) * 100.0);
  const std::string change = fmt::format("{}{:.0f}",
                                         points > 0   ? "+"
                                         : points < 0 ? "−"
                                                      : "",
                                         std::abs(points));
  return phrase(l,
                "Chance to reach the goal {} with it, {} without: {} {} if we stop.",
                "达成目标的概率：有它 {}，没有它 {}；停止则 {} 个百分点。",
                estimated(rows, percent(chance->with)),
                estimated(rows, percent(chance->without)),
                estimated(rows, change),
                noun(static_cast<std::uint64_t>(std::abs(points)), "point", "points"));
}

std::string taught_sentence(const views::HandMade& row, Language l) {
  std::string text = row.learnings == 0
                         ? std::string(say(l, "Has taught nothing yet.", "尚未学到东西。"))
                         : phrase(l,
                                  "Taught {} {}, used by {} {}.",
                                  "学到 {0} 条认识，被 {2} 个战术使用。",
                                  claimed(count(row.learnings)),
                                  noun(row.learnings, "thing", "things"),
                                  claimed(count(row.used)),
                                  noun(row.used, "tactic", "tactics"));
  if (row.expires) {
    text += row.expired ? phrase(l,
                                 " Past its end since {}: end it or give it a new one.",
                                 "已于 {} 到期：请结束或重定期限。",
                                 timed(day(*row.expires, l)))
                        : phrase(l, " Ends {}.", "{} 结束。", timed(day(*row.expires, l)));
  }
  return text;
}

std::string sum_note(const Ledger& ledger, Language l) {
  return phrase(
      l,
      "A parent's figure sums its tactics at grade A to C, less overlap ({} rows matched twice), "
      "and "
      "never more than the outcome moved. Its grade is the weakest it counts.",
      "上级的数字为其 A 至 C 级战术之和，扣除重叠（{} "
      "行被重复匹配），且不超过结果本身的变化。等级取其中最弱者。",
      estimated(RowsOf{ledger.waterfall[1].money.figure, ledger.waterfall[1].money.rows},
                count(static_cast<std::uint64_t>(std::max<std::int64_t>(ledger.overlap, 0)))));
}

std::vector<std::string> omissions(const Ledger& ledger, Language l) {
  std::vector<std::string> lines;
  leave_out_of_sums(ledger, lines, l);
  leave_out_signals(ledger, lines, l);
  for (const views::Unowned& row : ledger.unowned) {
    lines.push_back(phrase(l,
                           "Nobody owns the outcome {}: {}, and no goal names it.",
                           "结果 {} 无人负责：{}，没有目标提到它。",
                           named(row.metric.name),
                           measured(row.now)));
  }
  for (const views::StaleDataset& feed : ledger.stale) {
    lines.push_back(phrase(l,
                           "{} is {} hours old; it spoils {}.",
                           "{} 已 {} 小时没有更新；影响 {}。",
                           named(feed.id),
                           timed(std::to_string(feed.hours_old)),
                           ids(feed.spoils)));
  }
  lines.push_back(findings_sentence(ledger.findings, l));
  return lines;
}

}  // namespace throughline::render
