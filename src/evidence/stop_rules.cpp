#include "evidence/stop_rules.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

#include "evidence/deciding.hpp"

namespace throughline::evidence {
namespace {

Met met_if(bool condition) { return condition ? Met::Yes : Met::No; }

StopFacts diminishing(const StopInputs& inputs) {
  StopFacts facts{.rule = plan::StopWhen::Diminishing};
  if (!inputs.marginal) {
    facts.reason = "nobody knows what one more unit of cost brings";
    return facts;
  }
  facts.met = met_if(inputs.marginal->high < 1.0);
  facts.reason = fmt::format("one more unit of cost brings at most {:.4g}", inputs.marginal->high);
  return facts;
}

StopFacts bigger_fish(const StopInputs& inputs) {
  StopFacts facts{.rule = plan::StopWhen::BiggerFish};
  if (!inputs.per_cost || inputs.siblings.empty()) {
    facts.reason = "its worth per cost, or that of any sibling, is not known";
    return facts;
  }
  const auto best = std::ranges::max_element(
      inputs.siblings, {}, [](const SiblingValue& sibling) { return sibling.per_cost.low; });
  facts.met = met_if(best->per_cost.low > inputs.per_cost->high);
  facts.reason = fmt::format("it brings at most {:.4g} per cost, {} at least {:.4g}",
                             inputs.per_cost->high,
                             best->tactic,
                             best->per_cost.low);
  return facts;
}

bool is_about_churn(const GuardrailFacts& guardrail) {
  constexpr std::array<std::string_view, 4> kWords = {"repeat", "churn", "retention", "return"};
  return std::ranges::any_of(kWords, [&](std::string_view word) {
    return guardrail.metric.find(word) != std::string::npos;
  });
}

StopFacts churn_penalty(const StopInputs& inputs) {
  StopFacts facts{.rule = plan::StopWhen::ChurnPenalty};
  const auto first = std::ranges::find_if(inputs.guardrails, is_about_churn);
  if (first == inputs.guardrails.end()) {
    facts.reason = "no guardrail is about repeat or churn";
    return facts;
  }
  if (!first->deciding || !first->margin || !is_causal(first->deciding->grade)) {
    facts.reason = fmt::format("no estimate of grade A to C on {}", first->metric);
    return facts;
  }
  const double high = first->deciding->effect.interval.high;
  facts.met = met_if(high < -*first->margin);
  facts.reason = fmt::format(
      "{} changed by at most {:.4g} with a margin of {:.4g}", first->metric, high, *first->margin);
  return facts;
}

}  // namespace

StopFacts stop_facts(plan::StopWhen rule, const StopInputs& inputs) {
  switch (rule) {
    case plan::StopWhen::Diminishing:
      return diminishing(inputs);
    case plan::StopWhen::BiggerFish:
      return bigger_fish(inputs);
    case plan::StopWhen::ChurnPenalty:
      return churn_penalty(inputs);
  }
  return {.rule = rule};
}

}  // namespace throughline::evidence
