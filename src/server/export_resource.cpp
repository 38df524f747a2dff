#include "render/sources_json.hpp"
#include "render/summary_tables.hpp"
#include "server/batch_json.hpp"
#include "server/figure_rows.hpp"
#include "server/resources.hpp"
#include "server/source_wish.hpp"

namespace throughline::server {
namespace {

constexpr const char* kCsv = "text/csv; charset=utf-8";
constexpr std::string_view kEnding = ".csv";

// "figures/ID.csv" names its form at the end of the path.
Result<std::string> exported_figure(const Call& call) {
  TL_TRY(std::string id, figure_asked(call));
  if (call.path.empty()) {
    return id;
  }
  if (!id.ends_with(kEnding)) {
    return fail(ErrorCode::NotFound,
                "there is no such export",
                "Rows of figures are exported as figures/ID.csv or figures.csv?id=ID");
  }
  id.erase(id.size() - kEnding.size());
  return id;
}

}  // namespace

Result<Answer> export_sources(const Call& call) {
  TL_TRY(const SourceRows rows, source_rows_of(call));
  return Answer{.text = render::sources_csv(
                    workflow::page_of(*rows.list, *rows.matches, 0, rows.matches->size())),
                .type = kCsv,
                .file = "sources.csv"};
}

Result<Answer> export_signals(const Call& call) {
  TL_TRY(const auto report, call.made.report(call.store, call.moment, call.asking));
  return Answer{.text = render::table_csv(render::signals_table(
                    *report, report->signals.size(), render::Language::English)),
                .type = kCsv,
                .file = "signals.csv"};
}

// A piece after the other, so that the engine's memory does not grow with the figure.
Result<Answer> export_figure(const Call& call) {
  constexpr std::uint64_t kPiece = 50'000;
  TL_TRY(const std::string id, exported_figure(call));
  Answer answer{.text = {}, .type = kCsv, .file = "rows.csv"};
  for (std::uint64_t offset = 0;; offset += kPiece) {
    TL_TRY(const workflow::FigurePage page, figure_page(call, id, {offset, kPiece}));
    answer.text += rows_csv(page.rows, offset == 0);
    if (offset + page.rows.n_rows() >= page.in_all || page.rows.n_rows() == 0) {
      return answer;
    }
  }
}

}  // namespace throughline::server
