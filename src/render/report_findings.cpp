#include <algorithm>
#include <variant>

#include "render/html.hpp"
#include "render/html_out.hpp"
#include "render/marked.hpp"
#include "render/report_parts.hpp"
#include "render/sentences.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::FigureId;
using views::Report;
using Measure = FigureId::Measure;

constexpr std::size_t kFindings = 4;  // two rows of two

void add_key_figure(std::string& out,
                    std::string_view label,
                    const std::string& value,
                    const std::string& below) {
  add(out,
      R"x(<div><div class="eyebrow">{}</div><div class="big">{}</div><div class="sub">{}</div></div>)x",
      label,
      value,
      html_text(below));
}

RowsOf visits_by(Measure measure, std::uint64_t count) { return {{.measure = measure}, count}; }

void add_from_small(std::string& out, const views::SmallSources& found, Language l) {
  const FigureId small{.subject = FigureId::Subject::Small};
  const RowsOf engaged{with(small, Measure::Engaged), found.engaged};
  add_key_figure(out,
                 say(l, "From small sources, a month", "来自小来源，每月"),
                 html_text(monthly(engaged, found.months)) + " " + grade_mark(schema::Grade::D, l),
                 phrase(l,
                        "{} engaged visits; {} sources no top-ten list shows",
                        "{} 次有效访问；{} 个前十名列表看不到的来源",
                        estimated(engaged,
                                  fmt::format("[{}, {}]",
                                              amount(found.engaged_a_month.low),
                                              amount(found.engaged_a_month.high))),
                        counted({with(small, Measure::Sources), found.sources})));
}

void add_sources(std::string& out, const Report& report, Language l) {
  const FigureId sources{.subject = FigureId::Subject::Sources, .measure = Measure::Sources};
  add_key_figure(out,
                 say(l, "Sources", "来源"),
                 html_text(counted({sources, report.n_sources})),
                 std::string(say(l, "each scored before any list was cut", "先评分，后列表")));
}

void add_finding(std::string& out, const FindingText& text, Language l) {
  add(out,
      R"x(<li><h3 class="claim">{} <span>{}</span></h3><dl><dt>{}</dt><dd>{} {}</dd>)x",
      html_text(text.claim),
      html_text(text.rest),
      say(l, "How sure", "有多确定"),
      grade_mark(text.grade, l),
      html_text(text.how_sure));
  if (!text.likely_why.empty()) {
    add(out,
        "<dt>{}</dt><dd>{}</dd>",
        say(l, "Likely why", "可能原因"),
        html_text(text.likely_why));
  }
  add(out,
      "<dt>{}</dt><dd><b>{}</b></dd></dl></li>",
      say(l, "So what", "所以"),
      html_text(text.so_what));
}

}  // namespace

std::string grade_mark(schema::Grade grade, Language l) {
  const std::string letter =
      grade == schema::Grade::None ? "–" : std::string(1, schema::letter_of(grade));
  return fmt::format(
      R"x(<span class="grade" data-g="{0}" role="img" title="{0}: {1}" aria-label="{0}: {1}">{0}</span>)x",
      letter,
      meaning_of(grade, l));
}

void add_caption(std::string& out, std::string_view title, std::string_view sentence) {
  add(out,
      R"x(<div class="cap"><h2 class="h2">{}</h2><p class="sub">{}</p></div>)x",
      html_text(title),
      html_text(sentence));
}

void add_headline(std::string& out, const Report& report, Language l) {
  add(out, R"x(<h1 class="claim">{}</h1>)x", html_text(headline(report, l)));
}

void add_key_figures(std::string& out, const Report& report, Language l) {
  const RowsOf visits = visits_by(Measure::Visits, report.visits);
  const RowsOf engaged = visits_by(Measure::Engaged, report.engaged);
  const RowsOf returning = visits_by(Measure::Returning, report.returning);
  out += R"x(<div class="kpis">)x";
  add_key_figure(out,
                 say(l, "Engaged visits", "有效访问"),
                 html_text(counted(engaged)),
                 phrase(l,
                        "{} of {} visits; at least, since {} show one page and no more",
                        "占 {1} 次访问的 {0}；至少如此，因为 {2} 只有一页",
                        shared(engaged, visits),
                        counted(visits),
                        shared(visits_by(Measure::Unknown, report.unknown), visits)));
  const views::SmallSources* small = nullptr;
  for (const views::Finding& finding : report.findings) {
    const auto* found = std::get_if<views::SmallSources>(&finding);
    small = found != nullptr ? found : small;
  }
  if (small != nullptr) {
    add_from_small(out, *small, l);
  } else {
    add_sources(out, report, l);
  }
  add_key_figure(out,
                 say(l, "By people who came back", "回访"),
                 html_text(counted(returning)),
                 phrase(l,
                        "{} of visits; {} people in all",
                        "占访问的 {}，共 {} 人",
                        shared(returning, visits),
                        counted(visits_by(Measure::People, report.people))));
  add_key_figure(
      out,
      say(l, "Not people", "非真人"),
      html_text(counted({{.subject = FigureId::Subject::Bots}, report.bot_visits})),
      std::string(say(
          l, "visits by programs, kept apart with their reason", "程序的访问，连同原因单独保存")));
  out += "</div>";
}

void add_findings(std::string& out, const Report& report, Language l) {
  out += R"x(<ol class="finds">)x";
  for (std::size_t i = 0; i < std::min(report.findings.size(), kFindings); ++i) {
    add_finding(out, words_of(report.findings[i], l), l);
  }
  out += "</ol>";
}

void add_missing(std::string& out, const Report& report, Language l) {
  if (report.missing.empty()) {
    return;
  }
  add(out, R"x(<div class="state"><b>{}</b><ul>)x", say(l, "What is not here yet", "尚缺"));
  for (const std::string& line : report.missing) {
    add(out, "<li>{}</li>", escape_html(line));
  }
  out += "</ul></div>";
}

}  // namespace throughline::render
