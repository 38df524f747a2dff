#pragma once

#include "app/console.hpp"
#include "app/context.hpp"

namespace throughline::app {

/// Runs a workspace, writes its report and prints the summary.
[[nodiscard]] Outcome run_workspace(Opened& opened, const workflow::Scope& scope, Console& console);

}  // namespace throughline::app
