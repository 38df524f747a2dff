#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "plan/rules/rules.hpp"
#include "plan/words.hpp"

// TL018: seed, test, scale; the last step needs a decision.
namespace throughline::plan::rules {
namespace {

std::set<std::string, std::less<>> superseded(const Plan& plan) {
  std::set<std::string, std::less<>> out;
  for (const Decision& decision : plan.decisions) {
    if (decision.supersedes && decision.supersedes->value != decision.head.id.value) {
      out.insert(decision.supersedes->value);
    }
  }
  return out;
}

bool lets_scale(const Decision& decision) {
  return decision.did.value == Action::Override ||
         (decision.did.value == Action::Scale && decision.verdict.value == Verdict::Working);
}

Finding skipped(const Tactic& tactic, const Decision* scaled) {
  const std::string& id = tactic.head.id.value;
  return finding("TL018",
                 tactic.head,
                 "stage",
                 tactic.stage->at,
                 scaled == nullptr
                     ? fmt::format("{} is at scale, but no decision took it there", id)
                     : fmt::format("{} is at scale by {}, whose verdict was {}",
                                   id,
                                   scaled->head.id.value,
                                   name_of(scaled->verdict.value)),
                 "set stage: test, or record the decision or an override with its reason");
}

}  // namespace

std::vector<Finding> skipped_stages(const Subject& subject) {
  const auto gone = superseded(subject.plan());
  std::vector<Finding> out;
  for (const Tactic& tactic : subject.plan().tactics) {
    if (!is_alive(tactic) || !tactic.stage || tactic.stage->value != Stage::Scale) {
      continue;
    }
    auto decisions = subject.decisions_on(tactic.head.id.value);
    std::erase_if(decisions,
                  [&](const Decision* decision) { return gone.contains(decision->head.id.value); });
    const auto scaled = std::ranges::find_if(
        decisions, [](const Decision* decision) { return decision->did.value == Action::Scale; });
    if (std::ranges::none_of(decisions,
                             [](const Decision* decision) { return lets_scale(*decision); })) {
      out.push_back(skipped(tactic, scaled == decisions.end() ? nullptr : *scaled));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
