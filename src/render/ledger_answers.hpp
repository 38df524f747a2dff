#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "render/numbers.hpp"
#include "views/ledger.hpp"

namespace throughline::render {

/// One of the four questions, answered by the plan and by the data. Texts are marked.
struct AnswerPair {
  std::string_view question;
  std::string plan;
  std::string data;
  schema::Grade grade = schema::Grade::None;  ///< of what the data say
  std::optional<plan::LinkStatus> status;     ///< whether the data bear the plan out
};

[[nodiscard]] std::array<AnswerPair, 4> answers_of(const views::TreeNode& node, Language language);

/// The path from a node up to the purpose, the node first.
[[nodiscard]] std::vector<const views::TreeNode*> line_of(const views::Ledger& ledger,
                                                          const views::TreeNode& node);

/// Why a link has its status: "untested: only grade D or E".
[[nodiscard]] std::string status_words(const views::LinkRow& link, Language language);

/// What is still needed, of an underpowered verdict; "" = nothing can be said.
[[nodiscard]] std::string still_needed(const views::MarketVerdict& verdict, Language language);

}  // namespace throughline::render
