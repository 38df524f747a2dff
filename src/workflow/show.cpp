#include "workflow/show.hpp"

#include <utility>

#include "sql/queries.hpp"
#include "workflow/batch_rows.hpp"
#include "workflow/read_rows.hpp"
#include "workflow/signal_rows.hpp"
#include "workflow/source_lists.hpp"
#include "workflow/visit_set.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using views::FigureId;
using Measure = FigureId::Measure;
using Subject = FigureId::Subject;
using U64 = std::vector<std::uint64_t>;

bool is_read(Subject subject) { return subject >= Subject::Rows && !views::is_of_plan(subject); }

// PlanFigures has the rows that only a plan tells apart.
tl::unexpected<Error> no_plan_rows(const FigureId& figure) {
  return fail(ErrorCode::Unsupported,
              fmt::format("the rows of {} are those of a plan", text_of(figure)),
              "throughline show lists them for a workspace with a plan");
}

bool is_list(Measure measure) {
  return measure == Measure::Sources || measure == Measure::MonthsBetter;
}

// Sources and months, made of what was scored.
Result<Batch> list_of(FigureRows& figures, const FigureId& figure) {
  TL_TRY(const ScoredWindow* const window, figures.window());
  TL_TRY(const auto* const signals, figures.signals());
  return figure.measure == Measure::Sources ? sources_of_set(figure, *window, *signals)
                                            : months_better(figure, *window, *signals);
}

Result<VisitSet> set_of(FigureRows& figures, const FigureId& figure) {
  switch (figure.subject) {
    case Subject::Visits:
      return VisitSet{};
    case Subject::Channel:
      return VisitSet{.channels = {static_cast<std::uint8_t>(figure.channel)}};
    case Subject::Paid:
    case Subject::Unpaid:
      return set_of_channels(figure.subject == Subject::Paid);
    case Subject::Source:
      return set_of_source(figure.kind, figure.name);
    case Subject::Bots:
      return set_of_bots(figure.name);
    default: {
      TL_TRY(const ScoredWindow* const window, figures.window());
      TL_TRY(const auto* const signals, figures.signals());
      return visits_of_set(figure, *window, *signals);
    }
  }
}

}  // namespace

FigureRows::FigureRows(engine::Engine& store, VisitFilter filter, settings::Thresholds thresholds)
    : store_(store), filter_(std::move(filter)), thresholds_(thresholds) {}

Result<const ScoredWindow*> FigureRows::window() {
  if (!window_) {
    TL_TRY(window_, load_window(store_, filter_, thresholds_));
  }
  return &*window_;
}

Result<const std::vector<views::SignalRow>*> FigureRows::signals() {
  if (!signals_) {
    TL_TRY(const ScoredWindow* const scored, window());
    signals_ = signal_rows(*scored);
  }
  return &*signals_;
}

Result<std::uint64_t> FigureRows::count(const FigureId& figure) {
  if (views::is_of_plan(figure.subject)) {
    return no_plan_rows(figure);
  }
  if (is_read(figure.subject)) {
    return count_read(store_, figure);
  }
  if (is_list(figure.measure)) {
    TL_TRY(const Batch list, list_of(*this, figure));
    return list.n_rows();
  }
  TL_TRY(const VisitSet set, set_of(*this, figure));
  TL_TRY(const auto parameters, parameters_of(set, figure, filter_));
  TL_TRY(const Batch answer, store_.query(sql::kFigureCount, parameters));
  TL_TRY(const auto* const counts,
         answer.get<U64>(figure.measure == Measure::People ? "people" : "visits"));
  return counts->empty() ? 0 : counts->front();
}

Result<Batch> FigureRows::rows(const FigureId& figure, std::uint64_t offset, std::uint64_t limit) {
  if (views::is_of_plan(figure.subject)) {
    return no_plan_rows(figure);
  }
  if (is_read(figure.subject)) {
    return list_read(store_, figure, offset, limit);
  }
  if (is_list(figure.measure)) {
    TL_TRY(const Batch list, list_of(*this, figure));
    return page_of(list, offset, limit);
  }
  TL_TRY(const VisitSet set, set_of(*this, figure));
  TL_TRY(engine::Parameters parameters, parameters_of(set, figure, filter_));
  parameters.emplace_back("offset", std::to_string(offset));
  parameters.emplace_back("limit", std::to_string(limit));
  return store_.query(sql::kFigureRows, parameters);
}

}  // namespace throughline::workflow
