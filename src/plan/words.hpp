#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include "plan/model.hpp"

namespace throughline::plan {

// The words of the plan file, in the order of their enumerators.
[[nodiscard]] std::span<const std::string_view> words_of(NodeType type);  ///< "tactic"
[[nodiscard]] std::span<const std::string_view> words_of(MetricKind kind);
[[nodiscard]] std::span<const std::string_view> words_of(Grain grain);
[[nodiscard]] std::span<const std::string_view> words_of(Better better);
[[nodiscard]] std::span<const std::string_view> words_of(Board board);
[[nodiscard]] std::span<const std::string_view> words_of(Consent consent);
[[nodiscard]] std::span<const std::string_view> words_of(GoalKind kind);
[[nodiscard]] std::span<const std::string_view> words_of(Newness newness);
[[nodiscard]] std::span<const std::string_view> words_of(Ansoff move);
[[nodiscard]] std::span<const std::string_view> words_of(Mode mode);
[[nodiscard]] std::span<const std::string_view> words_of(Status status);
[[nodiscard]] std::span<const std::string_view> words_of(Stage stage);
[[nodiscard]] std::span<const std::string_view> words_of(ReasonCode code);
[[nodiscard]] std::span<const std::string_view> words_of(Verdict verdict);
[[nodiscard]] std::span<const std::string_view> words_of(Action action);
[[nodiscard]] std::span<const std::string_view> words_of(StopWhen stop);
[[nodiscard]] std::span<const std::string_view> words_of(PartnerStage stage);
[[nodiscard]] std::span<const std::string_view> words_of(GiftType type);
[[nodiscard]] std::span<const std::string_view> words_of(OptionState state);
[[nodiscard]] std::span<const std::string_view> words_of(CommunityKind kind);
[[nodiscard]] std::span<const std::string_view> words_of(WhyTheyTalk why);
[[nodiscard]] std::span<const std::string_view> words_of(LearningSource source);
[[nodiscard]] std::span<const std::string_view> words_of(Consistent consistent);
[[nodiscard]] std::span<const std::string_view> words_of(ParentType type);
[[nodiscard]] std::span<const std::string_view> words_of(LensName lens);
[[nodiscard]] std::span<const std::string_view> words_of(MatchKey key);

template <class E>
concept Worded = std::is_enum_v<E> && requires(E value) { words_of(value); };

/// The word as the plan writes it: "geo-holdout", "new-business".
template <Worded E>
[[nodiscard]] std::string_view name_of(E value) {
  return words_of(value)[static_cast<std::size_t>(value)];
}

/// What a word stands for, or nothing.
template <Worded E>
[[nodiscard]] std::optional<E> named(std::string_view word) {
  const std::span<const std::string_view> words = words_of(E{});
  const auto found = std::ranges::find(words, word);
  return found == words.end() ? std::nullopt : std::optional(static_cast<E>(found - words.begin()));
}

/// The list of the file in which nodes of a type stand: "tactics"; "company" for the company.
[[nodiscard]] std::string_view list_of(NodeType type);

}  // namespace throughline::plan
