#include "workflow/journeys.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/source.hpp"
#include "sql/queries.hpp"
#include "workflow/visitor_ranges.hpp"

namespace throughline::workflow {
namespace {

using U64 = std::vector<std::uint64_t>;

std::string name_of_step(std::string_view step) {
  if (step.starts_with('+')) {
    return std::string(step.substr(1));
  }
  int channel = 0;
  std::from_chars(step.data(), step.data() + step.size(), channel);
  return std::string(schema::name_of(static_cast<schema::Channel>(channel)));
}

std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('\n'), path.size());
    steps.push_back(name_of_step(path.substr(0, end)));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return steps;
}

using Paths = std::map<std::string, views::ChannelPath, std::less<>>;

Result<void> add_paths(const engine::Batch& batch, Paths& paths) {
  TL_TRY(const auto* const path, batch.get<engine::Strings>("path"));
  TL_TRY(const auto* const people, batch.get<U64>("people"));
  TL_TRY(const auto* const converted, batch.get<U64>("converted"));
  TL_TRY(const auto* const visits, batch.get<U64>("visits"));
  TL_TRY(const auto* const shortened, batch.get<U64>("shortened"));
  for (std::size_t i = 0; i < batch.n_rows(); ++i) {
    views::ChannelPath& known = paths[std::string((*path)[i])];
    known.people += (*people)[i];
    known.converted += (*converted)[i];
    known.visits += (*visits)[i];
    known.shortened += (*shortened)[i];
  }
  return {};
}

}  // namespace

Result<views::Journeys> make_journeys(engine::Engine& store,
                                      const Workspace& workspace,
                                      const Scope& scope,
                                      const views::JourneyLimits& limits) {
  TL_TRY(const VisitFilter filter, filter_of(store, workspace, scope));
  engine::Parameters parameters = parameters_of(filter);
  std::erase_if(parameters, [](const auto& parameter) { return parameter.first == "zone"; });
  parameters.emplace_back("steps", std::to_string(limits.most_steps));
  TL_TRY(const auto ranges, ranges_of_people(store));
  Paths paths;
  for (const VisitorRange& range : ranges) {
    TL_CHECK(store.stream(sql::kJourneyPaths,
                          within(parameters, range),
                          [&](engine::Batch&& batch) { return add_paths(batch, paths); }));
  }
  std::vector<views::ChannelPath> list;
  for (auto& [text, path] : paths) {
    path.steps = steps_of(text);
    list.push_back(std::move(path));
  }
  views::Journeys journeys = views::journeys_of(std::move(list), limits);
  journeys.as_of = scope.as_of;
  return journeys;
}

}  // namespace throughline::workflow
