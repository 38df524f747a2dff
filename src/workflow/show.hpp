#pragma once

#include <cstdint>
#include <optional>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "settings/settings.hpp"
#include "views/figure.hpp"
#include "views/report.hpp"
#include "workflow/scored_window.hpp"
#include "workflow/sources.hpp"

namespace throughline::workflow {

/// The rows behind figures. Figures of sets (pools, what a top-ten list hides) need every source
/// scored, which is done when the first of them is asked for. The engine must outlive this.
class FigureRows {
 public:
  FigureRows(engine::Engine& store, VisitFilter filter, settings::Thresholds thresholds);

  /// How many rows a figure has. Errors: NotFound for a source, pool, feed or reason that there is
  /// none of; InvalidArgument for a measure that its subject does not have.
  [[nodiscard]] Result<std::uint64_t> count(const views::FigureId& figure);

  /// The rows of a figure, in a fixed order; columns depend on what they are: visits, hits, refused
  /// rows, files, sources or months.
  [[nodiscard]] Result<engine::Batch> rows(const views::FigureId& figure,
                                           std::uint64_t offset,
                                           std::uint64_t limit);

  [[nodiscard]] Result<const ScoredWindow*> window();
  [[nodiscard]] Result<const std::vector<views::SignalRow>*> signals();

 private:
  engine::Engine& store_;
  VisitFilter filter_;
  settings::Thresholds thresholds_;
  std::optional<ScoredWindow> window_;
  std::optional<std::vector<views::SignalRow>> signals_;
};

}  // namespace throughline::workflow
