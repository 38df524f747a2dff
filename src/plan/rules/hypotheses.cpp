#include <fmt/format.h>

#include "plan/rules/rules.hpp"

// TL016: what is expected and what is measured is one metric.
namespace throughline::plan::rules {

std::vector<Finding> hypotheses(const Subject& subject) {
  std::vector<Finding> out;
  for (const Tactic& tactic : subject.plan().tactics) {
    const bool both =
        tactic.hypothesis && tactic.hypothesis->on && tactic.measure && tactic.measure->metric;
    if (!is_kept(tactic) || !both ||
        tactic.hypothesis->on->value == tactic.measure->metric->value) {
      continue;
    }
    const Ref& on = *tactic.hypothesis->on;
    const std::string& metric = tactic.measure->metric->value;
    out.push_back(finding("TL016",
                          tactic.head,
                          "hypothesis.on",
                          on.at,
                          fmt::format("{0}.hypothesis.on is {1}, but {0} is measured by {2}",
                                      tactic.head.id.value,
                                      on.value,
                                      metric),
                          fmt::format("write on: {}, or measure {}", metric, on.value)));
  }
  return out;
}

}  // namespace throughline::plan::rules
