#pragma once

#include <string>

#include "render/numbers.hpp"
#include "render/table.hpp"
#include "views/ledger.hpp"

namespace throughline::render {

/// "▲ Working", of a spread "differs by market"; of what is no tactic its link: "● supported".
[[nodiscard]] std::string standing_of(const views::TreeNode& node, Language language);

/// The tree as rows: node, verdict or link, what was added, grade, full cost. A tactic whose
/// markets differ has a row for each. A compact one leaves names more room on a narrow terminal.
[[nodiscard]] Table tree_table(const views::Ledger& ledger, bool compact, Language language);

}  // namespace throughline::render
