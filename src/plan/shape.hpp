#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plan/model.hpp"

/// The shape of the plan file as data. It is described once, in the *_maps.cpp files; from that
/// description come the reader's checks, the JSON Schema and the reference of every key.
namespace throughline::plan {

enum class ValueKind : std::uint8_t {
  FreeText,
  Id,
  Flag,
  Count,
  Number,
  Delta,
  Money,
  Date,
  Length,
  Currency,
  Word,       ///< one of `words`
  Reference,  ///< id of a node, one of `targets`
  Map,        ///< with the keys of `map`
  List,       ///< of parts[0]
  Choice,     ///< one of `parts`
};

enum class Bounds : std::uint8_t {
  Any,
  NotNegative,
  Positive,
  Share,      ///< 0 to 1
  OpenShare,  ///< between 0 and 1
};

struct MapShape;

struct ValueShape {
  ValueKind kind = ValueKind::FreeText;
  Bounds bounds = Bounds::Any;
  std::vector<std::string_view> words;
  std::vector<NodeType> targets;
  const MapShape* map = nullptr;
  std::vector<ValueShape> parts;
};

enum class Need : std::uint8_t {
  Optional,
  Required,    ///< missing is TL016
  ByRule,      ///< missing, blank or a placeholder is another rule's finding
  RequiredIf,  ///< required where another key has one of some words
};

/// Whether a key must be there, and what holds where it is not.
struct Demand {
  Need need = Need::Optional;
  std::string_view rule;  ///< of ByRule: "TL001"
  std::string_view key;   ///< of RequiredIf
  std::vector<std::string_view> words;
  std::string_view standard;  ///< the default as it would be written
  Bounds bounds = Bounds::Any;

  [[nodiscard]] Demand within(Bounds wanted) const {
    Demand out = *this;
    out.bounds = wanted;
    return out;
  }
};

struct KeyShape {
  std::string_view name;
  ValueShape value;
  Demand demand;
  std::string_view meaning;  ///< one line, without full stop
};

struct MapShape {
  std::string_view name;
  std::string_view meaning;
  std::vector<KeyShape> keys;
  std::vector<std::string_view> one_of;  ///< exactly one of these keys must be there
};

inline const Demand kOptional = {};
inline const Demand kRequired = {.need = Need::Required};

[[nodiscard]] inline Demand by_rule(std::string_view rule) {
  return {.need = Need::ByRule, .rule = rule};
}

[[nodiscard]] inline Demand required_if(std::string_view key, std::vector<std::string_view> words) {
  return {.need = Need::RequiredIf, .key = key, .words = std::move(words)};
}

[[nodiscard]] inline Demand standard(std::string_view text) { return {.standard = text}; }

}  // namespace throughline::plan
