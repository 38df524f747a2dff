#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "plan/rules/rules.hpp"

// TL023: word of mouse is earned by knowing people; what we say among ourselves does not count.
namespace throughline::plan::rules {
namespace {

// Markets in which something is going on.
std::set<std::string, std::less<>> active_markets(const Subject& subject) {
  std::set<std::string, std::less<>> out;
  for (const Tactic& tactic : subject.plan().tactics) {
    if (!is_alive(tactic)) {
      continue;
    }
    const MarketSet& markets = subject.markets_of(tactic.head.id.value);
    out.insert(markets.begin(), markets.end());
    if (markets.empty()) {
      std::ranges::transform(subject.plan().markets,
                             std::inserter(out, out.end()),
                             [](const Market& market) { return market.head.id.value; });
    }
  }
  return out;
}

// Day of the newest observation in each market up to the as-of day; "" = of no market in
// particular.
std::map<std::string, std::int64_t, std::less<>> last_observed(const Subject& subject) {
  std::map<std::string, std::int64_t, std::less<>> out;
  const auto note = [&out](const std::string& market, std::int64_t day) {
    const auto found = out.try_emplace(market, day).first;
    found->second = std::max(found->second, day);
  };
  for (const Learning& learning : subject.plan().learnings) {
    if (learning.source.value == LearningSource::Internal || !learning.on ||
        subject.days_since(learning.on->value) < 0) {
      continue;
    }
    for (const Ref& market : learning.scope) {
      note(market.value, days_from_civil(learning.on->value));
    }
    if (learning.scope.empty()) {
      note("", days_from_civil(learning.on->value));
    }
  }
  return out;
}

}  // namespace

std::vector<Finding> knowledge_debt(const Subject& subject) {
  const auto active = active_markets(subject);
  const auto observed = last_observed(subject);
  const auto everywhere = observed.find("");
  std::vector<Finding> out;
  for (const Market& market : subject.plan().markets) {
    const std::string& id = market.head.id.value;
    const auto here = observed.find(id);
    std::optional<std::int64_t> last;
    for (const auto& found : {here, everywhere}) {
      if (found != observed.end()) {
        last = std::max(last.value_or(found->second), found->second);
      }
    }
    const std::int64_t limit = subject.context().thresholds.knowledge_days;
    const std::int64_t age = last ? days_from_civil(subject.context().as_of) - *last : 0;
    if (!active.contains(id) || (last && age <= limit)) {
      continue;
    }
    out.push_back(finding("TL023",
                          market.head,
                          "",
                          market.head.id.at,
                          last ? fmt::format("nothing was observed in market {} since {} ({} days)",
                                             id,
                                             format_date(civil_from_days(*last)),
                                             age)
                               : fmt::format("nothing was ever observed in market {}", id),
                          "visit, listen or test there, and write the learning down"));
  }
  return out;
}

}  // namespace throughline::plan::rules
