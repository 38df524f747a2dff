#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "plan/model.hpp"
#include "plan/read_plan.hpp"

namespace throughline::plan {

/// A tactic that is begun from something seen, before anybody answered its questions.
struct Draft {
  std::string name;  ///< what was seen: "knits.example"
  std::string seen;  ///< how to see it again: "throughline show domain:knits.example"
  /// What its rows say: key of `match` and its patterns; one item, all keys must hold.
  std::vector<std::pair<MatchKey, std::vector<std::string>>> match;
  std::string evidence;  ///< one sentence: how much, how sure, of which grade
  CivilDate on;
};

/// An id for a name: its letters and digits in lower case, - for what is between them, "signal-" in
/// front where it begins with no letter; a number behind it where the plan has the id.
[[nodiscard]] std::string free_id(const Plan& plan, std::string_view name);

/// Text of the draft's keys, without indentation. The four questions and what a tactic needs
/// besides stand there as comments: asked, not answered.
[[nodiscard]] std::string draft_text(const Draft& draft, std::string_view id);

/// A plan's file as it is to be written.
struct NewText {
  std::string file;
  std::string text;
  std::string id;  ///< of the new node
};

/// Adds a draft to the list `tactics:`: of the plan's only file, or, where the plan is a folder, of
/// `adopted`, one of its files or a new one. The plan is read again: it has one tactic more, and
/// nothing else has changed. Errors: Unsupported for a list in brackets.
[[nodiscard]] Result<NewText> with_draft(const Plan& plan,
                                         const Draft& draft,
                                         std::string_view file,
                                         const ReadContext& context);

/// What `init --plan` writes: a plan with one purpose, one goal, and the first strategy and tactic
/// as comments. Nothing in it is wrong.
/// \param by  the goal's date
[[nodiscard]] std::string starter_plan(std::string_view company,
                                       std::string_view currency,
                                       CivilDate by);

}  // namespace throughline::plan
