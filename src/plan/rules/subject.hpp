#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plan/finding.hpp"
#include "plan/lines.hpp"
#include "plan/lint_context.hpp"
#include "plan/model.hpp"

namespace throughline::plan {

/// Markets of a node, sorted; empty = all.
using MarketSet = std::vector<std::string>;

/// Whether two nodes work in a market in common.
[[nodiscard]] bool meet(const MarketSet& one, const MarketSet& other);

/// A plan and what every rule asks of it, worked out once. The plan and the context must outlive
/// it.
class Subject {
 public:
  Subject(const Plan& plan, const LintContext& context);

  [[nodiscard]] const Plan& plan() const { return plan_; }

  [[nodiscard]] const LintContext& context() const { return context_; }

  [[nodiscard]] const Lines& lines() const { return lines_; }

  /// Markets of a strategy, programme or tactic: its own, else those of what it serves.
  [[nodiscard]] const MarketSet& markets_of(std::string_view id) const;

  /// Last day on which a goal right above a node can still be told about: the latest of their `by`.
  [[nodiscard]] const std::optional<CivilDate>& last_day_above(std::string_view id) const;

  /// Whether a path leads from a node to a goal.
  [[nodiscard]] bool reaches_goal(std::string_view id) const { return reaching_.contains(id); }

  /// Nodes that serve something or are served, each behind the strategies and programmes that it
  /// serves. What stands on a circle, or below one, is left out.
  [[nodiscard]] const std::vector<std::string>& parents_first() const { return order_; }

  /// Whether a node is among those.
  [[nodiscard]] bool is_in_order(std::string_view id) const { return in_order_.contains(id); }

  /// Decisions on a tactic, oldest first.
  [[nodiscard]] std::vector<const Decision*> decisions_on(std::string_view tactic) const;
  /// Those of its running trial: that of its newest lock, or all.
  [[nodiscard]] std::vector<const Decision*> decisions_of_trial(std::string_view tactic) const;

  /// The newest lock of a node, or null.
  [[nodiscard]] const LockEntry* lock_of(std::string_view id) const;

  [[nodiscard]] std::int64_t days_since(CivilDate day) const {
    return days_from_civil(context_.as_of) - days_from_civil(day);
  }

 private:
  void settle(std::string_view id);
  void settle_rest();

  const Plan& plan_;
  const LintContext& context_;
  Lines lines_;
  std::vector<std::string> order_;
  std::set<std::string, std::less<>> in_order_;
  std::set<std::string, std::less<>> reaching_;
  std::map<std::string, MarketSet, std::less<>> markets_;
  std::map<std::string, std::optional<CivilDate>, std::less<>> last_days_;
  std::map<std::string, std::vector<const Decision*>, std::less<>> decisions_;
  std::map<std::string, const LockEntry*, std::less<>> locks_;
};

/// Whether a tactic is checked at all: drafts are not.
[[nodiscard]] inline bool is_checked(const Tactic& tactic) {
  return tactic.status.value != Status::Draft;
}

/// Whether a tactic still belongs to the plan: neither draft nor retired.
[[nodiscard]] inline bool is_kept(const Tactic& tactic) {
  return is_checked(tactic) && tactic.status.value != Status::Retired;
}

/// Whether a tactic is going on or about to.
[[nodiscard]] inline bool is_alive(const Tactic& tactic) {
  return tactic.status.value == Status::Planned || tactic.status.value == Status::Running;
}

[[nodiscard]] bool is_earlier(CivilDate one, CivilDate other);

/// A finding about a key of a node, as severe as its rule says.
[[nodiscard]] Finding finding(std::string_view code,
                              const Head& node,
                              std::string key,
                              Span at,
                              std::string message,
                              std::string help);

/// Appends all of `more`.
void append(std::vector<Finding>& findings, std::vector<Finding> more);

/// "EUR 12,000"; minor units are shown where they are not zero.
[[nodiscard]] std::string money_text(const Money& money);

/// Where a place in a text stands in its file. A text in plain or quoted style on one line keeps
/// its columns; in any other the place of the text is given.
/// \param column  in the text, in characters from 1
[[nodiscard]] Span within(const Plan& plan, const Text& text, std::size_t column);

}  // namespace throughline::plan
