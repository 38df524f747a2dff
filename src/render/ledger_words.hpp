#pragma once

#include <string>
#include <string_view>

#include "render/numbers.hpp"
#include "views/ledger.hpp"

namespace throughline::render {

/// The words of the ledger in both languages, and the shapes that stand beside them. A verdict and
/// a status are never told by colour alone.

[[nodiscard]] std::string name_of(plan::Verdict verdict, Language language);  ///< "Not working"
[[nodiscard]] std::string_view shape_of(plan::Verdict verdict);               ///< "▲"
[[nodiscard]] char letter_of(plan::Verdict verdict);                          ///< 'W'
[[nodiscard]] std::string_view slug_of(plan::Verdict verdict);                ///< "not-working"

[[nodiscard]] std::string name_of(plan::LinkStatus status, Language language);
[[nodiscard]] std::string_view shape_of(plan::LinkStatus status);
[[nodiscard]] std::string_view slug_of(plan::LinkStatus status);
[[nodiscard]] std::string name_of(plan::Untested why, Language language);

[[nodiscard]] std::string name_of(plan::Mode mode, Language language);
[[nodiscard]] std::string_view shape_of(plan::Mode mode);
[[nodiscard]] std::string_view slug_of(plan::Mode mode);

[[nodiscard]] std::string name_of(plan::NodeType type, Language language);
[[nodiscard]] std::string name_of(plan::Action action, Language language);  ///< "stop"
[[nodiscard]] std::string name_of(plan::Stage stage, Language language);
[[nodiscard]] std::string name_of(plan::Status status, Language language);
[[nodiscard]] std::string name_of(plan::Board board, Language language);
[[nodiscard]] std::string name_of(plan::Ansoff move, Language language);
[[nodiscard]] std::string name_of(plan::LensName lens, Language language);
[[nodiscard]] std::string name_of(plan::Consistent consistent, Language language);
[[nodiscard]] std::string name_of(plan::LearningSource source, Language language);
[[nodiscard]] std::string name_of(schema::Method method, Language language);
[[nodiscard]] std::string name_of(views::MoneyStep step, Language language);
[[nodiscard]] std::string name_of(views::BrandWord word, Language language);
[[nodiscard]] std::string name_of(views::LensState state, Language language);
[[nodiscard]] std::string name_of(views::LockState state, Language language);
[[nodiscard]] std::string name_of(views::HistoryKind kind, Language language);

/// What the step of the ordered list of verdicts says, 1 to 9.
[[nodiscard]] std::string meaning_of_step(int step, Language language);

/// How tests walk every word: for each enumeration, how many there are.
inline constexpr int kVerdicts = 8;
inline constexpr int kVerdictSteps = 9;

}  // namespace throughline::render
