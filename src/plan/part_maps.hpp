#pragma once

#include <optional>

#include "plan/map_of.hpp"

/// The maps within nodes: links, the four questions, costs, measures.
namespace throughline::plan {

/// From what a learning came, as the file writes it.
struct LearningOrigin {
  Placed<LearningSource> kind;
  std::optional<Text> ref;
};

template <>
const MapOf<Answer>& map_of<Answer>();
template <>
const MapOf<Questions>& map_of<Questions>();
template <>
const MapOf<Reason>& map_of<Reason>();
template <>
const MapOf<Joins>& map_of<Joins>();
template <>
const MapOf<Parts>& map_of<Parts>();
template <>
const MapOf<Lenses>& map_of<Lenses>();
template <>
const MapOf<BrandGate>& map_of<BrandGate>();
template <>
const MapOf<Budget>& map_of<Budget>();
template <>
const MapOf<MatchItem>& map_of<MatchItem>();
template <>
const MapOf<Connects>& map_of<Connects>();
template <>
const MapOf<Convergence>& map_of<Convergence>();
template <>
const MapOf<Unscalable>& map_of<Unscalable>();
template <>
const MapOf<Cost>& map_of<Cost>();
template <>
const MapOf<Hypothesis>& map_of<Hypothesis>();
template <>
const MapOf<Measure>& map_of<Measure>();
template <>
const MapOf<Decide>& map_of<Decide>();
template <>
const MapOf<Force>& map_of<Force>();
template <>
const MapOf<Gift>& map_of<Gift>();
template <>
const MapOf<PartnerOption>& map_of<PartnerOption>();
template <>
const MapOf<LearningOrigin>& map_of<LearningOrigin>();

/// A metric, or a metric with a margin of its own.
struct GuardrailForm {
  [[nodiscard]] static ValueShape shape();
  [[nodiscard]] static std::optional<Guardrail> read(const document::Node& node,
                                                     const Scope& scope);
};

/// A link to a parent of one of two types.
struct LinkForm {
  const MapOf<Link>& (*map)();

  [[nodiscard]] ValueShape shape() const { return {.kind = ValueKind::Map, .map = &map().shape()}; }

  [[nodiscard]] std::optional<Link> read(const document::Node& node, const Scope& scope) const {
    return map().read(node, scope);
  }
};

[[nodiscard]] const MapOf<Link>& strategy_link();   ///< to a goal or a strategy
[[nodiscard]] const MapOf<Link>& programme_link();  ///< to a strategy
[[nodiscard]] const MapOf<Link>& tactic_link();     ///< to a programme or a strategy

}  // namespace throughline::plan
