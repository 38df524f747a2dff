#include "workflow/scored_window.hpp"

#include <array>

namespace throughline::workflow {

Result<ScoredWindow> load_window(engine::Engine& store,
                                 const VisitFilter& filter,
                                 const settings::Thresholds& thresholds) {
  ScoredWindow window;
  TL_TRY(window.channels, load_channels(store, filter));
  const auto load = [&](schema::SourceKind kind) {
    return load_scored(store, kind, filter, window.channels, thresholds);
  };
  TL_TRY(window.domains, load(schema::SourceKind::Domain));
  TL_TRY(window.pages, load(schema::SourceKind::Page));
  const std::array<signals::ScoredKind, 2> kinds = {
      {{&window.domains.table, &window.domains.scored},
       {&window.pages.table, &window.pages.scored}}};
  window.hidden = signals::what_top_hides(kinds, visits_of(window.channels));
  return window;
}

}  // namespace throughline::workflow
