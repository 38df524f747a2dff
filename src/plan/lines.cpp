#include "plan/lines.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <set>
#include <utility>

namespace throughline::plan {
namespace {

NodeType node_type(ParentType type) {
  switch (type) {
    case ParentType::Goal:
      return NodeType::Goal;
    case ParentType::Strategy:
      return NodeType::Strategy;
    case ParentType::Programme:
      return NodeType::Programme;
  }
  return NodeType::Goal;
}

bool is_a(const Plan& plan, std::string_view id, NodeType type) {
  const auto node = plan.find(id);
  return node && node->type == type;
}

// Walks breadth first and lists what it meets. `end` says which side of a step is gone to.
template <class StepsOf>
std::vector<std::string> walk(std::string_view from,
                              std::string Step::* end,
                              const StepsOf& steps_of) {
  std::vector<std::string> met;
  std::set<std::string, std::less<>> seen;
  std::deque<std::string> waiting{std::string(from)};
  while (!waiting.empty()) {
    for (const Step& step : steps_of(waiting.front())) {
      if (seen.insert(step.*end).second) {
        met.push_back(step.*end);
        waiting.push_back(step.*end);
      }
    }
    waiting.pop_front();
  }
  return met;
}

// Follows every way up to a stop. Only nodes that lead to one are entered, so that a way is rarely
// given up; the limits hold where cycles make it so.
class PathFinder {
 public:
  PathFinder(const Lines& lines,
             const std::function<bool(const std::string&)>& stop,
             const std::set<std::string, std::less<>>& leading,
             PathLimits limits)
      : lines_(lines), stop_(stop), leading_(leading), limits_(limits) {}

  std::vector<Path> from(std::string_view id) {
    follow(id);
    std::ranges::stable_sort(found_, {}, &Path::size);
    return std::move(found_);
  }

 private:
  void follow(std::string_view id) {
    for (const Step& step : lines_.parents(id)) {
      if (found_.size() >= limits_.max_paths || ++n_steps_ > limits_.max_steps) {
        return;
      }
      if (!leading_.contains(step.parent) || on_the_way(step.parent)) {
        continue;
      }
      way_.push_back(step);
      if (stop_(step.parent)) {
        found_.push_back(way_);
      } else {
        follow(step.parent);
      }
      way_.pop_back();
    }
  }

  [[nodiscard]] bool on_the_way(const std::string& id) const {
    return std::ranges::any_of(
        way_, [&](const Step& step) { return step.child == id || step.parent == id; });
  }

  const Lines& lines_;
  const std::function<bool(const std::string&)>& stop_;
  const std::set<std::string, std::less<>>& leading_;
  PathLimits limits_;
  Path way_;
  std::vector<Path> found_;
  std::size_t n_steps_ = 0;
};

const std::vector<Ref>* own_markets(const Plan& plan, std::string_view id) {
  if (const Tactic* tactic = plan.tactic(id)) {
    return &tactic->markets;
  }
  if (const Programme* programme = plan.programme(id)) {
    return &programme->markets;
  }
  const Strategy* strategy = plan.strategy(id);
  return strategy == nullptr ? nullptr : &strategy->markets;
}

// Gathers markets on the ways up, on each as far as the first node that names some.
class MarketFinder {
 public:
  explicit MarketFinder(const Lines& lines) : lines_(lines) {}

  void visit(std::string_view id) {
    if (!seen_.insert(std::string(id)).second) {
      return;
    }
    if (const Goal* goal = lines_.plan().goal(id)) {
      if (goal->market) {
        found_.insert(goal->market->value);
      }
      return;
    }
    const std::vector<Ref>* own = own_markets(lines_.plan(), id);
    if (own != nullptr && !own->empty()) {
      std::ranges::transform(*own, std::inserter(found_, found_.end()), &Ref::value);
      return;
    }
    for (const Step& step : lines_.parents(id)) {
      visit(step.parent);
    }
  }

  [[nodiscard]] std::vector<std::string> in_order() const {
    std::vector<std::string> ordered;
    for (const Market& market : lines_.plan().markets) {
      if (found_.contains(market.head.id.value)) {
        ordered.push_back(market.head.id.value);
      }
    }
    return ordered;
  }

 private:
  const Lines& lines_;
  std::set<std::string, std::less<>> seen_;
  std::set<std::string, std::less<>> found_;
};

}  // namespace

Lines::Lines(const Plan& plan) : plan_(plan) {
  for (const Goal& goal : plan.goals) {
    for (const Ref& parent : goal.serves) {
      const bool is_purpose = plan.purpose && plan.purpose->head.id.value == parent.value;
      if (is_purpose || is_a(plan, parent.value, NodeType::Goal)) {
        add({goal.head.id.value, parent.value, nullptr});
      }
    }
  }
  for (const Strategy& strategy : plan.strategies) {
    add(strategy.head, strategy.serves);
  }
  for (const Programme& programme : plan.programmes) {
    add(programme.head, programme.serves);
  }
  for (const Tactic& tactic : plan.tactics) {
    add(tactic.head, tactic.serves);
  }
}

void Lines::add(const Head& child, const std::vector<Link>& links) {
  for (const Link& link : links) {
    if (is_a(plan_, link.parent.value, node_type(link.type))) {
      add({child.id.value, link.parent.value, &link});
    }
  }
}

void Lines::add(Step step) {
  down_[step.parent].push_back(step);
  up_[step.child].push_back(std::move(step));
}

std::span<const Step> Lines::parents(std::string_view id) const {
  const auto found = up_.find(id);
  return found == up_.end() ? std::span<const Step>() : found->second;
}

std::span<const Step> Lines::children(std::string_view id) const {
  const auto found = down_.find(id);
  return found == down_.end() ? std::span<const Step>() : found->second;
}

std::vector<std::string> Lines::above(std::string_view id) const {
  return walk(id, &Step::parent, [this](std::string_view node) { return parents(node); });
}

std::vector<std::string> Lines::below(std::string_view id) const {
  return walk(id, &Step::child, [this](std::string_view node) { return children(node); });
}

bool Lines::reaches_goal(std::string_view id) const {
  const auto is_goal = [this](const std::string& node) { return plan_.goal(node) != nullptr; };
  return plan_.goal(id) != nullptr || std::ranges::any_of(above(id), is_goal);
}

bool Lines::reaches_purpose(std::string_view id) const {
  return plan_.purpose && std::ranges::count(above(id), plan_.purpose->head.id.value) > 0;
}

std::vector<Path> Lines::paths(std::string_view id, const Stop& stop, PathLimits limits) const {
  std::set<std::string, std::less<>> leading;
  for (const std::string& node : above(id)) {
    if (stop(node)) {
      leading.insert(node);
      std::ranges::copy(below(node), std::inserter(leading, leading.end()));
    }
  }
  return PathFinder(*this, stop, leading, limits).from(id);
}

std::vector<Path> Lines::paths_to_goals(std::string_view id, PathLimits limits) const {
  return paths(id, [this](const std::string& node) { return plan_.goal(node) != nullptr; }, limits);
}

std::vector<Path> Lines::paths_to_purpose(std::string_view id, PathLimits limits) const {
  return paths(
      id,
      [this](const std::string& node) {
        return plan_.purpose && plan_.purpose->head.id.value == node;
      },
      limits);
}

std::vector<std::string> Lines::nearest_goals(std::string_view id) const {
  // A goal is not walked through: what stands above it is not nearest.
  std::vector<std::string> nearest = walk(id, &Step::parent, [&](std::string_view node) {
    return node != id && plan_.goal(node) != nullptr ? std::span<const Step>() : parents(node);
  });
  std::erase_if(nearest,
                [&](const std::string& node) { return node == id || plan_.goal(node) == nullptr; });
  return nearest;
}

std::vector<std::string> Lines::markets_of(std::string_view id) const {
  MarketFinder finder(*this);
  finder.visit(id);
  return finder.in_order();
}

}  // namespace throughline::plan
