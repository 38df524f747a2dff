#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "plan/placeholder.hpp"
#include "plan/rules/echo.hpp"
#include "plan/rules/rules.hpp"

// TL015 and TL024: of each tactic is asked how it could join relationship work with content. While
// a partner fits, silence costs something now.
namespace throughline::plan::rules {
namespace {

MarketSet sorted_markets(const Partner& partner) {
  MarketSet out;
  std::ranges::transform(partner.markets, std::back_inserter(out), &Ref::value);
  std::ranges::sort(out);
  return out;
}

struct Topic {
  std::vector<std::string> words;
  const Partner* partner = nullptr;
  MarketSet markets;
};

// Partners by the first word of their topics, and those without topics.
class Partners {
 public:
  explicit Partners(const Plan& plan) {
    std::vector<const Partner*> partners;
    for (const Partner& partner : plan.partners) {
      partners.push_back(&partner);
    }
    std::ranges::sort(partners, {}, [](const Partner* partner) { return partner->head.id.value; });
    for (const Partner* partner : partners) {
      add(*partner);
    }
  }

  /// The first one by id that fits a tactic, or null.
  [[nodiscard]] const Partner* fitting(const Plan& plan,
                                       const Tactic& tactic,
                                       const MarketSet& markets) const {
    const Partner* best = nullptr;
    const auto offer = [&best](const Partner* partner) {
      if (partner != nullptr && (best == nullptr || partner->head.id.value < best->head.id.value)) {
        best = partner;
      }
    };
    for (const Ref& named : tactic.partners) {
      offer(plan.partner(named.value));
    }
    offer(first_of(open_, {}, markets));
    const std::vector<std::string> words = words_of_tactic(tactic);
    for (const std::string& word : words) {
      if (const auto topics = by_word_.find(word); topics != by_word_.end()) {
        offer(first_of(topics->second, words, markets));
      }
    }
    return best;
  }

 private:
  void add(const Partner& partner) {
    const MarketSet markets = sorted_markets(partner);
    if (partner.topics.empty()) {
      open_.push_back({{}, &partner, markets});
    }
    for (const Text& topic : partner.topics) {
      std::vector<std::string> words = content_words(topic.value);
      if (!words.empty()) {
        const std::string first = words.front();
        by_word_[first].push_back({std::move(words), &partner, markets});
      }
    }
  }

  static const Partner* first_of(const std::vector<Topic>& topics,
                                 const std::vector<std::string>& words,
                                 const MarketSet& markets) {
    const auto found = std::ranges::find_if(topics, [&](const Topic& topic) {
      return meet(topic.markets, markets) && std::ranges::includes(words, topic.words);
    });
    return found == topics.end() ? nullptr : found->partner;
  }

  static std::vector<std::string> words_of_tactic(const Tactic& tactic) {
    std::string text = tactic.head.name();
    for (const auto* part : {&tactic.audience, &tactic.message, &tactic.behaviour}) {
      text += *part ? " " + (*part)->value : "";
    }
    return content_words(text);
  }

  std::map<std::string, std::vector<Topic>> by_word_;
  std::vector<Topic> open_;
};

bool is_answered(const Tactic& tactic) {
  return tactic.convergence && tactic.convergence->text &&
         !is_placeholder(tactic.convergence->text->value);
}

Span place_of(const Tactic& tactic) {
  return tactic.convergence && tactic.convergence->text ? tactic.convergence->text->at
                                                        : tactic.head.id.at;
}

Finding unanswered(const Tactic& tactic, const Partner& partner) {
  return finding(
      "TL015",
      tactic.head,
      "convergence",
      place_of(tactic),
      fmt::format("{} does not say how to converge, while partner {} fits",
                  tactic.head.id.value,
                  partner.head.id.value),
      fmt::format("say in convergence how {} could take part, or why not", partner.head.name()));
}

Finding blank(const Tactic& tactic) {
  return finding("TL024",
                 tactic.head,
                 "convergence",
                 place_of(tactic),
                 fmt::format("{} does not say how to converge", tactic.head.id.value),
                 "answer in convergence: {text, on}, even with \"not yet, because ...\"");
}

std::vector<Finding> stale(const Subject& subject, const Tactic& tactic) {
  const auto& on = tactic.convergence->on;
  if (!on || subject.days_since(on->value) <= subject.context().thresholds.convergence_days) {
    return {};
  }
  return {finding("TL024",
                  tactic.head,
                  "convergence.on",
                  on->at,
                  fmt::format("{} has last answered how to converge on {} ({} days ago)",
                              tactic.head.id.value,
                              format_date(on->value),
                              subject.days_since(on->value)),
                  "answer again in convergence, and date it")};
}

}  // namespace

std::vector<Finding> convergence(const Subject& subject) {
  const Partners partners(subject.plan());
  std::vector<Finding> out;
  for (const Tactic& tactic : subject.plan().tactics) {
    if (!is_alive(tactic)) {
      continue;
    }
    if (is_answered(tactic)) {
      append(out, stale(subject, tactic));
    } else if (const Partner* partner = partners.fitting(
                   subject.plan(), tactic, subject.markets_of(tactic.head.id.value))) {
      out.push_back(unanswered(tactic, *partner));
    } else if (!tactic.mode || tactic.mode->value != Mode::Converged) {
      out.push_back(blank(tactic));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
