#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iterator>
#include <map>
#include <set>

#include "plan/placeholder.hpp"
#include "plan/rules/echo.hpp"
#include "plan/rules/rules.hpp"

// TL012: one baseline, one effect or one text in markets that have nothing to do with each other.
namespace throughline::plan::rules {
namespace {

struct Copy {
  const Head* head = nullptr;
  std::string key;
  Span at;
  MarketSet markets;
};

// What was said -> where it was said.
using Said = std::map<std::string, std::vector<Copy>>;

struct Wording {
  std::string_view what;  // "share baseline 4100"
  std::string_view help;
};

const std::string& id_of(const Copy& copy) { return copy.head->id.value; }

// Those that have no market in common with the one that has the fewest; that one comes first.
std::vector<Copy> apart(std::vector<Copy> copies) {
  std::ranges::sort(copies, {}, [](const Copy& copy) {
    return std::pair(copy.markets.empty() ? std::string::npos : copy.markets.size(), id_of(copy));
  });
  std::vector<Copy> out{copies.front()};
  std::copy_if(copies.begin() + 1, copies.end(), std::back_inserter(out), [&](const Copy& copy) {
    return !meet(copy.markets, copies.front().markets);
  });
  std::ranges::sort(out, {}, id_of);
  return out;
}

std::string listed(const std::vector<Copy>& copies) {
  constexpr std::size_t kMost = 5;
  std::string out;
  for (std::size_t i = 0; i < std::min(copies.size(), kMost); ++i) {
    const bool last = i + 1 == copies.size();
    out += (i == 0 ? "" : last ? " and " : ", ") + id_of(copies[i]);
  }
  return copies.size() > kMost ? fmt::format("{} and {} more", out, copies.size() - kMost) : out;
}

class Copies {
 public:
  // One finding for all that say the same, at the second; nodes that were told of are not told
  // again.
  void tell(const Said& said, const Wording& wording) {
    for (const auto& [text, everywhere] : said) {
      const std::vector<Copy> copies = apart(everywhere);
      if (copies.size() < 2 || !told_.emplace(id_of(copies[0]), id_of(copies[1])).second) {
        continue;
      }
      Finding told = finding("TL012",
                             *copies[1].head,
                             copies[1].key,
                             copies[1].at,
                             fmt::format("{} {}", listed(copies), wording.what),
                             std::string(wording.help));
      for (const Copy& copy : copies) {
        if (&copy != &copies[1]) {
          told.related.push_back({fmt::format("{} says it here", id_of(copy)), copy.at});
        }
      }
      out_.push_back(std::move(told));
    }
  }

  std::vector<Finding> take() && { return std::move(out_); }

 private:
  std::set<std::pair<std::string, std::string>> told_;
  std::vector<Finding> out_;
};

Said baselines(const Plan& plan) {
  Said out;
  for (const Goal& goal : plan.goals) {
    if (!goal.pooled && goal.metric && goal.baseline && goal.market) {
      out[fmt::format("{} {}", goal.metric->value, goal.baseline->value.text)].push_back(
          {&goal.head, "baseline", goal.baseline->at, {goal.market->value}});
    }
  }
  return out;
}

void add_effect(Said& said,
                const Subject& subject,
                const Head& head,
                const std::optional<Questions>& q) {
  const Business* business = q && q->business && !q->business->unknown ? &*q->business : nullptr;
  if (business == nullptr || !business->delta || !business->unit || !business->low ||
      !business->high) {
    return;
  }
  said[fmt::format("{} {} {} {}",
                   business->unit->value,
                   business->delta->value.text,
                   business->low->value.text,
                   business->high->value.text)]
      .push_back({&head, "q.business", business->at, subject.markets_of(head.id.value)});
}

void add_important(Said& said,
                   const Subject& subject,
                   const Head& head,
                   const std::optional<Questions>& q) {
  if (q && q->important && !is_placeholder(q->important->value)) {
    said[fmt::format("{}", fmt::join(content_words(q->important->value), " "))].push_back(
        {&head, "q.important", q->important->at, subject.markets_of(head.id.value)});
  }
}

void add_texts(Said& said, const Subject& subject, const Tactic& tactic) {
  if (tactic.audience && tactic.behaviour && !is_placeholder(tactic.behaviour->value)) {
    const std::string message = tactic.message ? tactic.message->value : std::string();
    said[fmt::format("{}|{}|{}", tactic.audience->value, message, tactic.behaviour->value)]
        .push_back({&tactic.head,
                    "audience",
                    tactic.audience->at,
                    subject.markets_of(tactic.head.id.value)});
  }
}

struct Everything {
  Said effects;
  Said importants;
  Said texts;
};

Everything said_in(const Subject& subject) {
  Everything out;
  for (const Strategy& strategy : subject.plan().strategies) {
    if (!strategy.pooled) {
      add_effect(out.effects, subject, strategy.head, strategy.q);
      add_important(out.importants, subject, strategy.head, strategy.q);
    }
  }
  for (const Tactic& tactic : subject.plan().tactics) {
    if (is_kept(tactic)) {
      add_effect(out.effects, subject, tactic.head, tactic.q);
      add_important(out.importants, subject, tactic.head, tactic.q);
      add_texts(out.texts, subject, tactic);
    }
  }
  return out;
}

}  // namespace

std::vector<Finding> copies(const Subject& subject) {
  Copies out;
  out.tell(baselines(subject.plan()),
           {"share one baseline for one metric", "give each its own, or mark both pooled: true"});
  const Everything said = said_in(subject);
  out.tell(said.effects,
           {"promise the same figures in different markets",
            "estimate each in its market, or make them one node with both markets"});
  out.tell(said.importants,
           {"give the same reason why they are important in different markets",
            "say what is lost in each market, or make them one node with both markets"});
  out.tell(said.texts,
           {"have the same audience, message and behaviour in different markets",
            "say what is particular in each market, or make them one node with both markets"});
  return std::move(out).take();
}

}  // namespace throughline::plan::rules
