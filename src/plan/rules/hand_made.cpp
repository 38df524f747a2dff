#include <fmt/format.h>

#include "plan/rules/rules.hpp"

// TL019: what is done by hand to learn has an end.
namespace throughline::plan::rules {

std::vector<Finding> hand_made(const Subject& subject) {
  std::vector<Finding> out;
  for (const Tactic& tactic : subject.plan().tactics) {
    if (!is_alive(tactic) || !tactic.unscalable || !tactic.unscalable->is ||
        !tactic.unscalable->expires || subject.days_since(tactic.unscalable->expires->value) <= 0) {
      continue;
    }
    const Placed<CivilDate>& expires = *tactic.unscalable->expires;
    out.push_back(finding(
        "TL019",
        tactic.head,
        "unscalable.expires",
        expires.at,
        fmt::format(
            "{} was to end by hand on {}", tactic.head.id.value, format_date(expires.value)),
        "write down what was learned and stop it, make it scale, or set a new end"));
  }
  return out;
}

}  // namespace throughline::plan::rules
