#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "workflow/collected.hpp"
#include "workflow/sessions.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

struct RefreshOptions {
  /// What may be read; as a collector at work tells it. It knows which bytes are there for good.
  std::vector<CollectedSegment> segments;
  std::stop_token stop;
  /// Called with the step that shows the new visits, so that a gate is held for milliseconds.
  SwapGate at_swap;
};

/// What a refresh took in.
struct Refreshed {
  std::uint64_t lines = 0;  ///< hits + rejects + blank
  std::uint64_t hits = 0;
  std::uint64_t rejects = 0;
  bool visits_changed = false;  ///< whether sessions were made anew
};

/// Reads what was collected since the last refresh and makes the visits of everybody whom it tells
/// of anew: the same visits as if all were made from the start. A kill at any moment is made good
/// by the next call. One refresh, import or run at a time. Errors: as of import_rows() and
/// derive_sessions(); Cancelled.
[[nodiscard]] Result<Refreshed> refresh(engine::Engine& store,
                                        const Workspace& workspace,
                                        const RefreshOptions& options);

}  // namespace throughline::workflow
