#include "workflow/show.hpp"

#include "base/hash.hpp"
#include "sql/queries.hpp"
#include "workflow/store.hpp"

namespace throughline::workflow {
namespace {

engine::Parameters parameters_of_figure(const views::FigureId& figure, const VisitFilter& filter) {
  engine::Parameters parameters = parameters_of(filter);
  const bool landing = figure.kind == schema::SourceKind::Landing;
  parameters.emplace_back(
      "channel", figure.channel ? std::to_string(static_cast<int>(*figure.channel)) : "-1");
  parameters.emplace_back("kind",
                          figure.kind ? std::to_string(static_cast<int>(*figure.kind)) : "-1");
  parameters.emplace_back("name", landing ? std::to_string(hash_bytes(figure.name)) : figure.name);
  parameters.emplace_back("measure", std::to_string(static_cast<int>(figure.measure)));
  return parameters;
}

}  // namespace

Result<std::uint64_t> count_behind(engine::Engine& store,
                                   const views::FigureId& figure,
                                   const VisitFilter& filter) {
  return one_number(store, sql::kFigureCount, parameters_of_figure(figure, filter));
}

Result<engine::Batch> rows_behind(engine::Engine& store,
                                  const views::FigureId& figure,
                                  const VisitFilter& filter,
                                  std::uint64_t offset,
                                  std::uint64_t limit) {
  engine::Parameters parameters = parameters_of_figure(figure, filter);
  parameters.emplace_back("offset", std::to_string(offset));
  parameters.emplace_back("limit", std::to_string(limit));
  return store.query(sql::kFigureRows, parameters);
}

}  // namespace throughline::workflow
