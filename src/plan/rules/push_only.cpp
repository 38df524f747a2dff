#include <fmt/format.h>

#include "plan/placeholder.hpp"
#include "plan/rules/rules.hpp"

// TL022: a message and an audience, but nothing to do for it and no way to answer.
namespace throughline::plan::rules {
namespace {

bool says_nothing(const std::optional<Text>& text) { return text && is_placeholder(text->value); }

}  // namespace

std::vector<Finding> push_only(const Subject& subject) {
  std::vector<Finding> out;
  for (const Tactic& tactic : subject.plan().tactics) {
    const bool no_behaviour = says_nothing(tactic.behaviour);
    if (!is_kept(tactic) || !(no_behaviour || says_nothing(tactic.feedback))) {
      continue;
    }
    const Text& text = no_behaviour ? *tactic.behaviour : *tactic.feedback;
    const std::string key = no_behaviour ? "behaviour" : "feedback";
    out.push_back(
        finding("TL022",
                tactic.head,
                key,
                text.at,
                fmt::format("{} only pushes: {} is \"{}\"", tactic.head.id.value, key, text.value),
                no_behaviour ? "say what they should do that they do not do now"
                             : "say how they can answer"));
  }
  return out;
}

}  // namespace throughline::plan::rules
