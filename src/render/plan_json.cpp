#include "render/plan_json.hpp"

#include "plan/words.hpp"
#include "render/json_parts.hpp"
#include "render/plan_findings.hpp"

namespace throughline::render {
namespace {

Json locked(const plan::LockEntry& entry) {
  return {{"kind", plan::name_of(entry.kind)},
          {"id", json_of(std::string_view(entry.id))},
          {"trial", entry.trial},
          {"at", json_of(entry.at)},
          {"hash", json_of(std::string_view(entry.hash))}};
}

}  // namespace

std::string plan_json(const std::vector<plan::SourceFile>& files,
                      const std::string& hash,
                      const plan::Lock& lock,
                      const plan::CheckedPlan& checked) {
  Json json{{"schema", "throughline.plan/1"}, {"hash", hash}};
  json["files"] = json_list(files, [](const plan::SourceFile& file) {
    return Json{{"name", json_of(std::string_view(file.name))}, {"text", file.text}};
  });
  json["lock"] = {{"entries", json_list(lock.entries, locked)},
                  {"broken", lock.broken ? Json(*lock.broken) : Json(nullptr)}};
  json["unusable"] = checked.unusable;
  const Json found = Json::parse(findings_json(checked));
  for (const char* key : {"findings", "skipped", "counts"}) {
    json[key] = found[key];
  }
  // An editor's text may be no UTF-8.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace throughline::render
