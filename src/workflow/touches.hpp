#pragma once

#include <span>
#include <string>
#include <vector>

#include "acquisition/classifier.hpp"
#include "base/error.hpp"
#include "engine/engine.hpp"
#include "intake/batch.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// Touches as rows of their table.
[[nodiscard]] engine::Batch batch_of(std::span<const intake::NewTouch> touches);

/// Judges every touch of the store again if lists, own hosts or own rules are not those of the last
/// time, so that a channel rule that is added today holds for what was read before. The last row
/// written for a touch is the one that counts; a crash in between is made good by the next call.
/// \returns whether anything was to be done
Result<bool> judge_touches_again(engine::Engine& store, const Workspace& workspace);

}  // namespace throughline::workflow
