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
#include "render/small_plots.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::Ledger;

constexpr std::size_t kListed = 12;

void open(std::string& out, std::string_view title, std::string_view sentence) {
  out += R"x(<div class="fig">)x";
  add_caption(out, title, sentence);
}

// "7 more: throughline ledger", where a list is longer than what is shown of it.
void add_rest(std::string& out, std::size_t n, const RowsOf& rows, Language l) {
  if (n > kListed) {
    add(out,
        R"x(<p class="sub">{}</p>)x",
        html_text(phrase(l,
                         "{} more: throughline ledger",
                         "另有 {} 个：throughline ledger",
                         estimated(rows, count(n - kListed)))));
  }
}

void add_no_reason(std::string& out, const Ledger& ledger, Language l) {
  open(out,
       say(l, "Money with no reason", "没有理由的钱"),
       say(l, "belongs to no tactic, largest first", "不属于任何战术，从大到小"));
  const MoneyScale scale = scale_for(ledger.unmapped.minor, ledger.currency);
  add(out,
      R"x(<table class="t"><thead><tr><th>{}</th><th>{}</th><th class="num">{}</th><th class="num">{}</th></tr></thead><tbody>)x",
      say(l, "What", "项目"),
      say(l, "Market", "市场"),
      scale.unit(l),
      say(l, "of it", "占比"));
  for (std::size_t i = 0; i < std::min(kListed, ledger.no_reason.size()); ++i) {
    const views::UnmappedRow& row = ledger.no_reason[i];
    add(out,
        R"x(<tr><td>{}</td><td class="muted">{}</td><td class="num">{}</td><td class="num">{}</td></tr>)x",
        html_text(named(row.what)),
        row.market.empty() ? "–" : html_text(named(row.market)),
        html_text(summed(row.money, scale.text(row.money.minor))),
        html_text(money_share(row.money, ledger.unmapped)));
  }
  add(out,
      R"x(</tbody></table><p class="sub">{}</p></div>)x",
      html_text(no_reason_sentence(ledger, kListed, l)));
}

void add_if_we_stop(std::string& out, const Ledger& ledger, Language l) {
  open(out,
       say(l, "If we stop", "如果停止"),
       say(l, "chance to reach the goal with and without it", "有它与没有它时达成目标的概率"));
  out += R"x(<ul class="rows">)x";
  const Ablations ablations = ablations_of(ledger);
  for (std::size_t i = 0; i < std::min(kListed, ablations.told.size()); ++i) {
    const views::IfWeStop& row = ablations.told[i];
    add(out,
        R"x(<li><b>{} {}</b> <span class="muted">{}</span><p>{}</p></li>)x",
        html_text(named(row.id)),
        html_text(named(row.name)),
        html_text(named(row.goal)),
        html_text(ablation_sentence(row.chance, l)));
  }
  out += "</ul>";
  if (!ablations.untold.empty()) {
    add(out, R"x(<p class="sub">{}</p>)x", html_text(untold_sentence(ablations, l)));
  }
  add_rest(out,
           ablations.told.size(),
           {views::money_figure("mapped"), ledger.waterfall[1].money.rows},
           l);
  out += "</div>";
}

void add_ansoff(std::string& out, const Ledger& ledger, Language l) {
  open(
      out,
      say(l, "Where we grow", "向哪里增长"),
      say(l,
          "derived from how new product and market are; what the plan says otherwise stands beside",
          "由产品与市场的新旧推出；计划说法不同的标在旁边"));
  out += ansoff_plot(ledger, l) + "</div>";
}

void add_modes(std::string& out, const Ledger& ledger, Language l) {
  open(out, say(l, "Engaged, networked, or both", "深度关系、网络传播，或两者"), "");
  views::MoneyFigure all = ledger.waterfall[1].money;
  all.minor = 0;
  for (const views::ModeMoney& row : ledger.by_mode) {
    all.minor += row.money.minor;
  }
  out += R"x(<table class="t vm"><tbody>)x";
  for (const views::ModeMoney& row : ledger.by_mode) {
    const double share =
        all.minor == 0 ? 0.0
                       : static_cast<double>(row.money.minor) / static_cast<double>(all.minor);
    add(out,
        R"x(<tr><td>{}</td><td class="bar"><i class="m-{}" style="--w:{:.4f}"></i></td><td class="num">{}</td><td class="num">{}</td></tr>)x",
        row.mode ? mode_mark(*row.mode, l) : std::string(say(l, "not named", "未标明")),
        row.mode ? slug_of(*row.mode) : "none",
        share,
        html_text(summed(row.money, money(row.money.minor, ledger.currency))),
        html_text(money_share(row.money, all)));
  }
  add(out,
      R"x(</tbody></table><p class="sub">{}</p></div>)x",
      html_text(exploration_sentence(ledger, l)));
}

void add_agreement(std::string& out, const Ledger& ledger, Language l) {
  open(out,
       say(l, "Do owners mean the same", "负责人是否同一理解"),
       say(l, "what each said the outcome is", "各自说的结果是什么"));
  out += R"x(<ul class="rows">)x";
  for (const views::Agreement& row : ledger.agreement) {
    add(out,
        R"x(<li><b>{} {}</b><p>{}</p></li>)x",
        html_text(named(row.node)),
        html_text(named(row.name)),
        html_text(agreement_sentence(row, l)));
  }
  out += "</ul></div>";
}

void add_brand(std::string& out, const Ledger& ledger, Language l) {
  open(out,
       say(l, "Strategic, or useful", "战略性，还是有用"),
       say(l, "two gates: it contributes, and it is on brand", "两道门：有贡献，且符合品牌"));
  add(out,
      R"x(<table class="t"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>)x",
      say(l, "Strategy", "战略"),
      say(l, "Contributes", "有贡献"),
      say(l, "Brand", "品牌"),
      say(l, "So it is", "因此"));
  for (const views::BrandGateRow& row : ledger.brand) {
    add(out,
        "<tr><td>{} {}</td><td>{}</td><td>{}{}</td><td><b>{}</b></td></tr>",
        html_text(named(row.id)),
        html_text(named(row.name)),
        status_mark(row.contributes, l),
        row.consistent ? name_of(*row.consistent, l)
                       : std::string(say(l, "not reviewed", "未审阅")),
        row.reviewer.empty() ? std::string() : ", " + html_text(named(row.reviewer)),
        name_of(row.word, l));
  }
  out += "</tbody></table></div>";
}

std::string lens_cell(const views::LensCell& cell, Language l) {
  std::string text = fmt::format(R"x(<span class="lens s{}">{}</span>)x",
                                 static_cast<int>(cell.state),
                                 name_of(cell.state, l));
  if (!cell.why.empty()) {
    text += fmt::format(R"x(<br>{})x", html_text(claimed(cell.why)));
  }
  for (const views::LensMetric& metric : cell.metrics) {
    text += fmt::format("<br>{}{}",
                        html_text(named(metric.metric.name)),
                        metric.now ? " " + html_text(measured(*metric.now)) : std::string());
  }
  return text;
}

void add_lenses(std::string& out, const Ledger& ledger, Language l) {
  open(out,
       say(l, "The same outcome, four lenses", "同一结果，四种视角"),
       say(l, "a lens adds a view; it never changes the outcome", "视角只增加看法，不改变结果"));
  out += R"x(<table class="t lenses blocks"><thead><tr><th></th>)x";
  for (int i = 0; i < 4; ++i) {
    add(out, "<th>{}</th>", name_of(static_cast<plan::LensName>(i), l));
  }
  out += "</tr></thead><tbody>";
  for (const views::LensRow& row : ledger.lenses) {
    add(out,
        R"x(<tr><td class="head">{} {}</td>)x",
        html_text(named(row.id)),
        html_text(named(row.name)));
    for (std::size_t i = 0; i < row.by_name.size(); ++i) {
      add(out,
          R"x(<td data-l="{}">{}</td>)x",
          name_of(static_cast<plan::LensName>(i), l),
          lens_cell(row.by_name[i], l));
    }
    out += "</tr>";
  }
  out += "</tbody></table></div>";
}

std::string learning_facts(const views::LearningRow& row, Language l) {
  std::string text = name_of(row.source, l);
  text += row.on ? ", " + timed(day(*row.on, l)) : std::string();
  text += row.owner.empty() ? std::string() : ", " + named(row.owner);
  text += phrase(l,
                 "; used by {} {}",
                 "；被 {} 个战术使用",
                 claimed(count(row.used_by)),
                 noun(row.used_by, "tactic", "tactics"));
  if (!row.contradicted_by.empty()) {
    text += phrase(l, "; contradicted by {}", "；与 {} 矛盾", ids(row.contradicted_by));
  }
  return text;
}

void add_learnings(std::string& out, const Ledger& ledger, Language l) {
  open(out, say(l, "What was learned", "学到了什么"), "");
  add(out, R"x(<p>{}</p><ul class="rows">)x", html_text(learned_sentence(ledger, l)));
  for (std::size_t i = 0; i < std::min(kListed, ledger.learnings.size()); ++i) {
    const views::LearningRow& row = ledger.learnings[i];
    add(out,
        R"x(<li>{} <b>{}</b> {}<p class="muted">{}</p></li>)x",
        grade_mark(row.grade, l),
        html_text(named(row.id)),
        html_text(claimed(row.says)),
        html_text(learning_facts(row, l)));
  }
  out += "</ul>";
  add_rest(out,
           ledger.learnings.size(),
           {{.subject = views::FigureId::Subject::Learnings}, ledger.learnings.size()},
           l);
  out += "</div>";
}

void add_changes(std::string& out, const Ledger& ledger, Language l) {
  if (ledger.changes.empty()) {
    return;
  }
  open(out,
       say(l, "What changed the plan", "什么改变了计划"),
       say(l, "and whose evidence began it", "以及由谁的证据引起"));
  out += R"x(<ul class="rows">)x";
  for (std::size_t i = 0; i < std::min(kListed, ledger.changes.size()); ++i) {
    const views::ChangeRow& row = ledger.changes[i];
    add(out,
        R"x(<li><b>{}</b> {}<p class="muted">{}{}; {}</p></li>)x",
        html_text(named(row.node)),
        html_text(claimed(row.what)),
        row.on ? html_text(timed(day(*row.on, l))) + ", " : std::string(),
        html_text(named(row.owner)),
        row.because.empty() ? std::string(say(l, "no evidence cited", "未引用证据"))
                            : html_text(ids(row.because)));
  }
  out += "</ul></div>";
}

void add_hand_made(std::string& out, const Ledger& ledger, Language l) {
  if (ledger.hand_made.empty()) {
    return;
  }
  open(out,
       say(l, "Made by hand", "手工项目"),
       say(l,
           "not meant to scale: judged by what it teaches, and ends",
           "不求规模：以所学评判，并有期限"));
  out += R"x(<ul class="rows">)x";
  for (const views::HandMade& row : ledger.hand_made) {
    add(out,
        R"x(<li class="{}"><b>{} {}</b>, {}<p>{}</p><p class="muted">{}</p></li>)x",
        row.expired ? "late" : "",
        html_text(named(row.id)),
        html_text(named(row.name)),
        html_text(summed(row.cost, money(row.cost.minor, ledger.currency))),
        html_text(claimed(row.learn)),
        html_text(taught_sentence(row, l)));
  }
  out += "</ul></div>";
}

void add_unplanned(std::string& out, const Ledger& ledger, Language l) {
  if (ledger.unplanned.empty()) {
    return;
  }
  open(out,
       say(l, "Keeps working, but nobody planned it", "持续有效，却没人计划"),
       say(l, "nobody owns this; adopt it as a draft tactic", "无人负责；可收为草稿战术"));
  add(out,
      R"x(<table class="t blocks sig"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th class="num">{}</th><th>{}</th><th>{}</th></tr></thead><tbody>)x",
      say(l, "Signal", "信号"),
      say(l, "Kind", "类型"),
      html_text(fmt::format("{} – {}",
                            timed(month(ledger.first_month, l)),
                            timed(month(ledger.first_month + ledger.n_months - 1, l)))),
      say(l, "Engaged a month", "每月有效"),
      say(l, "Trend", "趋势"),
      say(l, "Grade", "等级"));
  for (std::size_t i = 0; i < std::min(kListed, ledger.unplanned.size()); ++i) {
    const views::Unplanned& row = ledger.unplanned[i];
    const views::SignalRow months{
        .figure = row.figure, .engaged = row.engaged, .better = row.better};
    const RowsOf engaged{with(row.figure, views::FigureId::Measure::Engaged), row.engaged_visits};
    add(out,
        R"x(<tr><td class="head"><b>{}</b></td><td class="muted kind">{}</td><td class="months">{}</td><td class="num" data-l="{}">{}</td><td data-l="{}">{}</td><td class="gr">{}</td></tr>)x",
        row.sources > 1
            ? html_text(phrase(
                  l,
                  "{} sources: {}",
                  "{} 个来源：{}",
                  counted({with(row.figure, views::FigureId::Measure::Sources), row.sources}),
                  named(row.name)))
            : html_text(named(row.name)),
        translated(row.kind, l),
        months_plot(months, ledger.first_month, l),
        say(l, "Engaged a month", "每月有效"),
        html_text(monthly(engaged, row.months_since_seen)),
        say(l, "Trend", "趋势"),
        name_of(row.trend, l),
        grade_mark(schema::Grade::D, l));
  }
  out += "</tbody></table>";
  add_rest(
      out,
      ledger.unplanned.size(),
      {{.subject = views::FigureId::Subject::Signals, .measure = views::FigureId::Measure::Sources},
       ledger.signals},
      l);
  out += "</div>";
}

void add_rules(std::string& out, const Ledger& ledger, Language l) {
  open(out, say(l, "What the rules say of the plan", "规则对计划的看法"), "");
  add(out,
      R"x(<p class="sub">{}</p><ul class="rows">)x",
      html_text(findings_sentence(ledger.findings, l)));
  for (const std::string& line : ledger.findings.first) {
    add(out, "<li>{}</li>", html_text(named(line)));
  }
  out += "</ul></div>";
}

}  // namespace

void add_money_page(std::string& out, const Ledger& ledger, Language l) {
  add_all_decisions(out, ledger, l);
  add_unplanned(out, ledger, l);
  out += R"x(<div class="two">)x";
  add_no_reason(out, ledger, l);
  add_if_we_stop(out, ledger, l);
  out += "</div>";
}

void add_strategies_page(std::string& out, const Ledger& ledger, Language l) {
  out += R"x(<div class="two">)x";
  add_ansoff(out, ledger, l);
  add_modes(out, ledger, l);
  out += "</div>";
  if (!ledger.lenses.empty()) {
    add_lenses(out, ledger, l);
  }
  out += R"x(<div class="two">)x";
  add_brand(out, ledger, l);
  add_agreement(out, ledger, l);
  out += "</div>";
}

void add_learnings_page(std::string& out, const Ledger& ledger, Language l) {
  out += R"x(<div class="two">)x";
  add_learnings(out, ledger, l);
  out += R"x(<div class="stack">)x";
  add_hand_made(out, ledger, l);
  add_changes(out, ledger, l);
  add_rules(out, ledger, l);
  out += "</div></div>";
}

}  // namespace throughline::render
