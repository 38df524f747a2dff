#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plan/model.hpp"

namespace throughline::plan {

/// One step up the plan: a child and what it serves.
struct Step {
  std::string child;
  std::string parent;
  const Link* link = nullptr;  ///< of the plan; null for a goal's step, which makes no claim

  [[nodiscard]] std::string id() const { return child + ">" + parent; }
};

/// Steps from a node upward, each from where the last one led.
using Path = std::vector<Step>;

/// Bounds of what is followed in a plan whose links multiply.
struct PathLimits {
  std::size_t max_paths = 100;
  std::size_t max_steps = 20'000;  ///< tried, over all paths
};

/// Who serves whom. Links that dangle, or name a node of another type than they say, are left out;
/// cycles are walked once. The plan must outlive this.
class Lines {
 public:
  explicit Lines(const Plan& plan);

  /// What a node serves, in the order of the plan.
  [[nodiscard]] std::span<const Step> parents(std::string_view id) const;
  /// The steps of those that serve a node, in the order of the plan.
  [[nodiscard]] std::span<const Step> children(std::string_view id) const;

  /// Ids of all nodes above or below one, nearest first; without itself, unless it serves itself.
  [[nodiscard]] std::vector<std::string> above(std::string_view id) const;
  [[nodiscard]] std::vector<std::string> below(std::string_view id) const;

  /// Whether a path leads from the node to a goal; a goal does not need one.
  [[nodiscard]] bool reaches_goal(std::string_view id) const;
  [[nodiscard]] bool reaches_purpose(std::string_view id) const;

  /// Paths that end at the first goal, or at the purpose: shortest first, else in the order of the
  /// plan.
  [[nodiscard]] std::vector<Path> paths_to_goals(std::string_view id, PathLimits limits = {}) const;
  [[nodiscard]] std::vector<Path> paths_to_purpose(std::string_view id,
                                                   PathLimits limits = {}) const;

  /// Ids of the goals that stand first on the ways up from a node, nearest first; without itself.
  [[nodiscard]] std::vector<std::string> nearest_goals(std::string_view id) const;

  /// Markets of a node, in the order of the plan: those it names, else those of what it serves, and
  /// so on up; the market of the goal if nobody below names one. Empty = all.
  [[nodiscard]] std::vector<std::string> markets_of(std::string_view id) const;

  [[nodiscard]] const Plan& plan() const { return plan_; }

 private:
  using Stop = std::function<bool(const std::string&)>;
  using Steps = std::map<std::string, std::vector<Step>, std::less<>>;

  void add(const Head& child, const std::vector<Link>& links);
  void add(Step step);
  [[nodiscard]] std::vector<Path> paths(std::string_view id,
                                        const Stop& stop,
                                        PathLimits limits) const;

  const Plan& plan_;
  Steps up_;
  Steps down_;
};

}  // namespace throughline::plan
