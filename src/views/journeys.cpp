#include "views/journeys.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace throughline::views {
namespace {

void add_edges(const ChannelPath& path,
               std::size_t most,
               std::map<std::tuple<std::size_t, std::string, std::string>, PathEdge>& edges) {
  for (std::size_t i = 0; i < path.steps.size() && i < most; ++i) {
    const std::string to = i + 1 < path.steps.size() ? path.steps[i + 1] : "";
    PathEdge& edge = edges[{i + 1, path.steps[i], to}];
    edge.step = i + 1;
    edge.from = path.steps[i];
    edge.to = to;
    edge.people += path.people;
    edge.converted += path.converted;
  }
}

template <class Before>
std::vector<ChannelPath> first_of(std::vector<ChannelPath> paths,
                                  std::size_t most,
                                  const Before& before) {
  std::sort(paths.begin(), paths.end(), [&](const ChannelPath& a, const ChannelPath& b) {
    const auto key_a = before(a);
    const auto key_b = before(b);
    return key_a != key_b ? key_a > key_b : a.steps < b.steps;
  });
  paths.resize(std::min(most, paths.size()));
  return paths;
}

}  // namespace

schema::Interval wilson_share(std::uint64_t part, std::uint64_t whole) {
  constexpr double kZ = 1.6448536269514722;
  if (whole == 0) {
    return {.value = 0.0, .low = 0.0, .high = 1.0, .level = 0.9};
  }
  const auto n = static_cast<double>(whole);
  const double p = static_cast<double>(part) / n;
  const double middle = p + kZ * kZ / (2 * n);
  const double half = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  const double scale = 1 + kZ * kZ / n;
  return {.value = p,
          .low = part == 0 ? 0.0 : std::max(0.0, (middle - half) / scale),
          .high = part == whole ? 1.0 : std::min(1.0, (middle + half) / scale),
          .level = 0.9};
}

Journeys journeys_of(std::vector<ChannelPath> paths, const JourneyLimits& limits) {
  Journeys journeys{.most_steps = limits.most_steps, .n_paths = paths.size()};
  std::map<std::tuple<std::size_t, std::string, std::string>, PathEdge> edges;
  for (ChannelPath& path : paths) {
    path.share = wilson_share(path.converted, path.people);
    journeys.people += path.people;
    journeys.converted += path.converted;
    journeys.shortened += path.shortened;
    add_edges(path, limits.edge_steps, edges);
  }
  for (auto& [key, edge] : edges) {
    journeys.edges.push_back(std::move(edge));
  }
  std::vector<ChannelPath> enough;
  std::copy_if(
      paths.begin(), paths.end(), std::back_inserter(enough), [&](const ChannelPath& path) {
        return path.people >= limits.fewest && path.converted > 0;
      });
  journeys.successful = first_of(
      std::move(enough), limits.paths, [](const ChannelPath& path) { return path.share.low; });
  journeys.commonest =
      first_of(std::move(paths), limits.paths, [](const ChannelPath& path) { return path.people; });
  journeys.people_in_other_paths = journeys.people;
  for (const ChannelPath& path : journeys.commonest) {
    journeys.people_in_other_paths -= path.people;
  }
  return journeys;
}

}  // namespace throughline::views
