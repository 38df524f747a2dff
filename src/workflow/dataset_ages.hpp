#pragma once

#include <map>
#include <string>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "evidence/observed.hpp"
#include "plan/model.hpp"
#include "settings/settings.hpp"

namespace throughline::workflow {

/// Finds the newest row of every dataset of a plan: of its source, or of all sources whose rows
/// stand in its table. A dataset without rows has none; one that names nothing is left out.
[[nodiscard]] Result<std::map<std::string, evidence::DatasetFacts, std::less<>>> load_dataset_ages(
    engine::Engine& store, const settings::Settings& settings, const plan::Plan& plan);

}  // namespace throughline::workflow
