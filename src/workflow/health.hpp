#pragma once

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"
#include "views/report.hpp"
#include "workflow/sources.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// Fills what became of every row: feeds with their age, refused rows and visits of programs by
/// reason. \param now  when a feed's age is asked, usually the end of the as-of day
[[nodiscard]] Result<void> fill_health(engine::Engine& store,
                                       const Workspace& workspace,
                                       const VisitFilter& filter,
                                       Seconds now,
                                       views::Report& report);

}  // namespace throughline::workflow
