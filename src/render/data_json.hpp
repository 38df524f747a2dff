#pragma once

#include <string>

#include "views/data.hpp"
#include "views/overview.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// What figures stand on, for programs, in the form "throughline.data/1"; docs/api.md says what it
/// holds. \param report  of the same scope
[[nodiscard]] std::string data_json(const views::Report& report, const views::DataPage& page);

/// What stands beside every page, in the form "throughline.workspace/1".
[[nodiscard]] std::string overview_json(const views::Overview& overview);

}  // namespace throughline::render
