#include <fmt/format.h>

#include "plan/placeholder.hpp"
#include "plan/rules/rules.hpp"

// TL015: what only one side gains from does not last.
namespace throughline::plan::rules {

std::vector<Finding> one_sided_partners(const Subject& subject) {
  std::vector<Finding> out;
  for (const Partner& partner : subject.plan().partners) {
    const bool explained = partner.why && !is_placeholder(partner.why->value);
    if (explained || partner.we_give.empty() == partner.they_give.empty()) {
      continue;
    }
    const bool we_owe = partner.we_give.empty();
    const Span at = we_owe ? partner.they_give.front().what.at : partner.we_give.front().what.at;
    out.push_back(finding(
        "TL015",
        partner.head,
        we_owe ? "we_give" : "they_give",
        at,
        we_owe
            ? fmt::format(
                  "partner {} gives {}, we give 0", partner.head.id.value, partner.they_give.size())
            : fmt::format("we give partner {} {}, it gives 0",
                          partner.head.id.value,
                          partner.we_give.size()),
        we_owe ? "name what they gain, or say why not" : "name what we gain, or say why not"));
  }
  return out;
}

}  // namespace throughline::plan::rules
