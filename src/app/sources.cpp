#include <algorithm>

#include "app/commands.hpp"
#include "render/words.hpp"
#include "workflow/scores.hpp"
#include "workflow/source_page.hpp"

namespace throughline::app {
namespace {

using schema::SourceKind;

struct SourcesOptions {
  Scoped scoped;
  Formed formed;
  std::string kind = "domain";
  std::size_t page = 1;
  std::size_t rows = 50;
  bool all = false;
};

std::string percent_of(const signals::Share& share) {
  return render::percent(schema::Interval{share.value, share.low, share.high});
}

std::vector<std::string> row_of(const workflow::ScoredSources& sources, std::size_t i) {
  const signals::SourceScore& score = sources.scored.sources[i];
  const signals::Comparison& better = sources.scored.paid ? score.versus_paid : score.versus_site;
  return {sources.table.name[i].empty() ? "(none)" : sources.table.name[i],
          std::string(schema::name_of(sources.table.channel[i])),
          std::to_string(score.totals.visits),
          std::to_string(score.totals.engaged),
          percent_of(score.engaged),
          std::to_string(score.totals.people),
          percent_of(score.returning),
          fmt::format("{:.3f}", better.probability),
          fmt::format("{:.4f}", score.q_value),
          fmt::format("{}/{}", score.months_better, score.months_seen),
          std::string(name_of(score.standing)),
          sources.table.landing[i]};
}

render::Table table_of(const workflow::ScoredSources& sources, std::size_t first, std::size_t end) {
  render::Table table{
      {{"source", false, true},
       {"channel", false, false, true},
       {"visits", true},
       {"engaged", true},
       {"share engaged", true},
       {"people", true, false, true},
       {"returning", true, false, true},
       {sources.scored.paid ? "P(better than paid)" : "P(better than site)", true, false, true},
       {"q", true, false, true},
       {"months better/seen", true, false, true},
       {"standing", false},
       {"landing page", false, true, true}},
      {}};
  for (std::size_t i = first; i < end; ++i) {
    table.rows.push_back(row_of(sources, sources.scored.ranking[i]));
  }
  return table;
}

// What was tested, so that a list without signals says what it was that found none.
std::string family_of(const signals::ScoredTable& scored) {
  return fmt::format(
      "{} sources, all scored against a bar of {} engaged; tested alone {}, signals {}; tested as "
      "pools {}, signals {}\n",
      render::count(scored.size()),
      render::percent(scored.bar.mean),
      render::count(scored.n_tested),
      scored.n_signals,
      render::count(scored.n_pools_tested),
      scored.pools.size());
}

Outcome sources(Opened& opened, const SourcesOptions& options, Console& console) {
  TL_TRY(const SourceKind kind, workflow::source_kind_named(options.kind));
  TL_TRY(const workflow::Scope scope, scope_of(options.scoped, opened.workspace));
  TL_TRY(const auto filter, workflow::filter_of(*opened.store, opened.workspace, scope));
  TL_TRY(const auto channels, workflow::load_channels(*opened.store, filter));
  TL_TRY(const auto scored,
         workflow::load_scored(
             *opened.store, kind, filter, channels, opened.workspace.settings.thresholds));
  const Form form = options.formed.form();
  const std::size_t n = scored.table.size();
  const bool whole = options.all || form != Form::Text || console.width == 0;
  const std::size_t first =
      whole ? 0 : std::min(n, (std::max<std::size_t>(options.page, 1) - 1) * options.rows);
  const std::size_t end = whole ? n : std::min(n, first + options.rows);
  write_table(console, table_of(scored, first, end), form);
  console.err << family_of(scored.scored);
  if (!whole) {
    console.err << fmt::format(
        "{} to {} of {} sources; next: --page {}, everything: --all or --csv\n",
        std::min(first + 1, end),
        end,
        n,
        options.page + 1);
  }
  return {};
}

}  // namespace

void add_sources(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("sources", "Every source with its score: signals first, nothing cut off");
  auto options = std::make_shared<SourcesOptions>();
  add_scope(*command, options->scoped);
  add_form(*command, options->formed);
  command->add_option("--kind", options->kind, "domain, host, page, campaign or landing")
      ->capture_default_str();
  command->add_option("--page", options->page, "Page of the list")->capture_default_str();
  command->add_option("--rows", options->rows, "Rows on a page")->capture_default_str();
  command->add_flag("--all", options->all, "Everything at once");
  command->callback([=, &chosen] {
    chosen = {.use = Use::Look,
              .operands = &options->scoped.operands,
              .on_store = [=](Opened& opened, Console& console) {
                return sources(opened, *options, console);
              }};
  });
}

}  // namespace throughline::app
