#pragma once

#include <vector>

#include "plan/finding.hpp"
#include "plan/rules/subject.hpp"

/// The rules, each a function in a file of its own. What they mean: plan/rule_texts.cpp.
namespace throughline::plan::rules {

[[nodiscard]] std::vector<Finding> orphans(const Subject& subject);             // TL001
[[nodiscard]] std::vector<Finding> questions(const Subject& subject);           // TL002
[[nodiscard]] std::vector<Finding> circles(const Subject& subject);             // TL004
[[nodiscard]] std::vector<Finding> suspect_links(const Subject& subject);       // TL005
[[nodiscard]] std::vector<Finding> bindings(const Subject& subject);            // TL006, TL016
[[nodiscard]] std::vector<Finding> stale_datasets(const Subject& subject);      // TL006
[[nodiscard]] std::vector<Finding> activity(const Subject& subject);            // TL007
[[nodiscard]] std::vector<Finding> decision_dates(const Subject& subject);      // TL008
[[nodiscard]] std::vector<Finding> decision_rules(const Subject& subject);      // TL016
[[nodiscard]] std::vector<Finding> hypotheses(const Subject& subject);          // TL016
[[nodiscard]] std::vector<Finding> locked_terms(const Subject& subject);        // TL008
[[nodiscard]] std::vector<Finding> power(const Subject& subject);               // TL009
[[nodiscard]] std::vector<Finding> reasons(const Subject& subject);             // TL010
[[nodiscard]] std::vector<Finding> budgets(const Subject& subject);             // TL011
[[nodiscard]] std::vector<Finding> ledger(const Subject& subject);              // TL011
[[nodiscard]] std::vector<Finding> copies(const Subject& subject);              // TL012
[[nodiscard]] std::vector<Finding> ansoff_moves(const Subject& subject);        // TL013
[[nodiscard]] std::vector<Finding> lenses_and_brand(const Subject& subject);    // TL014
[[nodiscard]] std::vector<Finding> one_sided_partners(const Subject& subject);  // TL015
[[nodiscard]] std::vector<Finding> convergence(const Subject& subject);         // TL015, TL024
[[nodiscard]] std::vector<Finding> approvals(const Subject& subject);           // TL017
[[nodiscard]] std::vector<Finding> skipped_stages(const Subject& subject);      // TL018
[[nodiscard]] std::vector<Finding> hand_made(const Subject& subject);           // TL019
[[nodiscard]] std::vector<Finding> exploration(const Subject& subject);         // TL020
[[nodiscard]] std::vector<Finding> contradictions(const Subject& subject);      // TL021
[[nodiscard]] std::vector<Finding> push_only(const Subject& subject);           // TL022
[[nodiscard]] std::vector<Finding> knowledge_debt(const Subject& subject);      // TL023
[[nodiscard]] std::vector<Finding> corners(const Subject& subject);             // TL025
[[nodiscard]] std::vector<Finding> audiences(const Subject& subject);           // TL026

}  // namespace throughline::plan::rules
