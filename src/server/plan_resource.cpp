#include "render/plan_diff.hpp"
#include "render/plan_findings.hpp"
#include "render/plan_json.hpp"
#include "server/bodies.hpp"
#include "server/resources.hpp"
#include "workflow/plan_texts.hpp"

namespace throughline::server {
namespace {

Result<Answer> plan_answer(const Call& call, const workflow::PlanTexts& texts) {
  const workflow::Workspace& workspace = *call.moment.workspace;
  TL_TRY(const plan::CheckedPlan checked,
         workflow::check_texts(workspace, texts.files, call.asking.scope.as_of));
  plan::Lock lock;
  if (texts.at) {
    TL_TRY(lock, workflow::load_lock({.at = *texts.at}));
  }
  return Answer{.text = render::plan_json(texts.files, texts.hash, lock, checked)};
}

}  // namespace

Result<Answer> get_plan(const Call& call) {
  TL_TRY(const workflow::PlanTexts texts, workflow::load_plan_texts(*call.moment.workspace));
  if (!texts.at) {
    return Answer{.text = render::plan_json({}, texts.hash, {}, {})};
  }
  return plan_answer(call, texts);
}

Result<Answer> check_plan(const Call& call) {
  TL_TRY(const nlohmann::json body, object_of(call.request));
  TL_TRY(auto files, files_member(body));
  TL_TRY(const plan::CheckedPlan checked,
         workflow::check_texts(*call.moment.workspace, std::move(files), call.asking.scope.as_of));
  return Answer{.text = render::findings_json(checked)};
}

Result<Answer> diff_plan(const Call& call) {
  TL_TRY(const nlohmann::json body, object_of(call.request));
  TL_TRY(const auto files, files_member(body));
  TL_TRY(const plan::PlanDiff diff, workflow::diff_texts(*call.moment.workspace, files));
  return Answer{.text = render::plan_diff_json(diff, "saved", "changed")};
}

Result<Answer> save_plan(const Call& call) {
  TL_TRY(const nlohmann::json body, object_of(call.request));
  TL_TRY(const auto files, files_member(body));
  TL_TRY(const std::string base_hash, text_member(body, "base_hash"));
  TL_TRY(const workflow::PlanTexts saved,
         workflow::save_plan_texts(*call.moment.workspace, files, base_hash));
  return plan_answer(call, saved);
}

}  // namespace throughline::server
