#include "render/summary.hpp"

#include <algorithm>
#include <array>

#include "render/marked.hpp"
#include "render/omissions.hpp"
#include "render/screen.hpp"
#include "render/sentences.hpp"
#include "render/summary_tables.hpp"
#include "render/words.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using views::Report;

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

void add_finding(Screen& screen, const FindingText& text) {
  const Language l = screen.language();
  const std::string grade =
      text.grade == schema::Grade::None
          ? std::string()
          : phrase(l, " Grade {}.", "等级 {}。", schema::letter_of(text.grade));
  const std::array<std::pair<std::string_view, std::string>, 3> lines = {
      {{say(l, "How sure", "有多确定"), text.how_sure + grade},
       {say(l, "Likely why", "可能原因"), text.likely_why},
       {say(l, "So what", "所以"), text.so_what}}};
  screen.item("•", text.claim + std::string(say(l, " ", "")) + text.rest, true);
  for (const auto& [label, marked] : lines) {
    if (!marked.empty()) {
      screen.labelled(label, 10, marked);
    }
  }
  screen.space();
}

void add_totals(Screen& screen, const Report& report) {
  screen.line(
      phrase(screen.language(),
             "{} visits by {} people, {} engaged, {} by people who came back; {} sources, "
             "all scored; {} visits by programs kept apart",
             "{} 次访问，{} 人，{} 有效，{} 为回访；{} 个来源全部评分；{} 次程序访问单独保存",
             count(report.visits),
             count(report.people),
             percent(share(report.engaged, report.visits)),
             percent(share(report.returning, report.visits)),
             count(report.n_sources),
             count(report.bot_visits)));
  screen.space();
}

void add_signals(Screen& screen, const Report& report) {
  if (report.signals.empty()) {
    return;
  }
  constexpr std::size_t kShown = 12;
  const Language l = screen.language();
  screen.title(phrase(l,
                      "Signals, better by more than chance ({} months)",
                      "信号：优于偶然（{} 个月）",
                      report.n_months));
  screen.table(signals_table(report, kShown, l));
  if (report.signals.size() > kShown) {
    screen.line(phrase(l,
                       "… and {} more: throughline signals",
                       "……另有 {} 个：throughline signals",
                       report.signals.size() - kShown));
  }
  screen.space();
}

void add_channels(Screen& screen, const Report& report) {
  const Language l = screen.language();
  if (report.has_paid) {
    screen.title(say(l, "Paid beside unpaid", "付费与未付费"));
    screen.table(paid_table(report, l));
    screen.space();
  }
  screen.title(say(l, "Bounce by four definitions, same visits", "同一批访问，四种跳出定义"));
  screen.table(channels_table(report, l));
  screen.space();
}

void add_omissions(Screen& screen, const Report& report) {
  screen.title(say(screen.language(), "What this page leaves out", "本页未包含"));
  for (const std::string& line : omissions(report, screen.language())) {
    screen.item("–", line);
  }
  screen.space();
}

void add_health(Screen& screen, const Report& report) {
  const Language l = screen.language();
  screen.title(say(l, "Data health", "数据健康"));
  screen.line(rows_sentence(report, l));
  for (const auto& [label, reasons] :
       {std::pair(say(l, "Quarantine: ", "隔离："), refused_reasons(report, l)),
        std::pair(say(l, "Visits by programs: ", "程序访问："), bot_reasons(report, l))}) {
    if (!reasons.empty()) {
      screen.line(std::string(label) + reasons);
    }
  }
  screen.table(feeds_table(report, l));
  screen.space();
}

}  // namespace

std::string terminal_summary(const Report& report, const TerminalOptions& options) {
  const Language l = options.language;
  Screen screen(options);
  if (report.visits > 0) {
    screen.title(phrase(l,
                        "{}: {} – {}",
                        "{}：{} – {}",
                        text::printable(report.workspace),
                        day(report.from, l),
                        day(report.until, l)));
    screen.headline(headline(report, l));
    screen.space();
    add_totals(screen, report);
    for (const views::Finding& finding : report.findings) {
      add_finding(screen, words_of(finding, l));
    }
    add_signals(screen, report);
    add_channels(screen, report);
    add_omissions(screen, report);
  }
  if (report.lines > 0) {
    add_health(screen, report);
  }
  for (const std::string& line : report.missing) {
    screen.line(line, 2);
  }
  return std::move(screen).text();
}

}  // namespace throughline::render
