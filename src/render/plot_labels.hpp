#pragma once

#include <string>
#include <vector>

#include "render/numbers.hpp"
#include "render/plot_frame.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// Names of what the plot shows, each where it covers neither another nor a large mark: what small
/// sources send together, what is pooled, what broke out, then the largest, as many as fit.
void add_labels(std::string& out, const PlotFrame& frame, const views::Report& report, Language l);

}  // namespace throughline::render
