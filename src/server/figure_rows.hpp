#pragma once

#include <string>

#include "base/error.hpp"
#include "server/resources.hpp"
#include "workflow/show_plan.hpp"

namespace throughline::server {

/// The id of the figure that a request names, in its path or as `id`; longer ones than any figure
/// has are refused. Errors: InvalidArgument.
[[nodiscard]] Result<std::string> figure_asked(const Call& call);

/// Some rows of a figure, as `throughline show` lists them. Errors: those of
/// views::parse_figure_id() and of the store.
[[nodiscard]] Result<workflow::FigurePage> figure_page(const Call& call,
                                                       const std::string& id,
                                                       const Piece& piece);

}  // namespace throughline::server
