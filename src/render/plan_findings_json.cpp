#include <nlohmann/json.hpp>

#include "plan/rule_texts.hpp"
#include "render/plan_findings.hpp"

namespace throughline::render {
namespace {

using Json = nlohmann::ordered_json;
using plan::Span;

constexpr int kVersion = 1;  ///< changes when the shape does

Json position(const document::Position& at) {
  return {{"line", at.line}, {"column", at.column}, {"byte", at.byte}};
}

void add_place(Json& out, const Span& at, const std::vector<plan::SourceFile>& files) {
  out["file"] = at.file < files.size() ? files[at.file].name : std::string();
  out["start"] = position(at.start);
  out["end"] = position(at.end);
}

Json related(const plan::Finding& finding, const std::vector<plan::SourceFile>& files) {
  Json out = Json::array();
  for (const plan::Related& one : finding.related) {
    Json& item = out.emplace_back(Json{{"message", one.message}});
    add_place(item, one.at, files);
  }
  return out;
}

Json entry(const plan::Finding& finding, const std::vector<plan::SourceFile>& files) {
  Json out = {{"code", finding.code},
              {"severity", plan::name_of(finding.severity)},
              {"message", finding.message},
              {"help", finding.help}};
  add_place(out, finding.at, files);
  out["node"] = finding.node;
  out["related"] = related(finding, files);
  return out;
}

}  // namespace

std::string findings_json(const plan::CheckedPlan& checked) {
  Json findings = Json::array();
  for (const plan::Finding& finding : checked.findings) {
    findings.push_back(entry(finding, checked.plan.files));
  }
  Json skipped = Json::array();
  for (const plan::SkippedCheck& one : checked.skipped) {
    skipped.push_back({{"code", one.code}, {"what", one.what}, {"why", one.why}});
  }
  const plan::FindingCounts counts = plan::counts_of(checked.findings);
  const Json out = {
      {"version", kVersion},
      {"findings", std::move(findings)},
      {"skipped", std::move(skipped)},
      {"counts",
       {{"errors", counts.errors}, {"warnings", counts.warnings}, {"notes", counts.notes}}}};
  // Names of files may be no UTF-8.
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace throughline::render
