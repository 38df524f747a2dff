#include <fmt/format.h>
#include <map>
#include <vector>

#include "document/marked_line.hpp"
#include "plan/rule_texts.hpp"
#include "render/plan_findings.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using plan::Finding;
using plan::Severity;
using plan::Span;

std::string_view colour_code(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "\033[1;31m";
    case Severity::Warning:
      return "\033[1;33m";
    case Severity::Note:
      return "\033[1;36m";
  }
  return "";
}

// Writes findings of one plan; the lines of its files are found once.
class Writer {
 public:
  Writer(const std::vector<plan::SourceFile>& files, Colour colour)
      : files_(files), colour_(colour) {
    for (const plan::SourceFile& file : files) {
      lines_.emplace_back(file.text);
    }
  }

  [[nodiscard]] std::string text(const Finding& finding) const {
    std::string out = fmt::format("{}: {}\n", head(finding), text::printable(finding.message));
    out += place(finding.at);
    for (const plan::Related& related : finding.related) {
      out += fmt::format("  note: {}\n{}", text::printable(related.message), place(related.at));
    }
    if (!finding.help.empty()) {
      out += fmt::format("  help: {}\n", text::printable(finding.help));
    }
    return out;
  }

 private:
  [[nodiscard]] std::string head(const Finding& finding) const {
    const bool on = colour_ == Colour::On;
    return fmt::format("{}{}[{}]{}",
                       on ? colour_code(finding.severity) : "",
                       plan::name_of(finding.severity),
                       finding.code,
                       on ? "\033[0m" : "");
  }

  [[nodiscard]] std::string place(const Span& at) const {
    if (at.file >= files_.size()) {
      return {};
    }
    std::string out = fmt::format(
        "  --> {}:{}:{}\n", text::printable(files_[at.file].name), at.start.line, at.start.column);
    if (!lines_[at.file].line(at.start.line).empty()) {
      out += document::marked_line(lines_[at.file], at.start, at.end);
    }
    return out;
  }

  const std::vector<plan::SourceFile>& files_;
  std::vector<document::Lines> lines_;
  Colour colour_;
};

std::string counted(std::size_t n, std::string_view one) {
  return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
}

}  // namespace

std::string findings_text(const plan::CheckedPlan& checked, Colour colour) {
  const Writer writer(checked.plan.files, colour);
  std::string out;
  for (const Finding& finding : checked.findings) {
    out += (out.empty() ? "" : "\n") + writer.text(finding);
  }
  return out;
}

std::string findings_summary(const plan::CheckedPlan& checked) {
  const plan::FindingCounts counts = plan::counts_of(checked.findings);
  std::string out = fmt::format("{}, {}, {} in {} of {}\n",
                                counted(counts.errors, "error"),
                                counted(counts.warnings, "warning"),
                                counted(counts.notes, "note"),
                                counted(checked.plan.files.size(), "file"),
                                counted(checked.plan.by_id.size(), "node"));
  for (const plan::SkippedCheck& skipped : checked.skipped) {
    out += fmt::format("not checked: {} ({}): {}\n", skipped.what, skipped.code, skipped.why);
  }
  return out;
}

}  // namespace throughline::render
