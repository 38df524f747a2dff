#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/fingerprint.hpp"
#include "plan/lines.hpp"
#include "plan/model.hpp"
#include "schema/estimate.hpp"

namespace throughline::views {

/// What the evidence says of a link.
struct LinkStanding {
  plan::LinkStatus status = plan::LinkStatus::Untested;
  schema::Grade grade = schema::Grade::E;  ///< effective: the evidence's, else E
  std::string reason;                      ///< one sentence
};

/// Looks a link up by its id "t1>c1"; nothing where no evidence was read.
using LinkStandings = std::function<std::optional<LinkStanding>(std::string_view link)>;

struct LineNode {
  plan::NodeType type = plan::NodeType::Tactic;
  std::string id;
  std::string name;
};

/// The claim between a node and the one above it. A goal's step makes none.
struct LineLink {
  std::string id;
  bool claimed = false;
  std::string claim;
  schema::Grade grade = schema::Grade::E;  ///< the author's
  plan::Review review = plan::Review::Never;
  LinkStanding standing;
};

/// One way from a node to the purpose.
struct LinePath {
  std::vector<LineNode> nodes;             ///< the node itself first, the purpose last
  std::vector<LineLink> links;             ///< one fewer
  schema::Grade grade = schema::Grade::E;  ///< effective: the weakest link's
};

/// Everything that stands above a node.
struct LineView {
  LineNode node;
  std::vector<LinePath> paths;  ///< shortest first
  bool more = false;            ///< there are more paths than are shown
  bool reaches_goal = false;
  std::vector<std::string> breaks;  ///< ids above, or the node itself, that serve nothing
};

/// Errors: NotFound for an id that is none of the plan's.
[[nodiscard]] Result<LineView> line_view(const plan::Lines& lines,
                                         std::string_view id,
                                         const LinkStandings& standings);

}  // namespace throughline::views
