#pragma once

#include <string>

#include "views/line.hpp"

namespace throughline::render {

/// The ways from a node up to the purpose, each link with its claim, its grade and what the
/// evidence says of it.
[[nodiscard]] std::string line_text(const views::LineView& view);

/// {"schema": "throughline.line/1", "node": {…}, "paths": [{"grade", "nodes": [{"type", "id",
/// "name"}], "links": [{"id", "claim", "grade", "review", "status", "evidence_grade", "reason"}]}],
/// "more", "reaches_goal", "breaks": [ids]}; docs/commands/line.md.
[[nodiscard]] std::string line_json(const views::LineView& view);

}  // namespace throughline::render
