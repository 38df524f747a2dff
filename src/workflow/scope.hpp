#pragma once

#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"
#include "workflow/sources.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// What part of the visits is looked at; everything that is not given is everything there is.
struct Scope {
  CivilDate as_of;                 ///< the last day that counts
  std::optional<CivilDate> since;  ///< first day
  std::optional<CivilDate> until;  ///< last day
  std::string market;              ///< id of a market; "" = all
};

/// The visits that a scope means, over all sources that were ever read into the store. Errors:
/// InvalidArgument for a market that no site has; Unavailable while the visits are half made.
[[nodiscard]] Result<VisitFilter> filter_of(engine::Engine& store,
                                            const Workspace& workspace,
                                            const Scope& scope);

/// First second after a day. Errors: as of the time zone.
[[nodiscard]] Result<Seconds> end_of(const TimeZone& zone, CivilDate day);

}  // namespace throughline::workflow
