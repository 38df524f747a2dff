#include "plan/lint.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "plan/rules/rules.hpp"
#include "plan/rules/subject.hpp"

namespace throughline::plan {
namespace {

using Rule = std::vector<Finding> (*)(const Subject&);

constexpr std::array<Rule, 29> kRules = {
    rules::audiences,   rules::hypotheses,     rules::orphans,          rules::questions,
    rules::circles,     rules::suspect_links,  rules::bindings,         rules::stale_datasets,
    rules::activity,    rules::decision_dates, rules::decision_rules,   rules::locked_terms,
    rules::power,       rules::reasons,        rules::budgets,          rules::ledger,
    rules::copies,      rules::ansoff_moves,   rules::lenses_and_brand, rules::one_sided_partners,
    rules::convergence, rules::approvals,      rules::skipped_stages,   rules::hand_made,
    rules::exploration, rules::contradictions, rules::push_only,        rules::knowledge_debt,
    rules::corners,
};

}  // namespace

std::vector<Finding> lint(const Plan& plan, const LintContext& context) {
  const Subject subject(plan, context);
  std::vector<Finding> out;
  for (const Rule rule : kRules) {
    append(out, rule(subject));
  }
  std::ranges::stable_sort(out, {}, [](const Finding& finding) {
    return std::tuple(finding.at.file,
                      finding.at.start.line,
                      finding.at.start.column,
                      std::string_view(finding.code),
                      std::string_view(finding.key));
  });
  return out;
}

std::vector<SkippedCheck> skipped_checks(const LintContext& context) {
  std::vector<SkippedCheck> out;
  if (!context.source_kinds) {
    out.push_back({"TL006", "columns of datasets on a source", "there are no settings here"});
  }
  if (!context.data) {
    out.push_back({"TL006", "freshness of datasets", "there is no data here"});
    out.push_back({"TL009", "power of hypotheses", "there is no data here"});
    out.push_back({"TL011", "money of the ledger", "there is no data here"});
  } else if (context.data->spreads.empty()) {
    out.push_back({"TL009", "power of hypotheses", "no metric has eight periods of rows yet"});
  }
  return out;
}

}  // namespace throughline::plan
