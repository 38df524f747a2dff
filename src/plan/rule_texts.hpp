#pragma once

#include <span>
#include <string>
#include <string_view>

#include "plan/finding.hpp"

namespace throughline::plan {

/// What a code of a finding means to a person. docs/rules.md is made of these, and `explain` prints
/// them.
struct RuleText {
  std::string_view code;  ///< "TL006"
  Severity severity = Severity::Error;
  std::string_view title;    ///< "Measure without data"
  std::string_view catches;  ///< what raises it; whole sentences
  std::string_view why;      ///< what goes wrong if it stays
  std::string_view example;  ///< a finding as `check` prints it: message, newline, help
  std::string_view mend;     ///< how to clear it
};

/// Every code, in order.
[[nodiscard]] std::span<const RuleText> rule_texts();
/// The text of a code, or null.
[[nodiscard]] const RuleText* rule_text(std::string_view code);
/// "error", "warning" or "note".
[[nodiscard]] std::string_view name_of(Severity severity);

/// One rule as Markdown, which reads as plain text too.
[[nodiscard]] std::string rule_section(const RuleText& rule);
/// The whole of docs/rules.md.
[[nodiscard]] std::string rules_page();

}  // namespace throughline::plan
