#pragma once

#include <string>
#include <string_view>

#include "views/ledger.hpp"

namespace throughline::render {

/// The ledger for programs, in the form "throughline.ledger/1"; docs/commands/ledger.md says what
/// it holds. Words and keys are English whatever the language of the workspace.
[[nodiscard]] std::string ledger_json(const views::Ledger& ledger);

/// One node with its path to the purpose, in the form "throughline.line/1". "" where the ledger has
/// no such node.
[[nodiscard]] std::string line_json(const views::Ledger& ledger, std::string_view id);

}  // namespace throughline::render
