#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "plan/model.hpp"

/// How the plan writes each of its words, both ways.
namespace throughline::plan {

/// The words of an enumeration, in the order of its values.
template <class E>
struct Words;

template <>
struct Words<NodeType> {
  static constexpr std::array<std::string_view, 15> kAll = {"company",
                                                            "purpose",
                                                            "dataset",
                                                            "metric",
                                                            "goal",
                                                            "product",
                                                            "market",
                                                            "strategy",
                                                            "programme",
                                                            "tactic",
                                                            "partner",
                                                            "community",
                                                            "learning",
                                                            "decision",
                                                            "change"};
};

template <>
struct Words<MetricKind> {
  static constexpr std::array<std::string_view, 4> kAll = {
      "existence", "activity", "response", "outcome"};
};

template <>
struct Words<Grain> {
  static constexpr std::array<std::string_view, 3> kAll = {"day", "week", "month"};
};

template <>
struct Words<Better> {
  static constexpr std::array<std::string_view, 2> kAll = {"up", "down"};
};

template <>
struct Words<Board> {
  static constexpr std::array<std::string_view, 5> kAll = {
      "revenue", "new-business", "growth-market", "cost-efficiency", "recruitment"};
};

template <>
struct Words<Consent> {
  static constexpr std::array<std::string_view, 3> kAll = {"none", "masked", "consented"};
};

template <>
struct Words<GoalKind> {
  static constexpr std::array<std::string_view, 3> kAll = {"achieve", "maintain", "maximise"};
};

template <>
struct Words<Newness> {
  static constexpr std::array<std::string_view, 2> kAll = {"existing", "new"};
};

template <>
struct Words<Ansoff> {
  static constexpr std::array<std::string_view, 4> kAll = {
      "penetration", "market-development", "product-development", "diversification"};
};

template <>
struct Words<Mode> {
  static constexpr std::array<std::string_view, 4> kAll = {
      "engaged", "networked", "converged", "neither"};
};

template <>
struct Words<Status> {
  static constexpr std::array<std::string_view, 5> kAll = {
      "draft", "planned", "running", "stopped", "retired"};
};

template <>
struct Words<Stage> {
  static constexpr std::array<std::string_view, 3> kAll = {"seed", "test", "scale"};
};

template <>
struct Words<ReasonCode> {
  static constexpr std::array<std::string_view, 7> kAll = {
      "observation", "outcome-model", "learning", "experiment", "competitor", "fashion", "request"};
};

template <>
struct Words<Verdict> {
  static constexpr std::array<std::string_view, 8> kAll = {"working",
                                                           "not-working",
                                                           "harmful",
                                                           "too-early",
                                                           "underpowered",
                                                           "unmeasured",
                                                           "learning-only",
                                                           "void"};
};

template <>
struct Words<Action> {
  static constexpr std::array<std::string_view, 5> kAll = {
      "scale", "keep", "extend", "stop", "override"};
};

template <>
struct Words<StopWhen> {
  static constexpr std::array<std::string_view, 3> kAll = {
      "diminishing", "bigger-fish", "churn-penalty"};
};

template <>
struct Words<PartnerStage> {
  static constexpr std::array<std::string_view, 5> kAll = {
      "unknown", "contact", "trust", "working", "preferred"};
};

template <>
struct Words<GiftType> {
  static constexpr std::array<std::string_view, 6> kAll = {
      "knowledge", "access", "content", "money", "product", "other"};
};

template <>
struct Words<OptionState> {
  static constexpr std::array<std::string_view, 3> kAll = {"open", "realised", "late"};
};

template <>
struct Words<CommunityKind> {
  static constexpr std::array<std::string_view, 5> kAll = {
      "blog-cluster", "forum", "group", "event", "platform"};
};

template <>
struct Words<WhyTheyTalk> {
  static constexpr std::array<std::string_view, 5> kAll = {
      "edge-case", "latent-need", "validation", "service", "other"};
};

template <>
struct Words<LearningSource> {
  static constexpr std::array<std::string_view, 6> kAll = {
      "visit", "mention", "journey", "signal", "experiment", "internal"};
};

template <>
struct Words<Consistent> {
  static constexpr std::array<std::string_view, 3> kAll = {"yes", "neutral", "no"};
};

template <>
struct Words<ParentType> {
  static constexpr std::array<std::string_view, 3> kAll = {"goal", "strategy", "programme"};
};

template <>
struct Words<LensName> {
  static constexpr std::array<std::string_view, 4> kAll = {"it", "marketing", "pr", "service"};
};

template <>
struct Words<MatchKey> {
  static constexpr std::array<std::string_view, 13> kAll = {"campaign",
                                                            "source",
                                                            "medium",
                                                            "channel",
                                                            "landing",
                                                            "host",
                                                            "spend_campaign",
                                                            "order_code",
                                                            "ledger_tag",
                                                            "experiment",
                                                            "community",
                                                            "partner",
                                                            "market"};
};

template <>
struct Words<LinkStatus> {
  static constexpr std::array<std::string_view, 4> kAll = {
      "supported", "partly", "refuted", "untested"};
};

template <class E>
[[nodiscard]] constexpr std::span<const std::string_view> words_of() {
  return Words<E>::kAll;
}

/// As the plan writes it: "blog-cluster".
template <class E>
  requires requires { Words<E>::kAll; }
[[nodiscard]] constexpr std::string_view name_of(E value) {
  return Words<E>::kAll[static_cast<std::size_t>(value)];
}

/// The value that the plan writes so, or nothing.
template <class E>
[[nodiscard]] constexpr std::optional<E> named(std::string_view word) {
  const auto words = words_of<E>();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) {
      return static_cast<E>(i);
    }
  }
  return std::nullopt;
}

}  // namespace throughline::plan
