#include "render/journeys_json.hpp"

#include "render/json_parts.hpp"

namespace throughline::render {
namespace {

Json json_of_path(const views::ChannelPath& path) {
  return {{"steps", json_of(path.steps)},
          {"people", path.people},
          {"converted", path.converted},
          {"visits", path.visits},
          {"shortened", path.shortened},
          {"share", json_of(path.share)}};
}

Json json_of_edge(const views::PathEdge& edge) {
  return {{"step", edge.step},
          {"from", json_of(edge.from)},
          {"to", edge.to.empty() ? Json(nullptr) : json_of(edge.to)},
          {"people", edge.people},
          {"converted", edge.converted}};
}

}  // namespace

std::string journeys_json(const views::Journeys& journeys) {
  const Json document{{"schema", "throughline.journeys/1"},
                      {"as_of", json_of(journeys.as_of)},
                      {"grade", "D"},
                      {"most_steps", journeys.most_steps},
                      {"people", journeys.people},
                      {"converted", journeys.converted},
                      {"shortened", journeys.shortened},
                      {"paths", journeys.n_paths},
                      {"commonest", json_list(journeys.commonest, json_of_path)},
                      {"successful", json_list(journeys.successful, json_of_path)},
                      {"people_in_other_paths", journeys.people_in_other_paths},
                      {"edges", json_list(journeys.edges, json_of_edge)}};
  return document.dump(2) + "\n";
}

}  // namespace throughline::render
