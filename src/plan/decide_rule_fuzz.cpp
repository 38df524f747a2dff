#include <cstddef>
#include <cstdint>
#include <string_view>

#include "plan/decide_rule.hpp"

// What is read is printed, and read again to the same; what is refused has a column.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace plan = throughline::plan;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rule = plan::parse_decide_rule(text);
  if (!rule) {
    TL_ASSERT(rule.error().place.column >= 1 && rule.error().place.column <= size + 1);
    return 0;
  }
  // Printing may lengthen a text beyond what is read; within that the rule comes back.
  const auto again = plan::parse_decide_rule(plan::text_of(*rule));
  TL_ASSERT(plan::text_of(*rule).size() > 4096 || (again && *again == *rule));
  const plan::RuleFacts facts{.est = 3.0, .lo = 1.0, .hi = 5.0, .n = 9.0, .baseline = 10.0};
  TL_ASSERT(plan::rule_on(*rule, facts).has_value() == (rule->form == plan::RuleForm::Clauses));
  return 0;
}
