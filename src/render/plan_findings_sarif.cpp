#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "plan/rule_texts.hpp"
#include "render/plan_findings.hpp"

namespace throughline::render {
namespace {

using Json = nlohmann::ordered_json;
using plan::Span;

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

// RFC 3986: a path as a reference.
std::string uri_of(std::string_view path) {
  std::string out;
  for (const char c : path) {
    out += is_unreserved(c) ? std::string(1, c)
                            : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return path.starts_with('/') ? "file://" + out : out;
}

Json region(const Span& at) {
  return {{"startLine", at.start.line},
          {"startColumn", at.start.column},
          {"endLine", at.end.line},
          {"endColumn", at.end.column},
          {"byteOffset", at.start.byte},
          {"byteLength", at.end.byte - std::min(at.start.byte, at.end.byte)}};
}

Json location(const Span& at, const std::vector<plan::SourceFile>& files) {
  const std::string name = at.file < files.size() ? files[at.file].name : std::string();
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", uri_of(name)}}}, {"region", region(at)}}}};
}

Json rule(const plan::RuleText& text) {
  return {{"id", text.code},
          {"shortDescription", {{"text", text.title}}},
          {"fullDescription", {{"text", text.catches}}},
          {"help", {{"text", text.mend}}},
          {"defaultConfiguration", {{"level", plan::name_of(text.severity)}}}};
}

std::size_t index_of(std::string_view code) {
  const auto rules = plan::rule_texts();
  const auto found = std::ranges::find(rules, code, &plan::RuleText::code);
  return static_cast<std::size_t>(found - rules.begin());
}

Json result(const plan::Finding& finding, const std::vector<plan::SourceFile>& files) {
  Json where = location(finding.at, files);
  if (!finding.node.empty()) {
    where["logicalLocations"] = Json::array({Json{{"name", finding.node}}});
  }
  const std::string help = finding.help.empty() ? "" : ". help: " + finding.help;
  Json out = {{"ruleId", finding.code},
              {"level", plan::name_of(finding.severity)},
              {"message", {{"text", finding.message + help}}},
              {"locations", Json::array({std::move(where)})}};
  if (const std::size_t index = index_of(finding.code); index < plan::rule_texts().size()) {
    out["ruleIndex"] = index;
  }
  Json related = Json::array();
  for (const plan::Related& one : finding.related) {
    Json place = location(one.at, files);
    place["message"] = {{"text", one.message}};
    related.push_back(std::move(place));
  }
  if (!related.empty()) {
    out["relatedLocations"] = std::move(related);
  }
  return out;
}

}  // namespace

std::string findings_sarif(const plan::CheckedPlan& checked, std::string_view version) {
  Json rules = Json::array();
  for (const plan::RuleText& text : plan::rule_texts()) {
    rules.push_back(rule(text));
  }
  Json results = Json::array();
  for (const plan::Finding& finding : checked.findings) {
    results.push_back(result(finding, checked.plan.files));
  }
  const Json driver = {{"name", "throughline"}, {"version", version}, {"rules", std::move(rules)}};
  const Json run = {{"tool", {{"driver", driver}}},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", std::move(results)}};
  const Json out = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({run})}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace throughline::render
