#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "settings/settings.hpp"
#include "workflow/run.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// A file of collected events: `.throughline/collected/SITE/NNNNNN.jsonl`.
struct CollectedSegment {
  std::filesystem::path path;
  std::string site;          ///< id in the settings
  std::uint64_t length = 0;  ///< bytes that may be read; they end with a line
  bool closed = false;       ///< nothing is added any more

  friend bool operator==(const CollectedSegment&, const CollectedSegment&) = default;
};

/// The source that the events of a site are kept as. It needs no entry in the settings; where they
/// have one of its id ("collected-SITE", kind events), that one says whether it makes visits.
[[nodiscard]] settings::Source collected_source(const settings::Settings& settings,
                                                const std::string& site);

/// Those of all sites.
[[nodiscard]] std::vector<settings::Source> collected_sources(const settings::Settings& settings);

/// The segments that lie in the workspace, by site and number, for whoever has no collector at
/// work: each up to its last line end, and closed if a later one of its site is there.
/// Errors: Unavailable.
[[nodiscard]] Result<std::vector<CollectedSegment>> collected_segments(const Workspace& workspace);

/// Reads what is new in segments. Each row is a hit or in quarantine, however many are bad: the
/// collector has taken them all. Batches must have been settled (settle_batches()).
/// Errors: as import_rows().
[[nodiscard]] Result<std::vector<Imported>> import_collected(
    engine::Engine& store,
    const Workspace& workspace,
    const std::vector<CollectedSegment>& segments,
    const RunOptions& options);

/// Which of the segments are closed and in the store to their end, so that they may be removed.
/// Whether the store's files are on the disk by then is the engine's matter.
[[nodiscard]] Result<std::vector<std::filesystem::path>> imported_segments(
    engine::Engine& store, const std::vector<CollectedSegment>& segments);

}  // namespace throughline::workflow
