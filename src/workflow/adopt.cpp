#include "workflow/adopt.hpp"

#include <fmt/format.h>

#include "plan/draft.hpp"
#include "views/adoption.hpp"
#include "workflow/folder_turn.hpp"
#include "workflow/plan_files.hpp"
#include "workflow/report.hpp"

namespace throughline::workflow {
namespace {

constexpr const char* kAdopted = "adopted.yaml";

std::string file_for_drafts(const LoadedPlan& loaded) {
  return loaded.is_folder() ? (loaded.at.filename() / kAdopted).generic_string()
                            : loaded.reading.plan.files.front().name;
}

}  // namespace

Result<Adopted> adopt(engine::Engine& store,
                      const Workspace& workspace,
                      const Scope& scope,
                      const std::string& signal) {
  TL_CHECK(need_plan(workspace));  // before the report is made, which takes longer
  TL_TRY(const views::Report report, make_report(store, workspace, scope));
  TL_TRY(const views::SignalRow* const row, views::signal_named(report.signals, signal));
  TL_TRY(const FolderTurn turn, FolderTurn::take(workspace.folder));
  TL_TRY(const LoadedPlan loaded, need_plan(workspace));
  TL_TRY(const plan::NewText fresh,
         plan::with_draft(loaded.reading.plan,
                          views::draft_of(*row, report.as_of),
                          file_for_drafts(loaded),
                          read_context(workspace.settings)));
  const std::filesystem::path file = loaded.path_of({fresh.file, {}});
  TL_CHECK(rewrite_text(file, fresh.text));
  return Adopted{fresh.id, row->name, file};
}

Result<std::filesystem::path> start_plan(const Workspace& workspace, CivilDate as_of) {
  TL_TRY(const auto existing, find_plan(workspace));
  if (existing) {
    return fail(ErrorCode::Conflict,
                fmt::format("there is a plan already: {}", existing->string()),
                "throughline check says what is missing in it");
  }
  std::filesystem::path file = workspace.folder / "plan.yaml";
  const std::string company = plan::free_id({}, workspace.name);
  TL_CHECK(write_text(
      file, plan::starter_plan(company, workspace.settings.currency, {as_of.year + 1, 12, 31})));
  return file;
}

}  // namespace throughline::workflow
