#pragma once

#include <memory>

#include "app/console.hpp"
#include "workflow/run.hpp"

namespace throughline::app {

/// Tells on `console.err` how far reading and deriving are.
[[nodiscard]] workflow::RunEvents events_on(Console& console);

/// Threads to read with: the machine's, within reason.
[[nodiscard]] unsigned reading_threads();

}  // namespace throughline::app
