#include "plan/match_items.hpp"

#include <algorithm>
#include <utility>

#include "plan/glob.hpp"

namespace throughline::plan {
namespace {

std::vector<std::string> folded_texts(const std::vector<Text>& texts) {
  std::vector<std::string> all;
  for (const Text& text : texts) {
    if (!text.value.empty()) {
      all.push_back(folded(text.value));
    }
  }
  return all;
}

class Items {
 public:
  void add(NodeRef node, std::vector<KeyPatterns> keys) {
    const bool whole = !keys.empty() && std::ranges::none_of(keys, [](const KeyPatterns& key) {
      return key.any_of.empty();
    });
    if (whole) {
      all_.push_back({node, std::move(keys)});
    }
  }

  void add(NodeRef node, MatchKey key, const std::vector<Text>& patterns) {
    add(node, {{key, folded_texts(patterns)}});
  }

  void add_written(NodeRef node, const std::vector<MatchItem>& items) {
    for (const MatchItem& item : items) {
      std::vector<KeyPatterns> keys;
      for (const auto& [key, patterns] : item.keys) {
        keys.push_back({key, folded_texts(patterns)});
      }
      add(node, std::move(keys));
    }
  }

  std::vector<RowPattern> take() { return std::move(all_); }

 private:
  std::vector<RowPattern> all_;
};

void add_tactic(const Plan& plan, const Tactic& tactic, NodeRef node, Items& items) {
  items.add_written(node, tactic.match);
  if (tactic.cost && tactic.cost->ledger_tag) {
    items.add(node, MatchKey::LedgerTag, {*tactic.cost->ledger_tag});
  }
  for (const Ref& id : tactic.communities) {
    items.add(node, MatchKey::Community, {id});
    if (const Community* community = plan.community(id.value); community != nullptr) {
      items.add(node, MatchKey::Host, community->hosts);
    }
  }
  for (const Ref& id : tactic.partners) {
    items.add(node, MatchKey::Partner, {id});
  }
}

bool takes_rows(const Tactic& tactic) {
  return tactic.status.value != Status::Draft && tactic.status.value != Status::Retired;
}

}  // namespace

std::vector<RowPattern> row_patterns(const Plan& plan) {
  Items items;
  for (std::size_t i = 0; i < plan.tactics.size(); ++i) {
    if (takes_rows(plan.tactics[i])) {
      add_tactic(plan, plan.tactics[i], {NodeType::Tactic, i}, items);
    }
  }
  for (std::size_t i = 0; i < plan.programmes.size(); ++i) {
    items.add_written({NodeType::Programme, i}, plan.programmes[i].match);
  }
  return items.take();
}

}  // namespace throughline::plan
