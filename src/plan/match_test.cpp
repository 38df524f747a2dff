#include "plan/match.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "plan/glob.hpp"
#include "plan/overlap.hpp"

namespace throughline::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Wanted {
  MatchKey key = MatchKey::Campaign;
  std::vector<std::string> any_of;
};

MatchItem item(const std::vector<Wanted>& keys) {
  MatchItem made;
  for (const Wanted& wanted : keys) {
    for (const std::string& pattern : wanted.any_of) {
      made.keys[wanted.key].push_back({pattern, {}});
    }
  }
  return made;
}

Tactic tactic(const std::string& id, std::vector<MatchItem> match) {
  Tactic made;
  made.head.id.value = id;
  made.match = std::move(match);
  return made;
}

Programme programme(const std::string& id, std::vector<MatchItem> match) {
  Programme made;
  made.head.id.value = id;
  made.match = std::move(match);
  return made;
}

RowKeys row(const std::vector<std::pair<MatchKey, std::string_view>>& values) {
  RowKeys made;
  for (const auto& [key, value] : values) {
    made[key] = value;
  }
  return made;
}

std::string name(const Plan& plan, NodeRef node) {
  return node.type == NodeType::Tactic ? plan.tactics[node.index].head.id.value
                                       : plan.programmes[node.index].head.id.value;
}

std::vector<std::string> names(const Plan& plan, const RowKeys& keys) {
  std::vector<std::string> all;
  for (const Match& match : Matcher(plan).bind(keys).matches) {
    all.push_back(name(plan, match.node));
  }
  return all;
}

TEST(Glob, ComparesTheWholeTextWithItsWildcards) {
  struct Row {
    std::string_view pattern, text;
    bool matches;
  };

  constexpr std::array kRows = {
      Row{"summer", "summer", true},
      Row{"summer", "summer-2", false},
      Row{"summer*", "summer-2", true},
      Row{"*", "", true},
      Row{"", "", true},
      Row{"", "a", false},
      Row{"?", "", false},
      Row{"s?mmer", "simmer", true},
      Row{"*-de-*", "x-de-y", true},
      Row{"*-de-*", "x-fr-y", false},
      Row{"a*a", "a", false},
      Row{"a*b*c", "axxbyybzc", true},
      Row{"?", "é", true},
      Row{"??", "é", false},
      Row{"*?", "春", true},
      Row{"春*", "春天", true},
      Row{"**", "any", true},
      Row{"*a?c", "abcaxc", true},
  };
  for (const Row& each : kRows) {
    EXPECT_EQ(glob_matches(each.pattern, each.text), each.matches)
        << each.pattern << " on " << each.text;
  }
}

TEST(Glob, FoldsLettersOfTwoBytesAndLeavesTheRest) {
  EXPECT_EQ(folded("Größe ÄÖÜ ŠKODA ΑΒΓ ПРИВЕТ Ѐ 春天 ×"), "größe äöü škoda αβγ привет ѐ 春天 ×");
  EXPECT_EQ(folded("\xc3"), "\xc3");
  EXPECT_EQ(folded("\xff\xc3\x28"), "\xff\xc3\x28");
}

// A pattern of a few letters and wildcards, held against the definition by recursion.
bool slow_glob(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) {
    return text.empty();
  }
  if (pattern[0] == '*') {
    return slow_glob(pattern.substr(1), text) ||
           (!text.empty() && slow_glob(pattern, text.substr(1)));
  }
  return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
         slow_glob(pattern.substr(1), text.substr(1));
}

std::string letters(const std::vector<std::uint8_t>& bytes, std::string_view alphabet) {
  std::string made;
  for (const std::uint8_t byte : bytes) {
    made += alphabet[byte % alphabet.size()];
  }
  return made.substr(0, 8);
}

RC_GTEST_PROP(Glob,
              EqualsTheDefinition,
              (const std::vector<std::uint8_t>& p, const std::vector<std::uint8_t>& t)) {
  const std::string pattern = letters(p, "ab*?");
  const std::string text = letters(t, "ab");
  RC_ASSERT(glob_matches(pattern, text) == slow_glob(pattern, text));
}

TEST(Matcher, GivesTheRowToTheItemWithMostKeysEvenAProgrammes) {
  Plan plan;
  plan.tactics = {tactic("t1", {item({{MatchKey::Campaign, {"spring"}}})})};
  plan.programmes = {
      programme("c1", {item({{MatchKey::Campaign, {"spring"}}, {MatchKey::Medium, {"cpc"}}})})};
  EXPECT_THAT(names(plan, row({{MatchKey::Campaign, "Spring"}, {MatchKey::Medium, "CPC"}})),
              ElementsAre("c1", "t1"));
}

TEST(Matcher, PutsATacticBeforeAProgrammeOfAsManyKeysWhateverTheLiterals) {
  Plan plan;
  plan.tactics = {tactic("t1", {item({{MatchKey::Campaign, {"*"}}})})};
  plan.programmes = {programme("c1", {item({{MatchKey::Campaign, {"spring"}}})})};
  EXPECT_THAT(names(plan, row({{MatchKey::Campaign, "spring"}})), ElementsAre("t1", "c1"));
}

TEST(Matcher, BreaksTiesByLiteralCharactersThenByPlanOrder) {
  Plan plan;
  plan.tactics = {tactic("t1", {item({{MatchKey::Campaign, {"sp*"}}})}),
                  tactic("t2", {item({{MatchKey::Campaign, {"x", "spri*"}}})}),
                  tactic("t3", {item({{MatchKey::Campaign, {"*ring"}}})})};
  EXPECT_THAT(names(plan, row({{MatchKey::Campaign, "spring"}})), ElementsAre("t2", "t3", "t1"));
}

TEST(Matcher, CountsCharactersNotBytes) {
  Plan plan;
  plan.tactics = {tactic("t1", {item({{MatchKey::Campaign, {"éé*"}}})}),
                  tactic("t2", {item({{MatchKey::Campaign, {"*abc"}}})})};
  EXPECT_THAT(names(plan, row({{MatchKey::Campaign, "ÉÉabc"}})), ElementsAre("t2", "t1"));
}

TEST(Matcher, BindsByLedgerTagCommunityHostAndPartner) {
  Plan plan;
  plan.tactics = {tactic("t1", {})};
  plan.tactics[0].cost = Cost{.ledger_tag = Text{"T1", {}}};
  plan.tactics[0].communities = {{"m1", {}}, {"gone", {}}};
  plan.tactics[0].partners = {{"k1", {}}};
  Community community;
  community.head.id.value = "m1";
  community.hosts = {{"knits.example", {}}, {"*.blogspot.com", {}}};
  plan.communities = {community};
  plan.by_id["m1"] = {NodeType::Community, 0};
  EXPECT_THAT(names(plan, row({{MatchKey::LedgerTag, "t1"}})), ElementsAre("t1"));
  EXPECT_THAT(names(plan, row({{MatchKey::Host, "Knits.example"}})), ElementsAre("t1"));
  EXPECT_THAT(names(plan, row({{MatchKey::Host, "a.blogspot.com"}})), ElementsAre("t1"));
  EXPECT_THAT(names(plan, row({{MatchKey::Community, "m1"}})), ElementsAre("t1"));
  EXPECT_THAT(names(plan, row({{MatchKey::Partner, "k1"}})), ElementsAre("t1"));
  EXPECT_THAT(names(plan, row({{MatchKey::Host, "other.example"}})), IsEmpty());
}

TEST(Matcher, BindsNothingToDraftsAndRetiredTactics) {
  for (const auto& [status, bound] :
       std::vector<std::pair<Status, std::size_t>>{{Status::Draft, 0},
                                                   {Status::Retired, 0},
                                                   {Status::Planned, 1},
                                                   {Status::Running, 1},
                                                   {Status::Stopped, 1}}) {
    Plan plan;
    plan.tactics = {tactic("t1", {item({{MatchKey::Campaign, {"*"}}})})};
    plan.tactics[0].status.value = status;
    plan.tactics[0].cost = Cost{.ledger_tag = Text{"t1", {}}};
    const auto keys = row({{MatchKey::Campaign, "a"}, {MatchKey::LedgerTag, "t1"}});
    EXPECT_EQ(Matcher(plan).bind(keys).matches.size(), bound);
  }
}

TEST(Matcher, BindsNothingByAKeyThatTheRowDoesNotHave) {
  Plan plan;
  plan.tactics = {tactic("t1", {item({{MatchKey::Medium, {"*"}}})}), tactic("t2", {MatchItem{}})};
  EXPECT_THAT(names(plan, row({{MatchKey::Campaign, "a"}})), IsEmpty());
  EXPECT_EQ(Matcher(Plan{}).bind(RowKeys{}).winner(), std::nullopt);
}

TEST(BoundRows, ListsWhatTwoNodesClaimAndWhatNobodyDoes) {
  Plan plan;
  plan.tactics = {tactic("t1", {item({{MatchKey::Campaign, {"a*"}}})}),
                  tactic("t2", {item({{MatchKey::Campaign, {"ab*"}}})})};
  const Matcher matcher(plan);
  BoundRows rows;
  rows.add(matcher.bind(row({{MatchKey::Campaign, "abc"}})), {3, 300});
  rows.add(matcher.bind(row({{MatchKey::Campaign, "ac"}})), {1, 100});
  rows.add(matcher.bind(row({{MatchKey::Campaign, "x"}})), {2, 50});
  const std::vector<NodeTally> nodes = rows.nodes();
  ASSERT_EQ(nodes.size(), 2U);
  EXPECT_EQ(nodes[0].matched, (Tally{4, 400}));
  EXPECT_EQ(nodes[0].kept, (Tally{1, 100}));
  EXPECT_DOUBLE_EQ(nodes[0].kept_share(), 0.25);
  EXPECT_DOUBLE_EQ(nodes[1].kept_share(), 1.0);
  EXPECT_THAT(rows.overlaps(),
              ElementsAre(Overlap{{NodeType::Tactic, 1}, {NodeType::Tactic, 0}, {3, 300}}));
  EXPECT_EQ(rows.unbound(), (Tally{2, 50}));
}

// The rule in its own words, without any index.
std::vector<Match> slow_bind(const Plan& plan, const RowKeys& keys) {
  std::vector<Match> all;
  for (const RowPattern& pattern : row_patterns(plan)) {
    Match match{.node = pattern.node, .keys = static_cast<std::uint32_t>(pattern.keys.size())};
    bool holds = true;
    for (const KeyPatterns& key : pattern.keys) {
      std::size_t best = 0;
      bool any = false;
      for (const std::string& text : key.any_of) {
        if (!keys[key.key].empty() && slow_glob(text, folded(keys[key.key]))) {
          any = true;
          best = std::max(best, literal_characters(text));
        }
      }
      holds = holds && any;
      match.literals += static_cast<std::uint32_t>(best);
    }
    if (!holds) {
      continue;
    }
    const auto before = [](const Match& a, const Match& b) {
      if (a.keys != b.keys) {
        return a.keys > b.keys;
      }
      if (a.node.type != b.node.type) {
        return a.node.type == NodeType::Tactic;
      }
      return a.literals != b.literals ? a.literals > b.literals : a.node.index < b.node.index;
    };
    const auto same = std::ranges::find(all, match.node, &Match::node);
    if (same == all.end()) {
      all.push_back(match);
    } else if (before(match, *same)) {
      *same = match;
    }
    std::ranges::stable_sort(all, before);
  }
  return all;
}

MatchItem some_item() {
  MatchItem made;
  const auto n_keys = *rc::gen::inRange(1, 4);
  for (int i = 0; i < n_keys; ++i) {
    const auto key = static_cast<MatchKey>(*rc::gen::inRange(0, 3));
    const auto text = letters(*rc::gen::arbitrary<std::vector<std::uint8_t>>(), "aB*?");
    made.keys[key].push_back({text.empty() ? "a" : text, {}});
  }
  return made;
}

RC_GTEST_PROP(Matcher, EqualsTheRuleTriedItemByItem, ()) {
  Plan plan;
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
    plan.tactics.push_back(tactic("t", {some_item(), some_item()}));
    plan.programmes.push_back(programme("c", {some_item()}));
  }
  std::array<std::string, 3> values;
  RowKeys keys;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = letters(*rc::gen::arbitrary<std::vector<std::uint8_t>>(), "Ab").substr(0, 4);
    keys.values[i] = values[i];
  }
  RC_ASSERT(Matcher(plan).bind(keys).matches == slow_bind(plan, keys));
}

}  // namespace
}  // namespace throughline::plan
