#pragma once

#include <memory>

#include "app/console.hpp"
#include "workflow/run.hpp"

namespace throughline::app {

/// Tells on `console.err` how far reading and deriving are.
[[nodiscard]] workflow::RunEvents events_on(Console& console);

/// How a command reads: its input, its ctrl-C, its progress.
[[nodiscard]] workflow::RunOptions run_options(Console& console);

}  // namespace throughline::app
