#pragma once

#include <string>

#include "render/numbers.hpp"
#include "views/ledger.hpp"

namespace throughline::render {

/// The parts of the ledger's pages, each appended to the page that is being written.

/// Rows of the tree that the first page has room for.
inline constexpr std::size_t kTreeRows = 20;

void add_ledger_headline(std::string& out, const views::Ledger& ledger, Language l);
void add_ledger_figures(std::string& out, const views::Ledger& ledger, Language l);
void add_waterfall(std::string& out, const views::Ledger& ledger, Language l);
void add_decisions(std::string& out, const views::Ledger& ledger, Language l);
/// All of this week where the first page has no room for them, and those to come.
void add_all_decisions(std::string& out, const views::Ledger& ledger, Language l);
void add_verdict_money(std::string& out, const views::Ledger& ledger, Language l);
void add_goals(std::string& out, const views::Ledger& ledger, Language l);
/// At most `most` rows; programmes and what is above them first, then the dearest tactics.
void add_tree(std::string& out, const views::Ledger& ledger, std::size_t most, Language l);
void add_ledger_omissions(std::string& out, const views::Ledger& ledger, Language l);

/// What is behind the first page: decisions, signals that nobody planned, money with no reason, and
/// what stopping would cost.
void add_money_page(std::string& out, const views::Ledger& ledger, Language l);
/// What the plan is worth as a plan: moves, modes, lenses, brand, agreement.
void add_strategies_page(std::string& out, const views::Ledger& ledger, Language l);
/// What was learned, by whom, and what the rules say of the plan.
void add_learnings_page(std::string& out, const views::Ledger& ledger, Language l);
/// The page of one tactic: its line, the four questions, evidence and history.
void add_tactic_page(std::string& out,
                     const views::Ledger& ledger,
                     const views::TreeNode& node,
                     Language l);

/// Ansoff's two by two, derived from newness, with what was declared otherwise.
[[nodiscard]] std::string ansoff_plot(const views::Ledger& ledger, Language l);

}  // namespace throughline::render
