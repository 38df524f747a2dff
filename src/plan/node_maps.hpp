#pragma once

#include "plan/map_of.hpp"

/// The nodes of a plan: what stands in the lists of the file.
namespace throughline::plan {

template <>
const MapOf<Company>& map_of<Company>();
template <>
const MapOf<Purpose>& map_of<Purpose>();
template <>
const MapOf<Dataset>& map_of<Dataset>();
template <>
const MapOf<Metric>& map_of<Metric>();
template <>
const MapOf<Goal>& map_of<Goal>();
template <>
const MapOf<Product>& map_of<Product>();
template <>
const MapOf<Market>& map_of<Market>();
template <>
const MapOf<Strategy>& map_of<Strategy>();
template <>
const MapOf<Programme>& map_of<Programme>();
template <>
const MapOf<Tactic>& map_of<Tactic>();
template <>
const MapOf<Partner>& map_of<Partner>();
template <>
const MapOf<Community>& map_of<Community>();
template <>
const MapOf<Learning>& map_of<Learning>();
template <>
const MapOf<Decision>& map_of<Decision>();
template <>
const MapOf<Change>& map_of<Change>();

/// What every node may say, beside the keys of its own.
template <class T>
void add_id(MapOf<T>& map) {
  map.with(
      IdForm{},
      "id",
      [](T& node) -> Text& { return node.head.id; },
      kRequired,
      "Id, its own in the whole plan");
}

template <class T>
void add_head(MapOf<T>& map, const Demand& owned = kOptional) {
  map.key(
      "title",
      [](T& node) -> std::optional<Text>& { return node.head.title; },
      kOptional,
      "How people call it; else the id");
  map.key(
      "owner",
      [](T& node) -> std::optional<Text>& { return node.head.owner; },
      owned,
      "Who answers for it");
  map.key(
      "approved",
      [](T& node) -> Optional<CivilDate>& { return node.head.approved; },
      kOptional,
      "When it was approved");
  map.key(
      "note",
      [](T& node) -> std::optional<Text>& { return node.head.note; },
      kOptional,
      "Anything else");
}

template <class T>
void add_answers(MapOf<T>& map) {
  map.key(
      "answers",
      [](T& node) -> std::vector<Answer>& { return node.head.answers; },
      kOptional,
      "What each owner says it is for");
}

}  // namespace throughline::plan
