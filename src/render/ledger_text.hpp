#pragma once

#include <string>
#include <string_view>

#include "render/summary.hpp"
#include "views/ledger.hpp"

namespace throughline::render {

/// The whole ledger as a terminal shows it. Verdicts are a shape and a word.
[[nodiscard]] std::string terminal_ledger(const views::Ledger& ledger,
                                          const TerminalOptions& options);

/// What `throughline run` says of the ledger: money, outcome and what to decide.
[[nodiscard]] std::string terminal_ledger_summary(const views::Ledger& ledger,
                                                  const TerminalOptions& options);

/// One node: its line up to the purpose, the four questions as plan and data answer them, its
/// evidence and its history. "" where the ledger has no such node.
[[nodiscard]] std::string terminal_line(const views::Ledger& ledger,
                                        std::string_view id,
                                        const TerminalOptions& options);

}  // namespace throughline::render
