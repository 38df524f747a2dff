#include "workflow/journeys.hpp"

#include <fmt/ranges.h>

#include "app/commands.hpp"
#include "render/journeys_json.hpp"
#include "render/table.hpp"

namespace throughline::app {
namespace {

std::string percent(double share) { return fmt::format("{:.1f}%", 100 * share); }

render::Table table_of(const std::vector<views::ChannelPath>& paths) {
  render::Table table{.columns = {{.head = "Path", .shrinks = true},
                                  {.head = "People", .number = true},
                                  {.head = "Reached a goal", .number = true},
                                  {.head = "Share", .number = true},
                                  {.head = "90% interval", .number = true}}};
  for (const views::ChannelPath& path : paths) {
    table.rows.push_back(
        {fmt::format("{}", fmt::join(path.steps, " > ")),
         std::to_string(path.people),
         std::to_string(path.converted),
         percent(path.share.value),
         fmt::format("{} to {}", percent(path.share.low), percent(path.share.high))});
  }
  return table;
}

void write_text(const views::Journeys& journeys, Console& console) {
  console.out << fmt::format(
      "{} people on {} different paths; {} reached a goal. Grade D: nobody was assigned to a "
      "path.\n",
      journeys.people,
      journeys.n_paths,
      journeys.converted);
  write_table(console, table_of(journeys.commonest), Form::Text);
  console.out << fmt::format("{} people came on paths that are not in this list.\n",
                             journeys.people_in_other_paths);
  if (journeys.shortened > 0) {
    console.out << fmt::format(
        "Of {} people only the last {} steps are told.\n", journeys.shortened, journeys.most_steps);
  }
  if (!journeys.successful.empty()) {
    console.out << "\nPaths that reach a goal most surely:\n";
    write_table(console, table_of(journeys.successful), Form::Text);
  }
}

Outcome show_journeys(Opened& opened, const Scoped& scoped, bool json, Console& console) {
  TL_TRY(const workflow::Scope scope, scope_of(scoped, opened.workspace));
  TL_TRY(const views::Journeys journeys,
         workflow::make_journeys(*opened.store, opened.workspace, scope));
  if (json) {
    console.out << render::journeys_json(journeys);
  } else if (journeys.people == 0) {
    console.err << "No visits yet: throughline run\n";
  } else {
    write_text(journeys, console);
  }
  return {};
}

}  // namespace

void add_journeys(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("journeys", "How people came, visit after visit, up to a goal");
  auto scoped = std::make_shared<Scoped>();
  auto json = std::make_shared<bool>(false);
  add_scope(*command, *scoped);
  command->add_flag("--json", *json, "Write JSON");
  command->callback([=, &chosen] {
    chosen = {.use = Use::Look,
              .operands = &scoped->operands,
              .on_store = [=](Opened& opened, Console& console) {
                return show_journeys(opened, *scoped, *json, console);
              }};
  });
}

}  // namespace throughline::app
