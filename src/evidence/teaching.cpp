#include "evidence/teaching.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace throughline::evidence {
namespace {

using Ids = std::set<std::string>;

// What a learning's source may name to be one of the tactic's.
Ids names_of(const plan::Plan& plan, const std::string& tactic) {
  Ids names = {tactic};
  for (const plan::Decision& decision : plan.decisions) {
    if (decision.tactic && decision.tactic->value == tactic) {
      names.insert(decision.head.id.value);
      if (decision.evidence) {
        names.insert(decision.evidence->value);
      }
    }
  }
  return names;
}

bool names_one(const plan::Change& change, const std::vector<std::string>& learnings) {
  return std::ranges::any_of(change.because, [&](const plan::Text& reason) {
    return std::ranges::find(learnings, reason.value) != learnings.end();
  });
}

void add_learnings(Teaching& teaching, const plan::Plan& plan) {
  const Ids names = names_of(plan, teaching.tactic);
  Ids users;
  for (const plan::Learning& learning : plan.learnings) {
    if (!learning.source_ref || !names.contains(learning.source_ref->value)) {
      continue;
    }
    const std::string& id = learning.head.id.value;
    teaching.learnings.push_back(id);
    const std::size_t known = teaching.used.size();
    for (const plan::Ref& user : learning.used_by) {
      if (user.value != teaching.tactic) {
        users.insert(user.value);
        teaching.used.resize(known + 1, id);
      }
    }
  }
  teaching.used_by.assign(users.begin(), users.end());
}

void add_changes(Teaching& teaching, const plan::Plan& plan) {
  for (const plan::Change& change : plan.changes) {
    if (names_one(change, teaching.learnings)) {
      teaching.changes.push_back(change.head.id.value);
    }
  }
}

Taught taught_by(const Teaching& teaching, const plan::Tactic& tactic) {
  if (!teaching.changes.empty()) {
    return Taught::ChangedThePlan;
  }
  if (!teaching.used.empty()) {
    return Taught::Used;
  }
  if (!teaching.learnings.empty()) {
    return Taught::Recorded;
  }
  const bool over = teaching.expired || tactic.status.value == plan::Status::Stopped ||
                    tactic.status.value == plan::Status::Retired;
  return over ? Taught::EndedEmpty : Taught::NothingYet;
}

bool is_to_teach(const JudgedTactic& tactic) {
  return std::ranges::any_of(tactic.markets, [](const MarketJudgement& market) {
    return market.inputs.aim != Aim::Effect;
  });
}

}  // namespace

std::string_view name_of(Taught taught) {
  constexpr std::array<std::string_view, 5> kNames = {
      "changed the plan", "used", "recorded", "nothing yet", "ended empty"};
  return kNames[static_cast<std::size_t>(taught)];
}

std::vector<Teaching> teachings(const plan::Plan& plan, const std::vector<JudgedTactic>& tactics) {
  std::vector<Teaching> all;
  for (const JudgedTactic& judged : tactics) {
    const plan::Tactic* tactic = plan.tactic(judged.tactic);
    if (tactic == nullptr || !is_to_teach(judged)) {
      continue;
    }
    Teaching teaching{.tactic = judged.tactic, .expired = judged.expired};
    add_learnings(teaching, plan);
    add_changes(teaching, plan);
    teaching.taught = taught_by(teaching, *tactic);
    all.push_back(std::move(teaching));
  }
  return all;
}

}  // namespace throughline::evidence
