// Every key of the plan's form in turn is spoilt in a plan that uses them all.
#include <fmt/format.h>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "plan/plan_shape.hpp"
#include "plan/read_plan.hpp"
#include "plan/sections.hpp"
#include "plan/small_plan.hpp"

namespace throughline::plan {
namespace {

using document::Entry;
using document::Node;
using document::NodeKind;

// A key as it stands in the small plan.
struct Met {
  const MapShape* map;
  const KeyShape* key;
  const Entry* entry;
  const Node* node;  ///< the map in which it stands
};

class Walk {
 public:
  Walk() : document_(*document::read(kSmallPlan, "plan.yaml").document) {
    for (const Section& section : sections()) {
      const Node& value = document_.root.find(section.name)->value;
      section.single ? map(section.shape, value) : list(section.shape, value);
    }
  }

  [[nodiscard]] const std::vector<Met>& met() const { return met_; }

 private:
  void list(const MapShape& shape, const Node& value) {
    for (const Node& item : value.items) {
      // Drafts are asked for little.
      if (const Entry* const status = item.find("status");
          status == nullptr || status->value.text != "draft") {
        map(shape, item);
      }
    }
  }

  void map(const MapShape& shape, const Node& node) {
    for (const KeyShape& key : shape.keys) {
      if (const Entry* const entry = node.find(key.name)) {
        met_.push_back({&shape, &key, entry, &node});
        value(key.value, entry->value);
      }
    }
  }

  void value(const ValueShape& shape, const Node& node) {
    if (shape.kind == ValueKind::Map && node.kind == NodeKind::Map) {
      map(*shape.map, node);
    }
    if (shape.kind == ValueKind::List) {
      for (const Node& item : node.items) {
        value(shape.parts.front(), item);
      }
    }
    if (shape.kind == ValueKind::Choice) {
      for (const ValueShape& part : shape.parts) {
        value(part, node);
      }
    }
  }

  document::Document document_;
  std::vector<Met> met_;
};

const Walk& walk() {
  static const Walk kWalk;
  return kWalk;
}

std::string replaced(const document::Position& from,
                     const document::Position& to,
                     std::string_view by) {
  std::string text(kSmallPlan);
  text.replace(from.byte, to.byte - from.byte, by);
  return text;
}

std::vector<Finding> findings_of(const std::string& text) {
  return read_plan({{"plan.yaml", text}}, {}).findings;
}

std::string name_of(const Met& met) {
  return fmt::format("{}.{} in line {}", met.map->name, met.key->name, met.entry->at.line);
}

// One of each kind of key in each kind of map: enough, and quick.
std::vector<Met> one_of_each() {
  std::vector<Met> out;
  std::set<std::pair<const MapShape*, const KeyShape*>> seen;
  for (const Met& met : walk().met()) {
    if (seen.emplace(met.map, met.key).second) {
      out.push_back(met);
    }
  }
  return out;
}

TEST(PlanMistakes, TheSmallPlanUsesEveryKey) {
  constexpr std::array<std::string_view, 4> kEverywhere = {"title", "owner", "approved", "note"};
  std::set<std::string> unused;
  for (const MapShape* const map : all_maps()) {
    for (const KeyShape& key : map->keys) {
      if (std::ranges::find(kEverywhere, key.name) == kEverywhere.end()) {
        unused.insert(fmt::format("{}.{}", map->name, key.name));
      }
    }
  }
  for (const Met& met : walk().met()) {
    unused.erase(fmt::format("{}.{}", met.map->name, met.key->name));
  }
  EXPECT_THAT(unused, testing::IsEmpty());
}

TEST(PlanMistakes, AValueOfTheWrongTypeIsToldWhereItStands) {
  for (const Met& met : one_of_each()) {
    const Node& value = met.entry->value;
    const auto findings = findings_of(replaced(value.at, value.end, "[[{x: y}]]"));
    EXPECT_TRUE(std::ranges::any_of(findings, [&](const Finding& finding) {
      return finding.code == "TL016" && finding.at.start.line == value.at.line &&
             finding.at.start.byte >= value.at.byte && finding.at.end.byte <= value.at.byte + 10;
    })) << name_of(met);
  }
}

TEST(PlanMistakes, AnUnknownKeyIsToldWithItsRange) {
  for (const Met& met : one_of_each()) {
    const auto findings = findings_of(replaced(met.entry->at, met.entry->end, "zzqzz"));
    EXPECT_TRUE(std::ranges::any_of(findings, [&](const Finding& finding) {
      return finding.code == "TL003" && finding.at.start == met.entry->at &&
             finding.at.end.byte == met.entry->at.byte + 5;
    })) << name_of(met);
  }
}

TEST(PlanMistakes, AKeyWithoutValueIsMissedExactlyWhereItIsRequired) {
  for (const Met& met : walk().met()) {
    const Demand& demand = met.key->demand;
    const Entry* const other = demand.key.empty() ? nullptr : met.node->find(demand.key);
    const std::string_view word =
        other == nullptr ? std::string_view() : std::string_view(other->value.text);
    const bool required = demand.need == Need::Required ||
                          (demand.need == Need::RequiredIf &&
                           std::ranges::find(demand.words, word) != demand.words.end());
    const bool parent = std::ranges::find(met.map->one_of, met.key->name) != met.map->one_of.end();
    if (parent || demand.need == Need::Required) {
      continue;  // told at the link; and below
    }
    const auto findings = findings_of(replaced(met.entry->value.at, met.entry->value.end, "~"));
    const bool missed = std::ranges::any_of(findings, [&](const Finding& finding) {
      return finding.code == "TL016" && (finding.key == met.key->name ||
                                         finding.key.ends_with(fmt::format(".{}", met.key->name)));
    });
    EXPECT_EQ(missed, required) << name_of(met);
  }
}

TEST(PlanMistakes, EveryRequiredKeyIsMissed) {
  for (const Met& met : one_of_each()) {
    if (met.key->demand.need != Need::Required) {
      continue;
    }
    const auto findings = findings_of(replaced(met.entry->value.at, met.entry->value.end, "~"));
    EXPECT_TRUE(std::ranges::any_of(findings, [&](const Finding& finding) {
      return finding.code == "TL016" &&
             finding.message.ends_with(fmt::format("lacks {}", met.key->name));
    })) << name_of(met);
  }
}

TEST(PlanMistakes, AWordThatIsNotInItsListIsTold) {
  for (const Met& met : one_of_each()) {
    if (met.key->value.kind != ValueKind::Word) {
      continue;
    }
    const Node& value = met.entry->value;
    const auto findings = findings_of(replaced(value.at, value.end, "qqqqq"));
    EXPECT_TRUE(std::ranges::any_of(findings, [&](const Finding& finding) {
      return finding.code == "TL016" && finding.at.start == value.at &&
             finding.message.find("must be one of") != std::string::npos;
    })) << name_of(met);
  }
}

TEST(PlanMistakes, AReferenceToNothingIsTold) {
  for (const Met& met : one_of_each()) {
    const bool list = met.key->value.kind == ValueKind::List &&
                      met.key->value.parts.front().kind == ValueKind::Reference &&
                      !met.entry->value.items.empty();
    if (met.key->value.kind != ValueKind::Reference && !list) {
      continue;
    }
    const Node& value = list ? met.entry->value.items.front() : met.entry->value;
    const auto findings = findings_of(replaced(value.at, value.end, "nowhere"));
    EXPECT_TRUE(std::ranges::any_of(findings, [&](const Finding& finding) {
      return finding.code == "TL004" && finding.at.start == value.at;
    })) << name_of(met);
  }
}

TEST(PlanMistakes, DefaultsSayWhatTheReaderTakes) {
  for (const Met& met : walk().met()) {
    const std::string_view standard = met.key->demand.standard;
    if (standard.empty()) {
      continue;
    }
    const Node& value = met.entry->value;
    const auto findings = findings_of(replaced(value.at, value.end, standard));
    EXPECT_FALSE(std::ranges::any_of(findings, [&](const Finding& finding) {
      return finding.at.start == value.at;
    })) << name_of(met);
  }
}

}  // namespace
}  // namespace throughline::plan
