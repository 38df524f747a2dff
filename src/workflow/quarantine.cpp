#include "workflow/quarantine.hpp"

#include "sql/queries.hpp"

namespace throughline::workflow {

Result<engine::Batch> quarantine_summary(engine::Engine& store) {
  return store.query(sql::kQuarantineSummary);
}

Result<engine::Batch> quarantined_rows(engine::Engine& store,
                                       const std::string& reason,
                                       std::uint32_t feed,
                                       std::uint64_t offset,
                                       std::uint64_t limit) {
  return store.query(sql::kQuarantineRows,
                     {{"reason", reason},
                      {"feed", std::to_string(feed)},
                      {"offset", std::to_string(offset)},
                      {"limit", std::to_string(limit)}});
}

}  // namespace throughline::workflow
