#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "base/error.hpp"
#include "holder/change_gate.hpp"
#include "holder/turns.hpp"
#include "server/jobs.hpp"
#include "server/moments.hpp"
#include "server/store_pool.hpp"
#include "workflow/collected.hpp"

namespace throughline::server {

/// The store as jobs change it: one after the other, and not while somebody reads what they change.
struct StoreForJobs {
  OpenStore open;
  holder::Turns& writers;
  holder::ChangeGate& gate;
  /// What was collected and may be read.
  std::function<std::vector<workflow::CollectedSegment>()> collected;
};

/// The main job, as `throughline run` does it: reads what is new, makes visits of it, scores every
/// source and writes report.html. Errors: those of workflow::run(); Cancelled.
[[nodiscard]] Result<void> run_main_job(const StoreForJobs& to,
                                        const Moment& moment,
                                        const std::stop_token& stop,
                                        const Jobs::Tell& tell);

}  // namespace throughline::server
