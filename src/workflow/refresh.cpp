#include "workflow/refresh.hpp"

#include "workflow/judging.hpp"

namespace throughline::workflow {

// Rates and judgements are as the last run left them: settings that changed since wait for a run.
Result<Refreshed> refresh(engine::Engine& store,
                          const Workspace& workspace,
                          const RefreshOptions& options) {
  TL_CHECK(settle_batches(store));
  TL_TRY(
      const std::vector<Imported> files,
      import_collected(store, workspace, options.segments, {.n_threads = 0, .stop = options.stop}));
  Refreshed refreshed;
  for (const Imported& file : files) {
    refreshed.lines += file.lines;
    refreshed.hits += file.hits;
    refreshed.rejects += file.rejects;
  }
  TL_TRY(refreshed.visits_changed,
         derive_sessions(store, session_rules(workspace.settings), {.at_swap = options.at_swap}));
  return refreshed;
}

}  // namespace throughline::workflow
