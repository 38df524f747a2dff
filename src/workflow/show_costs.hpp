#pragma once

#include <vector>

#include "base/error.hpp"
#include "views/figure.hpp"
#include "workflow/judged_plan.hpp"

namespace throughline::workflow {

/// True for figures that are a sum of rows of cost.
[[nodiscard]] bool is_of_cost(const views::FigureId& figure);

/// Tells of each line of cost whether it belongs to a figure. Errors: NotFound for a step, word or
/// node that there is none of.
/// \param waterfall  of these lines
[[nodiscard]] Result<std::vector<bool>> lines_of_figure(
    const JudgedPlan& judged,
    const std::vector<evidence::CostLine>& lines,
    const evidence::Waterfall& waterfall,
    const views::FigureId& figure);

/// The tactic or programme that a line is bound to; "" = none.
[[nodiscard]] std::string bound_to(const plan::Plan& plan, const evidence::CostLine& line);

}  // namespace throughline::workflow
