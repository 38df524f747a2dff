#include <algorithm>
#include <fmt/format.h>

#include "plan/rules/rules.hpp"
#include "plan/words.hpp"

// TL010: fashion, rivals and the boss's wish are no reasons by themselves.
namespace throughline::plan::rules {
namespace {

constexpr std::string_view kHelp =
    "cite an observation, an outcome model, a learning or an experiment";

bool is_weak(const Reason& reason) { return reason.code.value >= ReasonCode::Competitor; }

std::vector<Finding> weak_only(const Head& head, const std::vector<Reason>& because) {
  if (because.empty() || !std::ranges::all_of(because, is_weak)) {
    return {};
  }
  std::string codes;
  for (const Reason& reason : because) {
    const std::string_view code = name_of(reason.code.value);
    if (codes.find(code) == std::string::npos) {
      codes += (codes.empty() ? "" : " and ") + std::string(code);
    }
  }
  return {finding("TL010",
                  head,
                  "because",
                  because.front().code.at,
                  fmt::format("{} gives only {} as its reason", head.id.value, codes),
                  std::string(kHelp))};
}

}  // namespace

std::vector<Finding> reasons(const Subject& subject) {
  std::vector<Finding> out;
  for (const Strategy& strategy : subject.plan().strategies) {
    if (strategy.because.empty()) {
      out.push_back(finding("TL010",
                            strategy.head,
                            "because",
                            strategy.head.id.at,
                            fmt::format("{} gives no reason", strategy.head.id.value),
                            fmt::format("add because: {}", kHelp)));
    }
    append(out, weak_only(strategy.head, strategy.because));
  }
  for (const Tactic& tactic : subject.plan().tactics) {
    if (is_kept(tactic)) {
      append(out, weak_only(tactic.head, tactic.because));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
