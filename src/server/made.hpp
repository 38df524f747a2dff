#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "server/asking.hpp"
#include "server/kept.hpp"
#include "server/moments.hpp"
#include "views/ledger.hpp"
#include "views/report.hpp"
#include "workflow/scored_window.hpp"
#include "workflow/show_plan.hpp"
#include "workflow/source_page.hpp"

namespace throughline::server {

/// Views that several answers are cut from, kept by what they are about. Safe from several threads,
/// each with an Engine of its own. Errors of all: those of the store.
class Made {
 public:
  using ReportPointer = Kept<views::Report>::Pointer;
  using LedgerPointer = Kept<views::Ledger>::Pointer;
  using SourcesPointer = Kept<workflow::SourceList>::Pointer;
  using RowsPointer = Kept<std::vector<std::uint32_t>>::Pointer;

  [[nodiscard]] Result<ReportPointer> report(engine::Engine& store,
                                             const Moment& moment,
                                             const Asking& asking);
  [[nodiscard]] Result<LedgerPointer> ledger(engine::Engine& store,
                                             const Moment& moment,
                                             const Asking& asking);
  [[nodiscard]] Result<SourcesPointer> sources(engine::Engine& store,
                                               const Moment& moment,
                                               const Asking& asking,
                                               schema::SourceKind kind);
  /// Rows of the sources that match, in order; so that paging does not sort again.
  [[nodiscard]] Result<RowsPointer> rows(const Moment& moment,
                                         const Asking& asking,
                                         const workflow::SourceList& list,
                                         const workflow::SourceWish& wish);

 private:
  Kept<views::Report> reports_{8};
  Kept<views::Ledger> ledgers_{8};
  Kept<workflow::SourceList> sources_{6};
  Kept<std::vector<std::uint32_t>> rows_{16};
};

}  // namespace throughline::server
