#pragma once

#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "plan/draft.hpp"
#include "views/report.hpp"

namespace throughline::views {

/// The signal that a person means: by the id of a figure of it ("domain:knits.example"), or by its
/// name. Errors: NotFound; Conflict, with the ids, where several have the name.
[[nodiscard]] Result<const SignalRow*> signal_named(const std::vector<SignalRow>& signals,
                                                    std::string_view name);

/// A draft of a tactic that would tend what a signal shows. Its rows are matched by the host that
/// sends them, the landing page or the tags of a campaign; those of a pool by its members. The
/// evidence is what the report says of the signal: seen and not tested, so of grade D.
[[nodiscard]] plan::Draft draft_of(const SignalRow& signal, CivilDate as_of);

}  // namespace throughline::views
