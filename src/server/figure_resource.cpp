#include <utility>

#include "server/batch_json.hpp"
#include "server/figure_rows.hpp"
#include "server/resources.hpp"
#include "views/figure.hpp"
#include "workflow/show.hpp"
#include "workflow/show_plan.hpp"

namespace throughline::server {

Result<std::string> figure_asked(const Call& call) {
  constexpr std::size_t kLongest = 4096;
  std::string id = call.path.empty() ? parameter(call.request, "id") : call.path.front();
  if (id.empty() || id.size() > kLongest) {
    return fail(ErrorCode::InvalidArgument,
                "the id of a figure is needed",
                "/api/v1/figures?id=channel.paid-social.bounced; ids stand in every answer");
  }
  return id;
}

Result<workflow::FigurePage> figure_page(const Call& call,
                                         const std::string& id,
                                         const Piece& piece) {
  TL_TRY(const views::FigureId figure, views::parse_figure_id(id));
  const workflow::Workspace& workspace = *call.moment.workspace;
  if (views::is_of_plan(figure.subject)) {
    TL_TRY(workflow::PlanFigures figures,
           workflow::PlanFigures::of(call.store, workspace, call.asking.scope));
    return figures.page(figure, piece.offset, piece.limit);
  }
  TL_TRY(auto filter, workflow::filter_of(call.store, workspace, call.asking.scope));
  workflow::FigureRows figures(call.store, std::move(filter), workspace.settings.thresholds);
  workflow::FigurePage page;
  TL_TRY(page.in_all, figures.count(figure));
  TL_TRY(page.rows, figures.rows(figure, piece.offset, piece.limit));
  return page;
}

Result<Answer> get_figure(const Call& call) {
  constexpr std::uint64_t kUsual = 100;
  constexpr std::uint64_t kMost = 10'000;
  TL_TRY(const std::string id, figure_asked(call));
  TL_TRY(const Piece piece, piece_of(call.request, kUsual, kMost));
  TL_TRY(const workflow::FigurePage page, figure_page(call, id, piece));
  return Answer{.text = rows_json({.figure = id,
                                   .total = page.in_all,
                                   .offset = piece.offset,
                                   .minor = page.minor,
                                   .currency = call.moment.workspace->settings.currency},
                                  page.rows)};
}

}  // namespace throughline::server
