#include "server/collector_json.hpp"

#include "render/json_parts.hpp"

namespace throughline::server {

using render::Json;

std::string collector_json(const collector::CollectorCounts& counts,
                           const std::vector<settings::Site>& sites) {
  Json json{{"on", !sites.empty()}};
  json["sites"] = render::json_list(
      sites, [](const settings::Site& site) { return render::json_of(std::string_view(site.id)); });
  json["accepted"] = counts.accepted;
  Json refused = Json::object();
  for (std::size_t i = 1; i < counts.refused.size(); ++i) {
    if (counts.refused[i] > 0) {
      refused[std::string(name_of(static_cast<collector::Refusal>(i)))] = counts.refused[i];
    }
  }
  json["refused_by_reason"] = std::move(refused);
  Json origins = Json::array();
  for (const auto& [host, count] : counts.refused_origins) {
    origins.push_back({{"host", render::json_of(std::string_view(host))}, {"count", count}});
  }
  json["refused_origins"] = std::move(origins);
  json["malformed"] = counts.malformed;
  json["not_stored"] = counts.not_stored;
  json["passing"] = counts.passing;
  json["waiting"] = counts.waiting;
  return json.dump();
}

}  // namespace throughline::server
