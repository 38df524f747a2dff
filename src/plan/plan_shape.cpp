#include "plan/plan_shape.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plan/sections.hpp"
#include "plan/words.hpp"

namespace throughline::plan {
namespace {

void add_maps(const MapShape& map, std::vector<const MapShape*>& out);

void add_maps_of(const ValueShape& value, std::vector<const MapShape*>& out) {
  if (value.map != nullptr) {
    add_maps(*value.map, out);
  }
  for (const ValueShape& part : value.parts) {
    add_maps_of(part, out);
  }
}

void add_maps(const MapShape& map, std::vector<const MapShape*>& out) {
  if (std::ranges::find(out, &map) != out.end()) {
    return;
  }
  out.push_back(&map);
  for (const KeyShape& key : map.keys) {
    add_maps_of(key.value, out);
  }
}

std::string bounded(std::string_view what, Bounds bounds) {
  switch (bounds) {
    case Bounds::Any:
      return std::string(what);
    case Bounds::NotNegative:
      return fmt::format("{} from 0", what);
    case Bounds::Positive:
      return fmt::format("{} above 0", what);
    case Bounds::Share:
      return fmt::format("{} from 0 to 1", what);
    case Bounds::OpenShare:
      return fmt::format("{} between 0 and 1", what);
  }
  return std::string(what);
}

std::string reference_text(const std::vector<NodeType>& targets) {
  std::vector<std::string_view> names;
  for (const NodeType type : targets) {
    names.push_back(name_of(type));
  }
  return names.size() == words_of(NodeType::Goal).size()
             ? "id of a node"
             : fmt::format("id of a {}", fmt::join(names, " or "));
}

std::string choice_text(const std::vector<ValueShape>& parts) {
  std::vector<std::string> texts;
  for (const ValueShape& part : parts) {
    texts.push_back(text_of(part));
  }
  return fmt::format("{}", fmt::join(texts, ", or "));
}

}  // namespace

std::vector<const MapShape*> all_maps() {
  std::vector<const MapShape*> out;
  for (const Section& section : sections()) {
    add_maps(section.shape, out);
  }
  return out;
}

std::string text_of(const ValueShape& value) {
  switch (value.kind) {
    case ValueKind::FreeText:
      return "text";
    case ValueKind::Id:
      return "id";
    case ValueKind::Flag:
      return "true or false";
    case ValueKind::Count:
      return "whole number from 1";
    case ValueKind::Number:
      return bounded("number", value.bounds);
    case ValueKind::Delta:
      return bounded("change", value.bounds);
    case ValueKind::Money:
      return bounded("money", value.bounds);
    case ValueKind::Date:
      return "day";
    case ValueKind::Length:
      return "span";
    case ValueKind::Currency:
      return "currency";
    case ValueKind::Word:
      return fmt::format("`{}`", fmt::join(value.words, "`, `"));
    case ValueKind::Reference:
      return reference_text(value.targets);
    case ValueKind::Map:
      return fmt::format("[{0}](#{0})", value.map->name);
    case ValueKind::List:
      return fmt::format("list: {}", text_of(value.parts.front()));
    case ValueKind::Choice:
      return choice_text(value.parts);
  }
  return {};
}

}  // namespace throughline::plan
