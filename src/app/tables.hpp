#pragma once

#include "engine/batch.hpp"
#include "render/table.hpp"

namespace throughline::app {

/// Rows of an answer as a table: numbers stand right, texts give way in narrow terminals.
[[nodiscard]] render::Table table_of(const engine::Batch& batch);

}  // namespace throughline::app
