#include "render/ledger_json.hpp"
#include "render/line_text.hpp"
#include "server/resources.hpp"
#include "workflow/plan_facts.hpp"
#include "workflow/plan_files.hpp"

namespace throughline::server {

Result<Answer> get_ledger(const Call& call) {
  TL_TRY(const auto ledger, call.made.ledger(call.store, call.moment, call.asking));
  return Answer{.text = render::ledger_json(*ledger)};
}

Result<Answer> get_line(const Call& call) {
  TL_TRY(const workflow::LoadedPlan loaded, workflow::need_plan(*call.moment.workspace));
  const plan::Lines lines(loaded.reading.plan);
  const auto facts = workflow::load_facts(*call.moment.workspace);
  const auto standing_of = [&](std::string_view link) -> std::optional<views::LinkStanding> {
    if (!facts) {
      return std::nullopt;
    }
    const auto found = facts->links.find(link);
    return found == facts->links.end() ? std::nullopt : std::optional(found->second);
  };
  TL_TRY(const views::LineView view, views::line_view(lines, call.path.front(), standing_of));
  return Answer{.text = render::line_json(view)};
}

}  // namespace throughline::server
