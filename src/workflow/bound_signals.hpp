#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "plan/match.hpp"
#include "views/report.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// The node to which most of a signal's sources are bound; nothing where that is not more than half
/// of them. A pool stands for all its members.
[[nodiscard]] std::optional<plan::NodeRef> node_of(const plan::Matcher& matcher,
                                                   const views::SignalRow& signal);

/// Of each signal the id of the tactic or programme that it is bound to; "" = none, or no plan.
/// Errors: those of load_plan().
[[nodiscard]] Result<std::vector<std::string>> tactics_of(
    const Workspace& workspace, std::span<const views::SignalRow> signals);

}  // namespace throughline::workflow
