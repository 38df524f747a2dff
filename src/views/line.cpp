#include "views/line.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "plan/node_values.hpp"

namespace throughline::views {
namespace {

constexpr std::size_t kPathsShown = 20;

LineNode node_of(const plan::Plan& plan, std::string_view id) {
  const plan::NodeRef node = *plan.find(id);
  return {node.type, std::string(id), plan::head_of(plan, node).name()};
}

LineLink link_of(const plan::Plan& plan, const plan::Step& step, const LinkStandings& standings) {
  LineLink out{.id = step.id()};
  if (step.link == nullptr) {
    return out;
  }
  out.claimed = true;
  out.claim = step.link->claim ? step.link->claim->value : "";
  out.grade = step.link->grade.value;
  out.review = plan::review_of(plan, *step.link);
  out.standing = standings(out.id).value_or(LinkStanding{.reason = "no evidence was read"});
  return out;
}

LinePath path_of(const plan::Plan& plan, const plan::Path& path, const LinkStandings& standings) {
  LinePath out{.nodes = {node_of(plan, path.front().child)}, .grade = schema::Grade::A};
  bool claimed = false;
  for (const plan::Step& step : path) {
    out.nodes.push_back(node_of(plan, step.parent));
    out.links.push_back(link_of(plan, step, standings));
    if (out.links.back().claimed) {
      claimed = true;
      out.grade = std::max(out.grade, out.links.back().standing.grade);  // A is the least
    }
  }
  if (!claimed) {
    out.grade = schema::Grade::None;
  }
  return out;
}

// Where the ways up end that lead to no purpose.
std::vector<std::string> breaks_of(const plan::Lines& lines, std::string_view id) {
  std::vector<std::string> ends;
  std::vector<std::string> nodes = lines.above(id);
  nodes.insert(nodes.begin(), std::string(id));
  const auto& purpose = lines.plan().purpose;
  for (const std::string& node : nodes) {
    const bool is_purpose = purpose && purpose->head.id.value == node;
    if (!is_purpose && lines.parents(node).empty()) {
      ends.push_back(node);
    }
  }
  return ends;
}

}  // namespace

Result<LineView> line_view(const plan::Lines& lines,
                           std::string_view id,
                           const LinkStandings& standings) {
  if (!lines.plan().find(id)) {
    return fail(ErrorCode::NotFound,
                fmt::format("the plan has no node {}", id),
                "throughline check names the nearest ids of those that are misspelt");
  }
  LineView view{.node = node_of(lines.plan(), id), .reaches_goal = lines.reaches_goal(id)};
  const auto paths = lines.paths_to_purpose(id, {.max_paths = kPathsShown + 1});
  view.more = paths.size() > kPathsShown;
  for (std::size_t i = 0; i < std::min(paths.size(), kPathsShown); ++i) {
    view.paths.push_back(path_of(lines.plan(), paths[i], standings));
  }
  view.breaks = breaks_of(lines, id);
  return view;
}

}  // namespace throughline::views
