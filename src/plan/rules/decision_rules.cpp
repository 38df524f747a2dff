#include <fmt/format.h>

#include "plan/decide_rule.hpp"
#include "plan/rules/rules.hpp"

// TL016: a rule that cannot be read decides nothing.
namespace throughline::plan::rules {

std::vector<Finding> decision_rules(const Subject& subject) {
  std::vector<Finding> out;
  for (const Tactic& tactic : subject.plan().tactics) {
    if (!is_kept(tactic) || !tactic.decide || !tactic.decide->rule) {
      continue;
    }
    const Text& text = *tactic.decide->rule;
    const auto rule = parse_decide_rule(text.value);
    if (!rule) {
      out.push_back(finding(
          "TL016",
          tactic.head,
          "decide.rule",
          within(subject.plan(), text, rule.error().place.column),
          fmt::format(
              "{}.decide.rule cannot be read: {}", tactic.head.id.value, rule.error().message),
          "write it like \"scale if lo > 0; stop if hi < 6%; else extend once\", or "
          "learning-only"));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
