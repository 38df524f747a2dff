#include "plan/map_of.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plan/placeholder.hpp"

namespace throughline::plan {
namespace {

using document::Entry;
using document::Node;
using document::NodeKind;

const KeyShape* key_of(const MapShape& map, std::string_view name) {
  const auto found = std::ranges::find(map.keys, name, &KeyShape::name);
  return found == map.keys.end() ? nullptr : &*found;
}

// What a key says, its default where it is left out.
std::string_view value_of(const Node& node, const MapShape& map, std::string_view name) {
  const Entry* const entry = node.find(name);
  if (entry != nullptr && entry->value.kind != NodeKind::Null) {
    return entry->value.text;
  }
  const KeyShape* const key = key_of(map, name);
  return key == nullptr ? std::string_view() : key->demand.standard;
}

bool is_required(const Node& node, const MapShape& map, const Demand& demand) {
  return demand.need == Need::Required ||
         (demand.need == Need::RequiredIf &&
          std::ranges::find(demand.words, value_of(node, map, demand.key)) != demand.words.end());
}

// Whether some unknown key was taken for this one, which is one mistake.
bool is_misspelt(std::string_view key, const Scope& scope, std::size_t first_finding) {
  const auto& findings = scope.reader.findings();
  const std::string path = scope.inside(key, scope.at).path();
  return std::any_of(
      findings.begin() + static_cast<std::ptrdiff_t>(first_finding),
      findings.end(),
      [&](const Finding& finding) { return finding.code == "TL003" && finding.key == path; });
}

void check_one_of(const Node& node, const MapShape& map, const Scope& scope, bool misspelt) {
  if (map.one_of.empty() || scope.reader.current.draft) {
    return;
  }
  const auto n = std::ranges::count_if(
      map.one_of, [&](std::string_view name) { return node.find(name) != nullptr; });
  if (n > 1 || (n == 0 && !misspelt)) {
    scope.report("TL016",
                 scope.reader.span(node),
                 fmt::format("{} must have {} of {}",
                             scope.name(),
                             n == 0 ? "one" : "only one",
                             fmt::join(map.one_of, ", ")),
                 "write one parent a link");
  }
}

// A required list without items says as little as none.
bool is_missing(const Node& node, const KeyShape& key) {
  const Entry* const entry = present(node, key);
  return entry == nullptr ||
         (entry->value.kind == NodeKind::Sequence && entry->value.items.empty());
}

}  // namespace

bool begin_map(const Node& node, const MapShape& map, const Scope& scope) {
  if (node.kind != NodeKind::Map) {
    scope.wrong(node, "a map", "write key: value");
    return false;
  }
  const std::size_t first_finding = scope.reader.findings().size();
  for (const Entry& entry : node.entries) {
    if (key_of(map, entry.key) == nullptr) {
      scope.unknown_key(entry, map, node);
    }
  }
  const bool unknown = scope.reader.findings().size() > first_finding;
  for (const Entry& entry : node.repeated) {
    scope.repeated_key(entry, node);
  }
  for (const KeyShape& key : map.keys) {
    if (is_missing(node, key) && is_required(node, map, key.demand) &&
        !is_misspelt(key.name, scope, first_finding)) {
      scope.missing(key);
    }
  }
  check_one_of(node, map, scope, unknown);
  return true;
}

const Entry* present(const Node& node, const KeyShape& key) {
  const Entry* const entry = node.find(key.name);
  if (entry == nullptr || entry->value.kind == NodeKind::Null) {
    return nullptr;
  }
  const bool text = entry->value.kind == NodeKind::Scalar;
  const bool kept =
      key.value.kind == ValueKind::FreeText;  // a placeholder is shown as it was written
  const bool blank = entry->value.text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (key.demand.need == Need::ByRule && text &&
      (blank || (!kept && is_placeholder(entry->value.text)))) {
    return nullptr;
  }
  return entry;
}

}  // namespace throughline::plan
