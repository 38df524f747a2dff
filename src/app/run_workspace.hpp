#pragma once

#include <cstdint>

#include "app/console.hpp"
#include "app/context.hpp"

namespace throughline::app {

/// Whether what is wrong with the plan makes a run fail once all of it is done.
enum class Strictness : std::uint8_t { Lenient, Strict };

/// Runs a workspace, writes its report and prints the summary. Strict: ends with exit code 1 where
/// the plan has an error or a warning, as `check` counts them.
[[nodiscard]] Outcome run_workspace(Opened& opened,
                                    const workflow::Scope& scope,
                                    Strictness strictness,
                                    Console& console);

}  // namespace throughline::app
