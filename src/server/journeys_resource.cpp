#include "render/journeys_json.hpp"
#include "server/resources.hpp"
#include "workflow/journeys.hpp"

namespace throughline::server {

Result<Answer> get_journeys(const Call& call) {
  TL_TRY(const views::Journeys journeys,
         workflow::make_journeys(call.store, *call.moment.workspace, call.asking.scope));
  return Answer{.text = render::journeys_json(journeys)};
}

}  // namespace throughline::server
