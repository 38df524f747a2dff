#include "render/omissions.hpp"

#include "render/marked.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::FigureId;
using views::Report;
using Measure = FigureId::Measure;
using Subject = FigureId::Subject;

constexpr std::uint64_t kTop = 10;

RowsOf rows(Subject subject, Measure measure, std::uint64_t count) {
  return {{.subject = subject, .measure = measure}, count};
}

std::string hidden_by_ten(const Report& report, Language l) {
  return phrase(
      l,
      "A top-ten list would hide {} sources with {} of their visits and {} of the engaged ones; "
      "here all are dots, and rows in throughline sources.",
      "前十名列表会隐藏 {} 个来源、{} 的访问和 {} 的有效访问；这里全部是点，也是 throughline "
      "sources 的行。",
      counted(rows(Subject::BelowTop, Measure::Sources, report.n_sources - kTop)),
      shared(rows(Subject::BelowTop, Measure::Visits, report.named_visits - report.top_visits),
             rows(Subject::Sources, Measure::Visits, report.named_visits)),
      shared(rows(Subject::BelowTop, Measure::Engaged, report.named_engaged - report.top_engaged),
             rows(Subject::Sources, Measure::Engaged, report.named_engaged)));
}

std::string reasons_of(const std::vector<views::ReasonCount>& reasons,
                       Subject subject,
                       Language l) {
  std::string text;
  for (const views::ReasonCount& one : reasons) {
    text += text.empty() ? "" : std::string(say(l, ", ", "，"));
    text += named(translated(one.reason, l)) + " " +
            counted({{.subject = subject, .name = one.reason}, one.count});
  }
  return text;
}

}  // namespace

std::vector<std::string> omissions(const Report& report, Language l) {
  std::vector<std::string> lines;
  if (report.n_sources > kTop) {
    lines.push_back(hidden_by_ten(report, l));
  }
  lines.push_back(
      phrase(l,
             "{} of {} sources are too small to test alone; they were pooled by landing "
             "page, platform and word.",
             "{1} 个来源中有 {0} 个太小，无法单独检验；已按落地页、平台和词合并。",
             counted(rows(Subject::Untested, Measure::Sources, report.n_small)),
             counted(rows(Subject::Sources, Measure::Sources, report.n_sources))));
  const RowsOf visits = rows(Subject::Visits, Measure::Visits, report.visits);
  lines.push_back(phrase(l,
                         "Time on the last page is unknown for {} of visits, which have only one; "
                         "it is not counted as zero, and the visit not as engaged.",
                         "{} 的访问只有一页，末页停留时间未知；不计为零，访问也不计为有效。",
                         shared(rows(Subject::Visits, Measure::Unknown, report.unknown), visits)));
  lines.push_back(
      phrase(l,
             "{} visits by programs; one switch in the settings counts each kind again.",
             "{} 次程序访问；设置中可逐类重新计入。",
             counted(rows(Subject::Bots, Measure::Visits, report.bot_visits))));
  if (!report.has_goals) {
    lines.emplace_back(say(l,
                           "No goal is named, so nothing here says what visits were worth. Add "
                           "conversions: to throughline.yaml.",
                           "尚未指定目标，因此无法说明访问的价值。请在 throughline.yaml 添加 "
                           "conversions:。"));
  }
  lines.emplace_back(say(l,
                         "Money: no spend is read yet, so no visit has a cost here.",
                         "费用：尚未读入支出，因此访问没有成本。"));
  lines.emplace_back(say(l,
                         "Nothing here says what would have happened otherwise: sources differ, "
                         "that is all (grade D).",
                         "这里不说明“否则会怎样”：只是来源之间的差异（等级 D）。"));
  return lines;
}

std::string rows_sentence(const Report& report, Language l) {
  const RowsOf all = rows(Subject::Rows, Measure::Visits, report.lines);
  const RowsOf refused = rows(Subject::Rows, Measure::Quarantined, report.rejects);
  return phrase(l,
                "{} rows in = {} kept + {} in quarantine ({}) + {} blank or comment.",
                "读入 {} 行 = 保留 {} + 隔离 {}（{}）+ 空行或注释 {}。",
                counted(all),
                counted(rows(Subject::Rows, Measure::Kept, report.hits)),
                counted(refused),
                shared(refused, all),
                counted(rows(Subject::Rows, Measure::Blank, report.blank)));
}

std::string refused_reasons(const Report& report, Language l) {
  return reasons_of(report.quarantined, Subject::Quarantine, l);
}

std::string bot_reasons(const Report& report, Language l) {
  return reasons_of(report.bots, Subject::Bots, l);
}

}  // namespace throughline::render
