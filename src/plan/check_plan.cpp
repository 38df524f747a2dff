#include "plan/check_plan.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

namespace throughline::plan {
namespace {

constexpr std::array<std::string_view, 3> kOfForm = {"TL003", "TL004", "TL016"};

bool is_of_form(const Finding& finding) {
  return std::ranges::find(kOfForm, finding.code) != kOfForm.end();
}

// Whether one path of keys begins with the other: "q" and "q.important", not "q" and "quality".
bool is_within(std::string_view inner, std::string_view outer) {
  return !outer.empty() && inner.starts_with(outer) &&
         (inner.size() == outer.size() || inner[outer.size()] == '.' || inner[outer.size()] == '[');
}

bool is_same_key(std::string_view one, std::string_view other) {
  return is_within(one, other) || is_within(other, one);
}

void sort_by_place(std::vector<Finding>& findings) {
  std::ranges::stable_sort(findings, {}, [](const Finding& finding) {
    return std::tuple(finding.at.file,
                      finding.at.start.line,
                      finding.at.start.column,
                      std::string_view(finding.code),
                      std::string_view(finding.key));
  });
}

}  // namespace

FindingCounts counts_of(const std::vector<Finding>& findings) {
  const auto count = [&](Severity severity) {
    return static_cast<std::size_t>(std::ranges::count(findings, severity, &Finding::severity));
  };
  return {count(Severity::Error), count(Severity::Warning), count(Severity::Note)};
}

std::vector<Finding> one_cause_one_finding(std::vector<Finding> findings) {
  std::multimap<std::string, std::string> spoilt;  // node -> keys
  for (const Finding& finding : findings) {
    if (is_of_form(finding) && !finding.node.empty()) {
      spoilt.emplace(finding.node, finding.key);
    }
  }
  std::erase_if(findings, [&](const Finding& finding) {
    const auto [first, last] = spoilt.equal_range(finding.node);
    return !is_of_form(finding) && std::any_of(first, last, [&](const auto& key) {
      return is_same_key(key.second, finding.key);
    });
  });
  sort_by_place(findings);
  return findings;
}

CheckedPlan check_plan(std::vector<SourceFile> files,
                       const ReadContext& known,
                       const LintContext& context) {
  Reading reading = read_plan(std::move(files), known);
  CheckedPlan out;
  out.unusable = reading.unusable;
  out.skipped = skipped_checks(context);
  if (!reading.unusable) {
    std::ranges::move(lint(reading.plan, context), std::back_inserter(reading.findings));
  }
  out.findings = one_cause_one_finding(std::move(reading.findings));
  out.plan = std::move(reading.plan);
  return out;
}

}  // namespace throughline::plan
