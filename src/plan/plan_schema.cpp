#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "plan/plan_shape.hpp"
#include "plan/sections.hpp"

namespace throughline::plan {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kIdPattern = "^[a-z][a-z0-9_-]{0,63}$";
constexpr std::string_view kNumberPattern = "^[+-]?[0-9]+(\\.[0-9]+)?%$";

Json reference(const MapShape& map) {
  return {{"$ref", fmt::format("#/definitions/{}", map.name)}};
}

Json pattern(std::string_view text) { return {{"type", "string"}, {"pattern", text}}; }

Json number(Bounds bounds) {
  Json out = {{"type", "number"}};
  if (bounds == Bounds::NotNegative || bounds == Bounds::Share) {
    out["minimum"] = 0;
  }
  if (bounds == Bounds::Positive || bounds == Bounds::OpenShare) {
    out["exclusiveMinimum"] = 0;
  }
  if (bounds == Bounds::Share) {
    out["maximum"] = 1;
  }
  if (bounds == Bounds::OpenShare) {
    out["exclusiveMaximum"] = 1;
  }
  return out;
}

Json value_schema(const ValueShape& value) {
  switch (value.kind) {
    case ValueKind::FreeText:  // a plain 5 or true is text where text is asked for
      return {{"type", {"string", "number", "boolean"}}};
    case ValueKind::Id:
      return pattern(kIdPattern);
    case ValueKind::Flag:
      return {{"type", "boolean"}};
    case ValueKind::Count:
      return {{"type", "integer"}, {"minimum", 1}};
    case ValueKind::Number:
    case ValueKind::Money:
      return number(value.bounds);
    case ValueKind::Delta:
      return {{"anyOf", Json::array({number(value.bounds), pattern(kNumberPattern)})}};
    case ValueKind::Date:
      return pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    case ValueKind::Length:
      return pattern("^[0-9]+[hdwmy]$");
    case ValueKind::Currency:
      return pattern("^[A-Z]{3}$");
    case ValueKind::Word:
      return {{"enum", value.words}};
    case ValueKind::Reference:
      return {{"type", "string"}};
    case ValueKind::Map:
      return reference(*value.map);
    case ValueKind::List:
      return {{"type", "array"}, {"items", value_schema(value.parts.front())}};
    case ValueKind::Choice:
      break;
  }
  Json parts = Json::array();
  for (const ValueShape& part : value.parts) {
    parts.push_back(value_schema(part));
  }
  return {{"anyOf", std::move(parts)}};
}

// A key without value counts as left out. Types are widened rather than wrapped where that can be,
// since editors then name the very value that is wrong.
Json or_nothing(Json schema) {
  if (schema.contains("enum")) {
    schema["enum"].push_back(nullptr);
    return schema;
  }
  if (!schema.contains("type")) {
    return {{"anyOf", Json::array({std::move(schema), Json{{"type", "null"}}})}};
  }
  Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
  types.push_back("null");
  schema["type"] = std::move(types);
  return schema;
}

Json default_of(const KeyShape& key) {
  const std::string_view text = key.demand.standard;
  const ValueKind kind = key.value.kind;
  if (kind == ValueKind::Flag) {
    return text == "true";
  }
  const bool number = kind == ValueKind::Number || kind == ValueKind::Money ||
                      kind == ValueKind::Count || kind == ValueKind::Delta;
  return number ? Json::parse(text, nullptr, false) : Json(text);
}

Json key_schema(const KeyShape& key) {
  const bool required = key.demand.need == Need::Required;
  Json schema = value_schema(key.value);
  if (required && key.value.kind == ValueKind::List) {
    schema["minItems"] = 1;
  }
  // Beside a $ref, draft 7 reads nothing else.
  Json out = required && !schema.contains("$ref")
                 ? std::move(schema)
                 : (required ? Json{{"allOf", Json::array({std::move(schema)})}}
                             : or_nothing(std::move(schema)));
  out["description"] = key.meaning;
  if (!key.demand.standard.empty()) {
    out["default"] = default_of(key);
  }
  return out;
}

Json required_keys(const MapShape& map) {
  Json out = Json::array();
  for (const KeyShape& key : map.keys) {
    if (key.demand.need == Need::Required) {
      out.push_back(key.name);
    }
  }
  return out;
}

std::string_view standard_of(const MapShape& map, std::string_view name) {
  const auto key = std::ranges::find(map.keys, name, &KeyShape::name);
  return key == map.keys.end() ? std::string_view() : key->demand.standard;
}

// if KEY is one of WORDS then it is required; a key that is left out has its default.
Json condition(const MapShape& map, const KeyShape& key) {
  const Demand& demand = key.demand;
  const bool flag = demand.words == std::vector<std::string_view>{"true"};
  const Json words = flag ? Json::array({true}) : Json(demand.words);
  Json when = {{"properties", {{demand.key, {{"enum", words}}}}}};
  const std::string_view standard = standard_of(map, demand.key);
  if (std::ranges::find(demand.words, standard) == demand.words.end()) {
    when["required"] = {demand.key};
  }
  return {{"if", std::move(when)}, {"then", {{"required", {key.name}}}}};
}

// Of a draft no key is required.
Json unless_draft(Json required) {
  return {{"if", {{"properties", {{"status", {{"const", "draft"}}}}}, {"required", {"status"}}}},
          {"else", {{"required", std::move(required)}}}};
}

Json map_schema(const MapShape& map) {
  Json out = {{"type", "object"}, {"description", map.meaning}, {"additionalProperties", false}};
  Json conditions = Json::array();
  if (Json required = required_keys(map); !required.empty()) {
    if (map.name == "tactic") {
      conditions.push_back(unless_draft(std::move(required)));
    } else {
      out["required"] = std::move(required);
    }
  }
  for (const KeyShape& key : map.keys) {
    out["properties"][std::string(key.name)] = key_schema(key);
    if (key.demand.need == Need::RequiredIf) {
      conditions.push_back(condition(map, key));
    }
  }
  if (!conditions.empty()) {
    out["allOf"] = std::move(conditions);
  }
  for (const std::string_view name : map.one_of) {
    out["oneOf"].push_back({{"required", {name}}});
  }
  return out;
}

}  // namespace

std::string plan_schema() {
  Json properties = {{"throughline", {{"const", 1}, {"description", "Version of the form"}}}};
  for (const Section& section : sections()) {
    const Json node = reference(section.shape);
    properties[std::string(section.name)] =
        section.single ? node : or_nothing({{"type", "array"}, {"items", node}});
  }
  Json definitions = Json::object();
  for (const MapShape* const map : all_maps()) {
    definitions[std::string(map->name)] = map_schema(*map);
  }
  const Json out = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                    {"title", "Throughline plan"},
                    {"description", "A plan, or one file of a plan that is a folder"},
                    {"type", "object"},
                    {"additionalProperties", false},
                    {"properties", std::move(properties)},
                    {"definitions", std::move(definitions)}};
  return out.dump(2) + "\n";
}

}  // namespace throughline::plan
