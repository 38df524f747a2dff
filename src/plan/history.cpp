#include "plan/history.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <utility>

#include "plan/words.hpp"

namespace throughline::plan {
namespace {

using Ids = std::set<std::string, std::less<>>;

// Which tactics a named piece of evidence speaks of.
class Evidence {
 public:
  explicit Evidence(const Plan& plan) {
    for (const Decision& decision : plan.decisions) {
      if (!decision.tactic) {
        continue;
      }
      of_[decision.head.id.value].insert(decision.tactic->value);
      if (decision.evidence) {
        of_[decision.evidence->value].insert(decision.tactic->value);
      }
    }
    for (const Learning& learning : plan.learnings) {
      Ids tactics;
      if (learning.source_ref) {
        const std::string& ref = learning.source_ref->value;
        const auto found = of_.find(ref);
        if (plan.tactic(ref) != nullptr) {
          tactics.insert(ref);
        } else if (found != of_.end()) {
          tactics = found->second;
        }
      }
      learnings_.emplace(learning.head.id.value, std::move(tactics));
    }
  }

  // Null for what the plan does not know.
  [[nodiscard]] const Ids* find(std::string_view id) const {
    if (const auto learning = learnings_.find(id); learning != learnings_.end()) {
      return &learning->second;
    }
    const auto found = of_.find(id);
    return found == of_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string, Ids, std::less<>> of_;  // decisions and runs
  std::map<std::string, Ids, std::less<>> learnings_;
};

bool is_above_tactics(const Plan& plan, std::string_view id) {
  const auto node = plan.find(id);
  return node && (node->type == NodeType::Goal || node->type == NodeType::Strategy ||
                  node->type == NodeType::Programme);
}

template <class T>
std::optional<T> value_of(const Optional<T>& written) {
  return written ? std::optional(written->value) : std::nullopt;
}

std::int64_t day_or_last(const std::optional<CivilDate>& date) {
  return date ? days_from_civil(*date) : INT64_MAX;
}

ChangeRecord record_of(const Plan& plan, const Evidence& evidence, const Change& change) {
  ChangeRecord record{.id = change.head.id.value,
                      .node = change.node ? change.node->value : "",
                      .on = value_of(change.on),
                      .owner = change.head.owner ? change.head.owner->value : ""};
  record.above_tactics = is_above_tactics(plan, record.node);
  Ids tactics;
  for (const Text& named : change.because) {
    const Ids* found = evidence.find(named.value);
    (found == nullptr ? record.unknown : record.because).push_back(named.value);
    if (found != nullptr) {
      tactics.insert(found->begin(), found->end());
    }
  }
  for (const Tactic& tactic : plan.tactics) {
    if (tactics.contains(tactic.head.id.value)) {
      record.tactics.push_back(tactic.head.id.value);
    }
  }
  return record;
}

Ids superseded(const Plan& plan) {
  Ids ids;
  for (const Decision& decision : plan.decisions) {
    if (decision.supersedes) {
      ids.insert(decision.supersedes->value);
    }
  }
  return ids;
}

bool names(const ChangeRecord& change, const Decision& decision) {
  const auto has = [&](const std::string& id) {
    return std::ranges::find(change.because, id) != change.because.end();
  };
  return has(decision.head.id.value) || (decision.evidence && has(decision.evidence->value));
}

Loop loop_of(const Decision& decision, const std::vector<ChangeRecord>& changes) {
  Loop loop{.decision = decision.head.id.value,
            .tactic = decision.tactic ? decision.tactic->value : "",
            .verdict = decision.verdict.value,
            .on = value_of(decision.on)};
  const auto first = std::ranges::find_if(
      changes, [&](const ChangeRecord& change) { return names(change, decision); });
  if (first != changes.end()) {
    loop.change = first->id;
    if (loop.on && first->on) {
      loop.days = days_from_civil(*first->on) - days_from_civil(*loop.on);
    }
  }
  return loop;
}

bool failed(Verdict verdict) {
  return verdict == Verdict::NotWorking || verdict == Verdict::Harmful;
}

bool is_over(const Tactic& tactic) {
  return tactic.status.value == Status::Stopped || tactic.status.value == Status::Retired;
}

// Whether somebody decided on the tactic since the verdict.
bool answered(const Plan& plan, const GivenVerdict& given) {
  return std::ranges::any_of(plan.decisions, [&](const Decision& decision) {
    return decision.tactic && decision.tactic->value == given.tactic && decision.on &&
           days_from_civil(decision.on->value) >= days_from_civil(given.since);
  });
}

std::string nearest_above(const Lines& lines, std::string_view tactic) {
  const std::vector<std::string> above = lines.above(tactic);
  for (const std::string& id : above) {
    if (lines.plan().strategy(id) != nullptr) {
      return id;
    }
  }
  const auto goals = lines.nearest_goals(tactic);
  return goals.empty() ? "" : goals.front();
}

Proposal proposal_for(const Lines& lines, const GivenVerdict& given, std::int64_t days) {
  Proposal out{.tactic = given.tactic,
               .verdict = given.verdict,
               .days = days,
               .action = Action::Stop,
               .amend = nearest_above(lines, given.tactic)};
  out.text = fmt::format("{} has been {} for {} days and nothing followed: stop it with a decision",
                         given.tactic,
                         name_of(given.verdict),
                         days);
  if (!out.amend.empty()) {
    out.text += fmt::format(", and say under changes what {} learns from it", out.amend);
  }
  return out;
}

}  // namespace

std::size_t PlanHistory::n_learned() const {
  return static_cast<std::size_t>(std::ranges::count_if(changes, &ChangeRecord::learned));
}

std::size_t PlanHistory::n_above_tactics() const {
  return static_cast<std::size_t>(std::ranges::count_if(changes, &ChangeRecord::above_tactics));
}

std::optional<double> PlanHistory::median_days() const {
  std::vector<std::int64_t> days;
  for (const Loop& loop : loops) {
    if (loop.days) {
      days.push_back(*loop.days);
    }
  }
  if (days.empty()) {
    return std::nullopt;
  }
  std::ranges::sort(days);
  const std::size_t n = days.size();
  return static_cast<double>(days[(n - 1) / 2] + days[n / 2]) / 2.0;
}

PlanHistory history_of(const Plan& plan) {
  PlanHistory history;
  const Evidence evidence(plan);
  for (const Change& change : plan.changes) {
    history.changes.push_back(record_of(plan, evidence, change));
  }
  std::ranges::stable_sort(
      history.changes, {}, [](const ChangeRecord& change) { return day_or_last(change.on); });
  const Ids old = superseded(plan);
  for (const Decision& decision : plan.decisions) {
    if (!old.contains(decision.head.id.value)) {
      history.loops.push_back(loop_of(decision, history.changes));
    }
  }
  std::ranges::stable_sort(
      history.loops, {}, [](const Loop& loop) { return day_or_last(loop.on); });
  return history;
}

std::vector<Proposal> overdue(const Lines& lines,
                              const std::vector<GivenVerdict>& verdicts,
                              CivilDate as_of,
                              std::int64_t patience_days) {
  std::vector<Proposal> proposals;
  Ids seen;
  for (const GivenVerdict& given : verdicts) {
    const Tactic* tactic = lines.plan().tactic(given.tactic);
    const std::int64_t days = days_from_civil(as_of) - days_from_civil(given.since);
    if (tactic != nullptr && failed(given.verdict) && !is_over(*tactic) && days > patience_days &&
        !answered(lines.plan(), given) && seen.insert(given.tactic).second) {
      proposals.push_back(proposal_for(lines, given, days));
    }
  }
  return proposals;
}

}  // namespace throughline::plan
