#include <nlohmann/json.hpp>

#include "render/json_parts.hpp"
#include "render/signals_json.hpp"
#include "server/bodies.hpp"
#include "server/resources.hpp"
#include "workflow/adopt.hpp"
#include "workflow/bound_signals.hpp"

namespace throughline::server {

Result<Answer> get_signals(const Call& call) {
  TL_TRY(const auto report, call.made.report(call.store, call.moment, call.asking));
  TL_TRY(const std::vector<std::string> tactics,
         workflow::tactics_of(*call.moment.workspace, report->signals));
  return Answer{.text = render::signals_json(*report, tactics, call.asking.language)};
}

Result<Answer> adopt_signal(const Call& call) {
  TL_TRY(const nlohmann::json body, object_of(call.request));
  TL_TRY(const std::string signal, text_member(body, "signal"));
  const workflow::Workspace& workspace = *call.moment.workspace;
  TL_TRY(const workflow::Adopted adopted,
         workflow::adopt(call.store, workspace, call.asking.scope, signal));
  TL_TRY(const std::string text, workflow::read_text(adopted.file));
  const std::filesystem::path file = adopted.file.lexically_relative(workspace.folder);
  const render::Json json{{"tactic", adopted.id},
                          {"signal", render::json_of(std::string_view(adopted.signal))},
                          {"file", render::json_of(std::string_view(file.generic_string()))},
                          {"text", render::json_of(std::string_view(text))}};
  return Answer{.text = json.dump() + "\n"};
}

}  // namespace throughline::server
