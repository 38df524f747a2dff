// The demo's plan: it reads, its lock is that of the plan before two faults were planted, and what
// `check` finds are the planted faults.
//
//     throughline_demo_plan_tests --update-golden    writes src/demo/files/plan.lock anew

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "demo/plan_files.hpp"
#include "demo/settings_text.hpp"
#include "demo/tactics.hpp"
#include "plan/fingerprint.hpp"
#include "plan/lint.hpp"
#include "plan/lock.hpp"
#include "plan/read_plan.hpp"
#include "settings/settings.hpp"
#include "workflow/plan_files.hpp"

namespace throughline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

settings::Settings settings_of_demo() {
  const auto settings = settings::parse_settings(demo::settings_yaml(1), "throughline.yaml");
  EXPECT_TRUE(settings.has_value()) << settings.error().text();
  return settings.value_or(settings::Settings{});
}

plan::Reading read(std::string text) {
  return plan::read_plan({{"plan.yaml", std::move(text)}},
                         workflow::read_context(settings_of_demo()));
}

std::string replaced(std::string text, std::string_view before, std::string_view after) {
  const std::size_t at = text.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  EXPECT_EQ(text.find(before, at + 1), std::string::npos) << before;
  return text.replace(at, before.size(), after);
}

// As it was when it was locked: also what was stopped since was still running.
std::string plan_before_its_faults() {
  std::string target = replaced(std::string(demo::plan_yaml()), "target: 80", "target: 90");
  constexpr std::string_view kStopped = "status: stopped";
  for (std::size_t at = target.find(kStopped); at != std::string::npos;
       at = target.find(kStopped)) {
    target.replace(at, kStopped.size(), "status: running");
  }
  return replaced(target,
                  "{change: 10%, min_effect: 2%, on: new_buyers",
                  "{change: 10%, min_effect: 8%, on: new_buyers");
}

struct Locked {
  CivilDate at;
  std::vector<std::string> ids;
};

std::string lock_of(const plan::Plan& plan) {
  const std::vector<Locked> lockings = {
      {{2024, 12, 16}, {"growth"}},
      {{2025, 2, 26}, {"home-visits"}},
      {{2025, 3, 24}, {"reach-display", "search-ads", "always-on"}},
      {{2025, 5, 26}, {"blog-kits"}},
      {{2025, 7, 28}, {"photo-launch"}},
      {{2025, 8, 25}, {"creator-lives", "handwritten-notes"}},
      {{2025, 9, 26}, {"outrage"}},
      {{2025, 12, 15}, {"germany-repeat", "brazil-buyers"}},
      {{2025, 12, 29}, {"retargeting"}},
      {{2026, 1, 26}, {"refill-guide"}},
      {{2026, 3, 27}, {"app-reminders"}},
  };
  const plan::Lines lines(plan);
  plan::Lock lock;
  std::string text;
  for (const Locked& locked : lockings) {
    const auto done = plan::lock_nodes(lines, lock, locked.ids, plan::Trial::First, locked.at);
    EXPECT_TRUE(done.has_value()) << done.error().text();
    EXPECT_THAT(done->late, IsEmpty());
    for (const plan::NotLocked& node : done->incomplete) {
      ADD_FAILURE() << node.id << ": " << testing::PrintToString(node.reasons);
    }
    for (const plan::LockEntry& entry : done->fresh) {
      text += plan::text_of(entry);
    }
    lock.entries.insert(lock.entries.end(), done->fresh.begin(), done->fresh.end());
  }
  return text;
}

TEST(DemoPlan, ReadsWithoutAFinding) {
  for (const plan::Finding& finding : read(std::string(demo::plan_yaml())).findings) {
    ADD_FAILURE() << finding.at.start.line << ": " << finding.code << " " << finding.message << ". "
                  << finding.help;
  }
}

TEST(DemoPlan, HasTheTacticsThatTheTruthTellsOf) {
  const plan::Plan plan = read(std::string(demo::plan_yaml())).plan;
  ASSERT_EQ(plan.tactics.size(), demo::kTactics);
  for (std::size_t i = 0; i < demo::kTactics; ++i) {
    const plan::Tactic& tactic = plan.tactics[i];
    const demo::TacticFacts& facts = demo::tactics()[i];
    EXPECT_EQ(tactic.head.id.value, facts.id);
    EXPECT_EQ(tactic.cost->ledger_tag->value, facts.id);
    EXPECT_EQ(tactic.measure->metric->value, facts.metric) << facts.id;
    EXPECT_EQ(demo::day_of(tactic.hypothesis->from->value), facts.declared.from) << facts.id;
    EXPECT_EQ(demo::day_of(tactic.hypothesis->until->value) + 1, facts.declared.to) << facts.id;
  }
}

TEST(DemoPlan, WasLockedBeforeTwoOfItsPromisesWereEdited) {
  const auto lock = plan::read_lock(demo::plan_lock(), "plan.lock");
  ASSERT_TRUE(lock.has_value()) << lock.error().text();
  EXPECT_FALSE(lock->broken.has_value());
  EXPECT_TRUE(demo::plan_lock() == lock_of(read(plan_before_its_faults()).plan))
      << "throughline_demo_plan_tests --update-golden writes it anew";
  const plan::Plan plan = read(std::string(demo::plan_yaml())).plan;
  const plan::Lines lines(plan);
  std::vector<std::string> changed;
  for (const plan::LockEntry& entry : lock->entries) {
    const plan::LockStatus status = plan::lock_status(lines, *lock, entry.id);
    EXPECT_NE(status.state, plan::LockState::Broken);
    if (status.state == plan::LockState::Changed) {
      changed.push_back(entry.id);
      EXPECT_EQ(status.changes.size(), 1U) << entry.id;
    }
  }
  EXPECT_THAT(changed, ElementsAre("reach-display", "brazil-buyers"));
}

TEST(DemoPlan, LinksThatWereReviewedNameTheirParentAsItIs) {
  const plan::Plan plan = read(std::string(demo::plan_yaml())).plan;
  int n_reviewed = 0;
  const auto check = [&](const std::vector<plan::Link>& links) {
    for (const plan::Link& link : links) {
      n_reviewed += link.reviewed ? 1 : 0;
      EXPECT_NE(plan::review_of(plan, link), plan::Review::Suspect)
          << link.parent.value << " is "
          << plan::fingerprint_of(plan, link.parent.value).value_or("none");
    }
  };
  for (const plan::Strategy& strategy : plan.strategies) {
    check(strategy.serves);
  }
  for (const plan::Programme& programme : plan.programmes) {
    check(programme.serves);
  }
  EXPECT_EQ(n_reviewed, 3);
}

// What a store would say of the demo: everything is fresh but the app, and 7% belongs to no tactic.
plan::DataFacts facts() {
  plan::DataFacts data;
  for (const char* fresh : {"shop", "visits", "bills", "salon-leads"}) {
    data.age_of_dataset[fresh] = 3600;
  }
  data.age_of_dataset["app-feed"] = 3 * 86'400 + 3600;
  data.ledger = plan::LedgerShare{{673'303, "EUR"}, {9'618'638, "EUR"}};
  return data;
}

std::vector<plan::Finding> findings(const std::optional<plan::DataFacts>& data) {
  const plan::Plan plan = read(std::string(demo::plan_yaml())).plan;
  plan::LintContext context{.as_of = {2026, 6, 30}, .data = data};
  const auto lock = plan::read_lock(demo::plan_lock(), "plan.lock");
  EXPECT_TRUE(lock.has_value());
  context.lock = lock.value_or(plan::Lock{});
  context.source_kinds.emplace();
  for (const settings::Source& source : settings_of_demo().sources) {
    context.source_kinds->emplace(source.id, settings::name_of(source.kind));
  }
  return plan::lint(plan, context);
}

std::vector<std::string> found(const std::optional<plan::DataFacts>& data) {
  std::vector<std::string> all;
  for (const plan::Finding& finding : findings(data)) {
    all.push_back(fmt::format("{} {} {}", finding.code, finding.node, finding.key));
  }
  return all;
}

TEST(DemoPlan, RaisesWhatIsPlantedInItAndNothingElse) {
  constexpr const char* kTarget = "TL008 brazil-buyers target";
  constexpr const char* kEffect = "TL008 reach-display hypothesis.min_effect";
  constexpr const char* kLens = "TL014 brazil-first lenses.service";
  constexpr const char* kPartner = "TL015 zero-waste-circle we_give";
  constexpr const char* kActivity = "TL007 always-on measure.metric";
  constexpr const char* kOpposed = "TL021 anger-stays contradicts[1]";
  EXPECT_THAT(found(std::nullopt),
              UnorderedElementsAre(kTarget, kEffect, kLens, kPartner, kActivity, kOpposed));
  EXPECT_THAT(found(facts()),
              UnorderedElementsAre(kTarget,
                                   kEffect,
                                   kLens,
                                   kPartner,
                                   kActivity,
                                   kOpposed,
                                   "TL011  ",
                                   "TL006 app-feed fresh_within"));
}

// Orders vary as those of the demo's store do: what search ads are asked to find, nobody could.
TEST(DemoPlan, ATestThatCannotSeeWhatItLooksForIsToldWithWhatWould) {
  plan::DataFacts data = facts();
  data.spreads.of_metric["orders"] = {{"de", {.mean = 211, .sd = 24, .memory = 0.69}},
                                      {"br", {.mean = 72, .sd = 4, .memory = 0.0}}};
  data.spreads.of_test["retargeting"] = {{"de", {.mean = 225, .sd = 14, .memory = 0.21}}};
  std::vector<plan::Finding> told = findings(data);
  std::erase_if(told, [](const plan::Finding& finding) { return finding.code != "TL009"; });
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].message, "search-ads finds 6% by 2026-05-31 in de with power 0.35, not 0.8");
  EXPECT_EQ(told[0].help, "182 more weeks, or min_effect 12%");
}

}  // namespace
}  // namespace throughline

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc > 1 && std::strcmp(argv[1], "--update-golden") == 0) {
    std::ofstream(TL_SOURCE_DIR "/src/demo/files/plan.lock")
        << throughline::lock_of(throughline::read(throughline::plan_before_its_faults()).plan);
  }
  return RUN_ALL_TESTS();
}
