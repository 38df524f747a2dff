#include "app/commands.hpp"
#include "render/line_text.hpp"
#include "workflow/plan_facts.hpp"
#include "workflow/plan_files.hpp"

namespace throughline::app {
namespace {

struct LineOptions {
  std::vector<std::string> operands;
  bool json = false;
};

Outcome line(LineOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  if (options.operands.size() != 1) {
    return fail(ErrorCode::InvalidArgument,
                "line takes the id of one node of the plan",
                "Write: throughline line t1");
  }
  TL_TRY(const workflow::LoadedPlan loaded, workflow::need_plan(workspace));
  const plan::Lines lines(loaded.reading.plan);
  const std::optional<workflow::PlanFacts> facts = workflow::load_facts(workspace);
  const auto standing_of = [&](std::string_view link) -> std::optional<views::LinkStanding> {
    if (!facts) {
      return std::nullopt;
    }
    const auto found = facts->links.find(link);
    return found == facts->links.end() ? std::nullopt : std::optional(found->second);
  };
  TL_TRY(const views::LineView view,
         views::line_view(lines, options.operands.front(), standing_of));
  console.out << (options.json ? render::line_json(view) : render::line_text(view));
  return {};
}

}  // namespace

void add_line(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("line", "Show what a tactic serves, link by link, up to the purpose");
  auto options = std::make_shared<LineOptions>();
  command->add_option("operands", options->operands, "[WORKSPACE] NODE")->type_name("");
  command->add_flag("--json", options->json, "Write JSON");
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return line(*options, console); }; });
}

}  // namespace throughline::app
