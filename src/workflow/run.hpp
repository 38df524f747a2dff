#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "views/report.hpp"
#include "workflow/import.hpp"
#include "workflow/report.hpp"
#include "workflow/sessions.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// What a run tells while it works; any of them may be empty.
struct RunEvents {
  std::function<void(const std::string& file, std::uint64_t bytes)> reading;
  std::function<void(std::uint64_t lines, std::uint64_t bytes)> read;
  std::function<void(const Imported& file)> imported;
  std::function<void()> changing;  ///< before what was derived from earlier rows is changed
  std::function<void(double done)> deriving;
  std::function<void(const std::string& sentence)> note;  ///< something a person should know
};

struct CollectedSegment;

/// Threads to read with: the machine's, within reason.
[[nodiscard]] unsigned reading_threads();

struct RunOptions {
  unsigned n_threads = 1;
  OpenInput open_input = own_input;
  std::stop_token stop;
  RunEvents events;
  SwapGate at_swap;  ///< around the step that shows the new visits, where there is such a step
  /// What was collected and may be read; empty: what lies in the workspace, no collector being at
  /// work.
  std::function<std::vector<CollectedSegment>()> collected;
};

/// Reads what is new in one file of a source. A log whose settings name no own host gets one
/// guessed from its first file; events say theirs.
[[nodiscard]] Result<Imported> import_file(engine::Engine& store,
                                           const Workspace& workspace,
                                           const settings::Source& source,
                                           Opened opened,
                                           const RunOptions& options);

/// Reads what is new in every source of the settings, and what was collected. A file that cannot be
/// read stops the run, with what to do; what was read before stays.
[[nodiscard]] Result<std::vector<Imported>> import_sources(engine::Engine& store,
                                                           const Workspace& workspace,
                                                           const RunOptions& options);

/// The main job: reads what is new, makes visits of it, scores every source, fills the report and
/// notes the run.
[[nodiscard]] Result<views::Report> run(engine::Engine& store,
                                        const Workspace& workspace,
                                        const Scope& scope,
                                        const RunOptions& options);

/// The day up to which things are looked at: of the settings, else today in the workspace's zone.
[[nodiscard]] Result<CivilDate> as_of(const Workspace& workspace);

}  // namespace throughline::workflow
