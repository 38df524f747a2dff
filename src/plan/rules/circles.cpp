#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

#include "plan/rules/rules.hpp"

// TL004: circles of links, of needs, and of decisions that supersede each other. (What dangles is
// told by the reader.)
namespace throughline::plan::rules {
namespace {

struct Edge {
  std::string to;
  Span at;           // of the reference
  const Head* head;  // of the node in which it stands
  std::string key;
};

using Edges = std::map<std::string, std::vector<Edge>, std::less<>>;

// Groups of nodes that reach each other: strongly connected components, by Tarjan (1972) with a
// stack of its own, since plans may be deep.
class Groups {
 public:
  explicit Groups(const Edges& edges) : edges_(edges) {
    for (const auto& [id, steps] : edges) {
      if (!marks_.contains(id)) {
        explore(id);
      }
    }
  }

  [[nodiscard]] std::vector<std::set<std::string>> take() && { return std::move(groups_); }

 private:
  struct Mark {
    std::size_t number = 0;
    std::size_t lowest = 0;  // number of the earliest node that can be come back to
    bool open = true;        // its group is not found yet
  };

  struct Visit {
    std::string id;
    std::size_t next = 0;  // step to follow
  };

  void enter(const std::string& id) {
    const std::size_t number = marks_.size();
    marks_[id] = {number, number, true};
    open_.push_back(id);
    visits_.push_back({id});
  }

  void explore(const std::string& root) {
    for (enter(root); !visits_.empty();) {
      const std::string id = visits_.back().id;
      const auto steps = edges_.find(id);
      if (steps == edges_.end() || visits_.back().next == steps->second.size()) {
        leave(id);
        continue;
      }
      const std::string& to = steps->second[visits_.back().next++].to;
      if (const auto seen = marks_.find(to); seen == marks_.end()) {
        enter(to);
      } else if (seen->second.open) {
        marks_[id].lowest = std::min(marks_[id].lowest, seen->second.number);
      }
    }
  }

  void leave(const std::string& id) {
    visits_.pop_back();
    const Mark mark = marks_[id];
    if (!visits_.empty()) {
      Mark& above = marks_[visits_.back().id];
      above.lowest = std::min(above.lowest, mark.lowest);
    }
    if (mark.lowest == mark.number) {
      close(id);
    }
  }

  void close(const std::string& first) {
    std::set<std::string>& group = groups_.emplace_back();
    while (!group.contains(first)) {
      marks_[open_.back()].open = false;
      group.insert(std::move(open_.back()));
      open_.pop_back();
    }
  }

  const Edges& edges_;
  std::map<std::string, Mark, std::less<>> marks_;
  std::vector<std::string> open_;
  std::vector<Visit> visits_;
  std::vector<std::set<std::string>> groups_;
};

// The shortest way from a node back to itself within its group, or nothing; breadth first, steps in
// alphabetical order, so that the order of the plan does not choose.
std::vector<std::string> way_back(const Edges& edges,
                                  const std::set<std::string>& group,
                                  const std::string& start) {
  std::map<std::string, std::string> came_from;
  std::deque<std::string> waiting{start};
  for (; !waiting.empty(); waiting.pop_front()) {
    const auto steps = edges.find(waiting.front());
    if (steps == edges.end()) {
      continue;
    }
    for (const Edge& step : steps->second) {
      if (step.to == start) {
        std::vector<std::string> way{start};
        for (std::string at = waiting.front(); at != start; at = came_from[at]) {
          way.push_back(at);
        }
        way.push_back(start);
        std::ranges::reverse(way);
        return way;
      }
      if (group.contains(step.to) && came_from.try_emplace(step.to, waiting.front()).second) {
        waiting.push_back(step.to);
      }
    }
  }
  return {};
}

// "s1 > s4 > s1"; of a long one its ends.
std::string shown(const std::vector<std::string>& way) {
  constexpr std::size_t kEnd = 5;
  if (way.size() <= 2 * kEnd) {
    return fmt::format("{}", fmt::join(way, " > "));
  }
  return fmt::format("{} > ({} more) > {}",
                     fmt::join(way.begin(), way.begin() + kEnd, " > "),
                     way.size() - 2 * kEnd,
                     fmt::join(way.end() - kEnd, way.end(), " > "));
}

Finding told(const Edges& edges, const std::vector<std::string>& way, std::string_view help) {
  const std::vector<Edge>& steps = edges.find(way[0])->second;
  const auto first = std::ranges::find(steps, way[1], &Edge::to);
  return finding("TL004",
                 *first->head,
                 first->key,
                 first->at,
                 fmt::format("{} is a circle", shown(way)),
                 std::string(help));
}

// One circle for each group, from its first id on.
std::vector<Finding> circles_in(Edges edges, std::string_view help) {
  for (auto& [from, steps] : edges) {
    std::ranges::stable_sort(steps, {}, &Edge::to);
  }
  std::vector<Finding> out;
  for (const std::set<std::string>& group : Groups(edges).take()) {
    const std::vector<std::string> way = way_back(edges, group, *group.begin());
    if (!way.empty()) {
      out.push_back(told(edges, way, help));
    }
  }
  return out;
}

void add_links(Edges& edges, const Head& head, const std::vector<Link>& links) {
  for (std::size_t i = 0; i < links.size(); ++i) {
    const std::string key = fmt::format("serves[{}].{}",
                                        i + 1,
                                        links[i].type == ParentType::Goal       ? "goal"
                                        : links[i].type == ParentType::Strategy ? "strategy"
                                                                                : "programme");
    edges[head.id.value].push_back({links[i].parent.value, links[i].parent.at, &head, key});
  }
}

Edges links_of(const Plan& plan) {
  Edges edges;
  for (const Goal& goal : plan.goals) {
    for (const Ref& parent : goal.serves) {
      edges[goal.head.id.value].push_back({parent.value, parent.at, &goal.head, "serves"});
    }
  }
  for (const Strategy& strategy : plan.strategies) {
    add_links(edges, strategy.head, strategy.serves);
  }
  return edges;
}

void add_needs(Edges& edges, const Head& head, const std::optional<Questions>& q) {
  if (!q || !q->fits) {
    return;
  }
  for (std::size_t i = 0; i < q->fits->needs.size(); ++i) {
    const Ref& need = q->fits->needs[i];
    edges[head.id.value].push_back(
        {need.value, need.at, &head, fmt::format("q.fits.needs[{}]", i + 1)});
  }
}

Edges needs_of(const Plan& plan) {
  Edges edges;
  for (const Strategy& strategy : plan.strategies) {
    add_needs(edges, strategy.head, strategy.q);
  }
  for (const Tactic& tactic : plan.tactics) {
    add_needs(edges, tactic.head, tactic.q);
  }
  return edges;
}

Edges superseded_of(const Plan& plan) {
  Edges edges;
  for (const Decision& decision : plan.decisions) {
    if (decision.supersedes) {
      edges[decision.head.id.value].push_back(
          {decision.supersedes->value, decision.supersedes->at, &decision.head, "supersedes"});
    }
  }
  return edges;
}

}  // namespace

std::vector<Finding> circles(const Subject& subject) {
  const Plan& plan = subject.plan();
  std::vector<Finding> out = circles_in(links_of(plan), "take out one of these links");
  append(out,
         circles_in(needs_of(plan), "one of them must do without the next: take it out of needs"));
  append(out, circles_in(superseded_of(plan), "a decision supersedes an earlier one only"));
  return out;
}

}  // namespace throughline::plan::rules
