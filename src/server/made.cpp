#include "server/made.hpp"

#include <fmt/format.h>

#include "workflow/ledger.hpp"
#include "workflow/report.hpp"

namespace throughline::server {
namespace {

std::string key_of(const Moment& moment, const Asking& asking) {
  return moment.revision + "|" + asking.scope_key();
}

}  // namespace

Result<Made::ReportPointer> Made::report(engine::Engine& store,
                                         const Moment& moment,
                                         const Asking& asking) {
  return reports_.get(key_of(moment, asking), [&] {
    return workflow::make_report(store, *moment.workspace, asking.scope);
  });
}

Result<Made::LedgerPointer> Made::ledger(engine::Engine& store,
                                         const Moment& moment,
                                         const Asking& asking) {
  TL_TRY(const ReportPointer report, this->report(store, moment, asking));
  return ledgers_.get(key_of(moment, asking), [&] {
    return workflow::make_ledger(store, *moment.workspace, asking.scope, report->signals);
  });
}

Result<Made::SourcesPointer> Made::sources(engine::Engine& store,
                                           const Moment& moment,
                                           const Asking& asking,
                                           schema::SourceKind kind) {
  const std::string key = fmt::format("{}|{}", key_of(moment, asking), static_cast<int>(kind));
  return sources_.get(key, [&]() -> Result<workflow::SourceList> {
    TL_TRY(const auto filter, workflow::filter_of(store, *moment.workspace, asking.scope));
    return workflow::load_source_list(store, kind, filter, moment.workspace->settings.thresholds);
  });
}

Result<Made::RowsPointer> Made::rows(const Moment& moment,
                                     const Asking& asking,
                                     const workflow::SourceList& list,
                                     const workflow::SourceWish& wish) {
  const std::string key = fmt::format("{}|{}|{}|{}|{}|{}|{}",
                                      key_of(moment, asking),
                                      static_cast<int>(list.sources.table.kind),
                                      wish.channel ? static_cast<int>(*wish.channel) : -1,
                                      wish.standing.value_or(""),
                                      static_cast<int>(wish.key),
                                      static_cast<int>(wish.order),
                                      wish.text);
  return rows_.get(
      key, [&]() -> Result<std::vector<std::uint32_t>> { return workflow::matching(list, wish); });
}

}  // namespace throughline::server
