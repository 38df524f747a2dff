#pragma once

#include <span>
#include <string>

#include "render/numbers.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// Signals, findings and the marks of the plot of all sources for programs, in the form
/// "throughline.signals/1"; docs/api.md says what it holds. Sentences are in `language`, words and
/// keys are English.
/// \param tactics  of each signal the tactic it is bound to, "" = none; may be shorter
[[nodiscard]] std::string signals_json(const views::Report& report,
                                       std::span<const std::string> tactics,
                                       Language language);

}  // namespace throughline::render
