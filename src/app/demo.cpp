#include "demo/demo.hpp"

#include "app/commands.hpp"
#include "app/holding.hpp"
#include "app/progress_events.hpp"
#include "app/run_workspace.hpp"
#include "workflow/run.hpp"

namespace throughline::app {
namespace {

struct DemoChoice {
  std::string folder = "demo-lumen";
  std::uint64_t seed = 1;
  double scale = 1.0;
  bool raw_only = false;
  bool no_truth = false;
};

Outcome demo(const DemoChoice& choice, Console& console) {
  const bool shows = console.progress;
  TL_TRY(const demo::DemoSummary written,
         demo::write_demo(choice.folder,
                          {.seed = choice.seed,
                           .scale = choice.scale,
                           .n_threads = workflow::reading_threads(),
                           .truth = !choice.no_truth,
                           .progress = [&](double done) {
                             if (shows) {
                               console.err << fmt::format("\rWriting the demo {:3.0f}%", 100 * done)
                                           << std::flush;
                             }
                           }}));
  console.err << fmt::format("{}{}: {} files, {} lines of access logs, {} visits of people\n",
                             shows ? "\r" : "",
                             choice.folder,
                             written.files,
                             render::count(written.lines),
                             render::count(written.visits));
  if (choice.raw_only) {
    return {};
  }
  TL_TRY(const workflow::Workspace workspace, workflow::open_workspace(choice.folder));
  TL_CHECK(workflow::remove_store(workspace));  // what is in it was read from other files
  TL_TRY(const workflow::Scope scope, scope_of({}, workspace));
  return hold(workspace, Use::Write, console, [&](Opened& opened, Console&) {
    return run_workspace(opened, scope, Strictness::Lenient, console);
  });
}

}  // namespace

void add_demo(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("demo", "Write the raw inputs of a company and run them to a report");
  auto choice = std::make_shared<DemoChoice>();
  command->add_option("folder", choice->folder, "Where to write")->capture_default_str();
  command->add_option("--seed", choice->seed, "Another company of the same kind")
      ->capture_default_str();
  command->add_option("--scale", choice->scale, "1 = 600,000 visits, 50 = 100 million lines")
      ->check(CLI::Range(0.001, 1000.0))
      ->capture_default_str();
  command->add_flag("--raw-only", choice->raw_only, "Write the files and stop");
  command->add_flag("--no-truth", choice->no_truth, "Leave out truth.json");
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return demo(*choice, console); }; });
}

}  // namespace throughline::app
