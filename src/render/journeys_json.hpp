#pragma once

#include <string>

#include "views/journeys.hpp"

namespace throughline::render {

/// Journeys as JSON, "throughline.journeys/1"; docs/commands/journeys.md says what each field is.
[[nodiscard]] std::string journeys_json(const views::Journeys& journeys);

}  // namespace throughline::render
