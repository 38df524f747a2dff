#pragma once

#include <string>
#include <vector>

#include "render/numbers.hpp"
#include "views/ledger.hpp"

namespace throughline::render {

/// The ledger in sentences, all marked (render/marked.hpp). At grade D or E, and where an interval
/// holds zero, no word claims a cause.

/// What marketing did for the first outcome, and what the money did: one or two sentences.
[[nodiscard]] std::string headline(const views::Ledger& ledger, Language language);

/// "stop": what to do with a tactic; where the rule proposes nothing, what its verdict asks for.
[[nodiscard]] std::string proposal(const views::DecisionDue& due, Language language);
/// When it is due: "2 days over", "by 2 Oct".
[[nodiscard]] std::string when_due(const views::DecisionDue& due, Language language);
/// The clause that decides.
[[nodiscard]] std::string rule_sentence(const views::DecisionDue& due, Language language);

/// How far a goal has come: "4,870 of 5,200 by 31 Dec 2026".
[[nodiscard]] std::string progress_of(const views::GoalRow& goal, Language language);
/// What is behind it: explained, external, unexplained; and whether its target moved.
[[nodiscard]] std::string shares_of(const views::GoalRow& goal, Language language);

/// Why a step of the waterfall is smaller than the one before; "" = it is not.
[[nodiscard]] std::string lost_at(const views::WaterfallStep& step,
                                  const views::Ledger& ledger,
                                  Language language);
/// The largest money without a tactic, at most `most` of it, and what is left.
[[nodiscard]] std::string no_reason_sentence(const views::Ledger& ledger,
                                             std::size_t most,
                                             Language language);
[[nodiscard]] std::string reconciliation_sentence(const views::Ledger& ledger, Language language);
[[nodiscard]] std::string exploration_sentence(const views::Ledger& ledger, Language language);
[[nodiscard]] std::string findings_sentence(const views::PlanFindings& findings, Language language);
[[nodiscard]] std::string agreement_sentence(const views::Agreement& row, Language language);
/// "The plan learned once": changes that evidence began, and how long they took.
[[nodiscard]] std::string learned_sentence(const views::Ledger& ledger, Language language);
/// What ablation says: "62% with it, 31% without".
[[nodiscard]] std::string ablation_sentence(const std::optional<views::Ablation>& chance,
                                            Language language);
/// What a hand-made tactic taught, and whether it is past its end.
[[nodiscard]] std::string taught_sentence(const views::HandMade& row, Language language);

/// What the sums of a tree count and what they do not.
[[nodiscard]] std::string sum_note(const views::Ledger& ledger, Language language);
/// What the ledger leaves out, in rows and in outcome.
[[nodiscard]] std::vector<std::string> omissions(const views::Ledger& ledger, Language language);

/// Ids one after the other: "t6, t9, t11".
[[nodiscard]] std::string ids(const std::vector<std::string>& all);
/// As many of them as fit a short line: "creator-lives, photo-launch and 5 more".
[[nodiscard]] std::string short_ids(const std::vector<std::string>& all, Language language);

/// The rows of "if we stop" that can be told, and the ids of those that cannot.
struct Ablations {
  std::vector<views::IfWeStop> told;
  std::vector<std::string> untold;
};

[[nodiscard]] Ablations ablations_of(const views::Ledger& ledger);
[[nodiscard]] std::string untold_sentence(const Ablations& ablations, Language language);

}  // namespace throughline::render
