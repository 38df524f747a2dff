#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iterator>
#include <map>
#include <set>

#include "plan/rules/echo.hpp"
#include "plan/rules/rules.hpp"

// TL021: two learnings that cannot both hold.
namespace throughline::plan::rules {
namespace {

// Words that turn a sentence round, and words that are left of it when it is turned. "They buy
// more" and "they do not buy" come down to the same words, one of them turned.
constexpr std::array<std::string_view, 29> kTurning = {
    "aren", "can't", "cannot",  "declin", "decrease", "didn",  "doesn",   "don",   "down", "drop",
    "fall", "few",   "fewer",   "isn",    "less",     "lower", "neither", "never", "no",   "none",
    "not",  "won",   "without", "worse",  "wouldn",   "不",    "没",      "未",    "无"};
constexpr std::array<std::string_view, 15> kFilling = {"better",
                                                       "climb",
                                                       "did",
                                                       "do",
                                                       "doe",
                                                       "grow",
                                                       "high",
                                                       "higher",
                                                       "increase",
                                                       "more",
                                                       "rise",
                                                       "t",
                                                       "up",
                                                       "great",
                                                       "greater"};

struct Saying {
  std::string gist;  // what is left of its words
  bool turned = false;
};

std::string stem(std::string word) {
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) {
    word.pop_back();
  }
  return word;
}

Saying saying_of(std::string_view text) {
  Saying out;
  std::set<std::string> left;
  for (const std::string& word : content_words(text)) {
    const std::string root = stem(word);
    if (std::ranges::find(kTurning, root) != kTurning.end()) {
      out.turned = !out.turned;
    } else if (std::ranges::find(kFilling, root) == kFilling.end()) {
      left.insert(root);
    }
  }
  constexpr std::size_t kFewest = 2;  // fewer say nothing that could be contradicted
  out.gist = left.size() < kFewest ? std::string() : fmt::format("{}", fmt::join(left, " "));
  return out;
}

MarketSet scope_of(const Learning& learning) {
  MarketSet out;
  std::ranges::transform(learning.scope, std::back_inserter(out), &Ref::value);
  std::ranges::sort(out);
  return out;
}

bool names(const Learning& one, const Learning& other) {
  return std::ranges::find(one.contradicts, other.head.id.value, &Ref::value) !=
         one.contradicts.end();
}

// Ids of learnings on which something rests.
std::set<std::string, std::less<>> in_use(const Plan& plan) {
  std::set<std::string, std::less<>> out;
  const auto add = [&out](const std::vector<Reason>& because) {
    for (const Reason& reason : because) {
      if (reason.code.value == ReasonCode::Learning && reason.ref) {
        out.insert(reason.ref->value);
      }
    }
  };
  for (const Strategy& strategy : plan.strategies) {
    add(strategy.because);
  }
  for (const Tactic& tactic : plan.tactics) {
    if (is_kept(tactic)) {
      add(tactic.because);
    }
  }
  for (const Learning& learning : plan.learnings) {
    if (!learning.used_by.empty()) {
      out.insert(learning.head.id.value);
    }
  }
  return out;
}

std::vector<Finding> named_and_in_use(const Plan& plan) {
  const auto used = in_use(plan);
  std::vector<Finding> out;
  for (const Learning& learning : plan.learnings) {
    const std::string& id = learning.head.id.value;
    for (std::size_t i = 0; i < learning.contradicts.size(); ++i) {
      const Ref& other = learning.contradicts[i];
      const Learning* named = plan.learning(other.value);
      // Where each names the other, the first by id tells.
      const bool told_there = named != nullptr && names(*named, learning) && other.value < id;
      if (named == nullptr || told_there || !used.contains(id) || !used.contains(other.value)) {
        continue;
      }
      out.push_back(finding("TL021",
                            learning.head,
                            fmt::format("contradicts[{}]", i + 1),
                            other.at,
                            fmt::format("{} contradicts {}, and both are in use", id, other.value),
                            "decide which holds and take the other out of used_by and because"));
    }
  }
  return out;
}

std::vector<Finding> opposed(const Plan& plan) {
  std::map<std::string, std::array<std::vector<const Learning*>, 2>> by_gist;
  for (const Learning& learning : plan.learnings) {
    const Saying saying = learning.says ? saying_of(learning.says->value) : Saying{};
    if (!saying.gist.empty()) {
      by_gist[saying.gist][saying.turned ? 1 : 0].push_back(&learning);
    }
  }
  std::vector<Finding> out;
  for (auto& [gist, sides] : by_gist) {
    std::ranges::sort(sides[0], {}, [](const Learning* one) { return one->head.id.value; });
    for (const Learning* learning : sides[1]) {
      const auto other = std::ranges::find_if(sides[0], [&](const Learning* one) {
        return meet(scope_of(*one), scope_of(*learning)) && !names(*one, *learning) &&
               !names(*learning, *one);
      });
      if (other != sides[0].end()) {
        Finding told = finding(
            "TL021",
            learning->head,
            "says",
            learning->says->at,
            fmt::format(
                "{} says the opposite of {}", learning->head.id.value, (*other)->head.id.value),
            fmt::format("add contradicts: [{}], and find out which holds and where",
                        (*other)->head.id.value));
        told.related.push_back(
            {fmt::format("{} says it here", (*other)->head.id.value), (*other)->says->at});
        out.push_back(std::move(told));
      }
    }
  }
  return out;
}

}  // namespace

std::vector<Finding> contradictions(const Subject& subject) {
  std::vector<Finding> out = named_and_in_use(subject.plan());
  append(out, opposed(subject.plan()));
  return out;
}

}  // namespace throughline::plan::rules
