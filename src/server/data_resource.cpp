#include "render/data_json.hpp"
#include "server/batch_json.hpp"
#include "server/resources.hpp"
#include "workflow/data_page.hpp"
#include "workflow/quarantine.hpp"

namespace throughline::server {
namespace {

Result<std::uint64_t> refused_in_all(engine::Engine& store, const std::string& reason) {
  TL_TRY(const engine::Batch reasons, workflow::quarantine_summary(store));
  TL_TRY(const auto* const names, reasons.get<engine::Strings>("reason"));
  TL_TRY(const auto* const lines, reasons.get<std::vector<std::uint64_t>>("lines"));
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < reasons.n_rows(); ++i) {
    total += reason.empty() || (*names)[i] == reason ? (*lines)[i] : 0;
  }
  return total;
}

}  // namespace

Result<Answer> get_data(const Call& call) {
  TL_TRY(const auto report, call.made.report(call.store, call.moment, call.asking));
  TL_TRY(const auto ledger, call.made.ledger(call.store, call.moment, call.asking));
  TL_TRY(const views::DataPage page,
         workflow::make_data_page(call.store, *call.moment.workspace, *ledger));
  return Answer{.text = render::data_json(*report, page)};
}

Result<Answer> get_quarantine(const Call& call) {
  constexpr std::uint64_t kUsual = 100;
  constexpr std::uint64_t kMost = 10'000;
  TL_TRY(const Piece piece, piece_of(call.request, kUsual, kMost));
  const std::string reason = parameter(call.request, "reason");
  RowsHead head{.figure = "quarantine", .offset = piece.offset};
  TL_TRY(head.total, refused_in_all(call.store, reason));
  TL_TRY(const engine::Batch rows,
         workflow::quarantined_rows(call.store, reason, 0, piece.offset, piece.limit));
  return Answer{.text = rows_json(head, rows)};
}

}  // namespace throughline::server
