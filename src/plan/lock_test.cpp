#include "plan/lock.hpp"

#include <functional>
#include <gmock/gmock.h>

#include "base/random.hpp"
#include "plan/lock_terms.hpp"
#include "plan/sample_plan.hpp"

namespace throughline::plan {
namespace {

using sample::date;
using sample::indexed;
using sample::number;
using sample::refs;
using sample::small_plan;
using sample::text;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr CivilDate kDay{2026, 2, 1};

Lock read(const std::string& text) {
  auto lock = read_lock(text, "plan.lock");
  EXPECT_TRUE(lock) << lock.error().text();
  return lock.value_or(Lock{});
}

std::string locked_text(const Plan& plan,
                        const std::string& before = "",
                        const std::vector<std::string>& ids = {},
                        Trial trial = Trial::First,
                        CivilDate at = kDay) {
  const auto locking = lock_nodes(Lines(plan), read(before), ids, trial, at);
  EXPECT_TRUE(locking) << locking.error().text();
  std::string text = before;
  for (const LockEntry& entry : locking->fresh) {
    text += text_of(entry);
  }
  return text;
}

LockState state_of(const Plan& plan, const std::string& lock, std::string_view id) {
  return lock_status(Lines(plan), read(lock), id).state;
}

std::vector<std::string> changes_of(const Plan& plan,
                                    const std::string& lock,
                                    std::string_view id) {
  std::vector<std::string> out;
  for (const ValueChange& change : lock_status(Lines(plan), read(lock), id).changes) {
    out.push_back(change.key + " " + shown(change));
  }
  return out;
}

TEST(Lock, FreezesWhatWasPromised) {
  const Plan plan = small_plan();
  const Lock lock = read(locked_text(plan));
  ASSERT_THAT(lock.entries, SizeIs(3));
  EXPECT_EQ(lock.entries[0].id, "g1");
  EXPECT_EQ(lock.entries[0].kind, NodeType::Goal);
  EXPECT_EQ(lock.entries[0].terms.text(),
            R"({"baseline":4100,"by":"2026-12-31","metric":"buyers","target":5200})");
  EXPECT_EQ(
      lock.newest("t1")->terms.text(),
      R"x({"decide":{"by":"2026-06-30","rule":"scale if lo > 0; stop if hi < 6%; else extend once","stop_when":["diminishing"]},)x"
      R"x("hypothesis":{"change":"12%","from":"2026-03-01","method":"geo-holdout","min_effect":"6%","on":"buyers","power":0.8,"until":"2026-06-30"},)x"
      R"x("markets":["de"],"measure":{"guardrails":{"refunds":{"margin":0}},"kind":"outcome","metric":"buyers"},)x"
      R"x("metrics":{"buyers":{"better":"up","dataset":{"id":"orders","source":"orders","time":"time"},"expr":"uniq(customer)","grain":"week","kind":"outcome","margin":0,"unit":"count"},)x"
      R"x("refunds":{"better":"up","dataset":{"id":"orders","source":"orders","time":"time"},"expr":"uniq(customer)","grain":"week","kind":"outcome","margin":0,"unit":"count"}}})x");
  for (const char* id : {"g1", "t1", "t2"}) {
    EXPECT_EQ(state_of(plan, locked_text(plan), id), LockState::Locked) << id;
  }
  EXPECT_EQ(state_of(plan, locked_text(plan), "s1"), LockState::Unlocked);
}

TEST(Lock, IsReadBackAsItWasWritten) {
  const std::string text = locked_text(small_plan());
  const Lock lock = read(text);
  EXPECT_EQ(lock.broken, std::nullopt);
  std::string again;
  for (const LockEntry& entry : lock.entries) {
    again += text_of(entry);
  }
  EXPECT_EQ(again, text);
  EXPECT_THAT(read("").entries, IsEmpty());
}

using Edit = std::function<void(Plan&, Rng&)>;

Placed<Number> other_number(Rng& rng) { return number(static_cast<double>(1 + rng.below(4000))); }

Placed<CivilDate> other_date(Rng& rng) {
  return date(2027, 1 + static_cast<int>(rng.below(12)), 1 + static_cast<int>(rng.below(28)));
}

// Whatever of t1 was promised, changed.
const std::vector<Edit>& edits() {
  static const std::vector<Edit> all = {
      [](Plan& p, Rng& r) {
        p.tactics[0].hypothesis->min_effect->value.amount = other_number(r).value;
        p.tactics[0].hypothesis->min_effect->value.relative = false;
      },
      [](Plan& p, Rng&) { p.tactics[0].hypothesis->min_effect->value.relative = false; },
      [](Plan& p, Rng& r) {
        p.tactics[0].hypothesis->change->value.amount.text += std::to_string(r.below(10));
      },
      [](Plan& p, Rng& r) { p.tactics[0].hypothesis->from = other_date(r); },
      [](Plan& p, Rng& r) { p.tactics[0].hypothesis->until = other_date(r); },
      [](Plan& p, Rng&) { p.tactics[0].hypothesis->power.value = {0.7, "0.7"}; },
      [](Plan& p, Rng& r) {
        p.tactics[0].hypothesis->method->value = static_cast<schema::Method>(2 + r.below(10));
      },
      [](Plan& p, Rng&) { p.tactics[0].hypothesis.reset(); },
      [](Plan& p, Rng&) { p.tactics[0].measure->metric = text("refunds"); },
      [](Plan& p, Rng&) { p.tactics[0].measure->kind->value = MetricKind::Response; },
      [](Plan& p, Rng&) { p.tactics[0].measure->guardrails.clear(); },
      [](Plan& p, Rng& r) {
        p.tactics[0].measure->guardrails[0].margin = Delta{other_number(r).value, true};
      },
      [](Plan& p, Rng& r) { p.tactics[0].decide->by = other_date(r); },
      [](Plan& p, Rng& r) {
        p.tactics[0].decide->rule =
            text(fmt::format("scale if lo > {}; else stop", 1 + r.below(99)));
      },
      [](Plan& p, Rng&) { p.tactics[0].decide->stop_when.push_back({StopWhen::BiggerFish, {}}); },
      [](Plan& p, Rng&) { p.tactics[0].decide->stop_when.clear(); },
      [](Plan& p, Rng&) { p.tactics[0].markets = refs({"fr"}); },
      [](Plan& p, Rng&) { p.strategies[0].markets = refs({"de", "fr"}); },
      [](Plan& p, Rng&) { p.metrics[0].expr = text("count()"); },
      [](Plan& p, Rng& r) { p.metrics[0].where = text(fmt::format("amount > {}", r.below(500))); },
      [](Plan& p, Rng&) { p.metrics[0].grain.value = Grain::Month; },
      [](Plan& p, Rng&) { p.metrics[1].better.value = Better::Down; },
      [](Plan& p, Rng& r) { p.metrics[1].margin = Delta{other_number(r).value, true}; },
      [](Plan& p, Rng&) { p.datasets[0].source = text("orders-of-another-shop"); },
      [](Plan& p, Rng&) { p.tactics[0].decide.reset(); },
  };
  return all;
}

TEST(Lock, FlagsEveryEditOfWhatWasPromised) {
  const Plan plan = small_plan();
  const std::string lock = locked_text(plan);
  Rng rng(7, "lock edits");
  for (int i = 0; i < 200; ++i) {
    Plan edited = plan;
    const std::size_t which = static_cast<std::size_t>(i) % edits().size();
    edits()[which](edited, rng);
    EXPECT_EQ(state_of(edited, lock, "t1"), LockState::Changed) << "edit " << which;
    EXPECT_THAT(changes_of(edited, lock, "t1"), testing::Not(IsEmpty())) << "edit " << which;
  }
}

TEST(Lock, FlagsNothingThatWasNotPromised) {
  Plan plan = small_plan();
  plan.tactics[0].markets = refs({"de", "fr"});
  plan.tactics[0].measure->guardrails.push_back({text("buyers"), std::nullopt});
  plan.tactics[0].decide->stop_when.push_back({StopWhen::ChurnPenalty, {}});
  const std::string lock = locked_text(plan);
  plan.tactics[0].markets = refs({"fr", "de"});
  std::swap(plan.tactics[0].measure->guardrails[0], plan.tactics[0].measure->guardrails[1]);
  std::swap(plan.tactics[0].decide->stop_when[0], plan.tactics[0].decide->stop_when[1]);
  plan.tactics[0].decide->rule = text("scale if lo>0 ;stop if hi<6% ; else  extend once");
  plan.tactics[0].decide->owner = text("somebody else");
  plan.tactics[0].hypothesis->until = plan.tactics[0].decide->by;
  plan.tactics[0].head.title = text("Another title");
  plan.tactics[0].cost = Cost{.hours = number(60)};
  plan.tactics[0].head.at.start.line = 99;
  plan.metrics[0].head.owner = text("it");
  plan.metrics[0].expr = text(" uniq( customer )");
  plan.metrics[0].unit_margin = Placed<Money>{{1800, "EUR"}, {}};
  std::swap(plan.metrics[0], plan.metrics[1]);
  std::swap(plan.tactics[0], plan.tactics[1]);
  plan = indexed(plan);
  EXPECT_THAT(changes_of(plan, lock, "t1"), IsEmpty());
  EXPECT_EQ(state_of(plan, lock, "t1"), LockState::Locked);
}

TEST(Lock, CountsTheMarginOfAUnitWhereTheRuleLooksAtMoney) {
  Plan plan = small_plan();
  plan.tactics[0].decide->rule = text("scale if roi_lo > 1; else stop");
  const std::string lock = locked_text(plan);
  plan.metrics[0].unit_margin = Placed<Money>{{1800, "EUR"}, {}};
  EXPECT_THAT(changes_of(plan, lock, "t1"),
              ElementsAre("metrics.buyers.unit_margin nothing > EUR 18"));
  EXPECT_EQ(state_of(plan, lock, "t2"), LockState::Locked);
}

TEST(Lock, SaysWhatChangedFromWhatToWhat) {
  Plan plan = small_plan();
  const std::string lock = locked_text(plan);
  plan.goals[0].target = number(5000);
  EXPECT_THAT(changes_of(plan, lock, "g1"), ElementsAre("target 5200 > 5000"));
  EXPECT_EQ(state_of(plan, lock, "t1"), LockState::Locked) << "tactics below keep their verdicts";
}

Decision extension(std::string id, std::uint32_t trial = 1) {
  Decision made;
  made.head = sample::head(std::move(id));
  made.tactic = text("t1");
  made.trial = trial;
  made.did.value = Action::Extend;
  return made;
}

TEST(Lock, KeepsADateThatADecisionExtended) {
  Plan plan = small_plan();
  const std::string lock = locked_text(plan);
  plan.tactics[0].decide->by = date(2026, 10,
                                    29);  // 121 days from March to June, once more
  EXPECT_EQ(state_of(plan, lock, "t1"), LockState::Changed) << "nobody decided it";
  plan.decisions = {extension("d1")};
  plan = indexed(plan);
  EXPECT_EQ(state_of(plan, lock, "t1"), LockState::Locked);
  plan.tactics[0].decide->by = date(2026, 10, 30);
  EXPECT_EQ(state_of(plan, lock, "t1"), LockState::Changed) << "a day too many";
  plan.tactics[0].decide->by = date(2027, 2, 27);
  EXPECT_EQ(state_of(plan, lock, "t1"), LockState::Changed) << "decided once, moved twice";
  plan.decisions.push_back(extension("d2"));
  plan = indexed(plan);
  EXPECT_EQ(state_of(plan, lock, "t1"), LockState::Locked);
  plan.decisions[1].trial = 2;
  EXPECT_EQ(state_of(plan, lock, "t1"), LockState::Changed) << "the record is another trial's";
}

TEST(Lock, IsVoidFromTheFirstLineThatBreaksTheChain) {
  const Plan plan = small_plan();
  const std::string text = locked_text(plan);  // g1, t1, t2
  std::string moved = text;
  moved.replace(moved.find("2026-02-01"), 10,
                "2026-01-01");  // the day of g1
  for (const char* id : {"g1", "t1", "t2"}) {
    EXPECT_EQ(state_of(plan, moved, id), LockState::Broken) << id;
  }
  const std::size_t second = text.find('\n') + 1;
  const std::size_t third = text.find('\n', second) + 1;
  const std::string without_second = text.substr(0, second) + text.substr(third);
  EXPECT_EQ(state_of(plan, without_second, "g1"), LockState::Locked);
  EXPECT_EQ(state_of(plan, without_second, "t1"), LockState::Unlocked);
  EXPECT_EQ(state_of(plan, without_second, "t2"), LockState::Broken);
  const std::string swapped =
      text.substr(0, second) + text.substr(third) + text.substr(second, third - second);
  EXPECT_EQ(state_of(plan, swapped, "g1"), LockState::Locked);
  EXPECT_EQ(state_of(plan, swapped, "t1"), LockState::Broken);
}

TEST(Lock, DoesNotMindOtherLineEnds) {
  const Plan plan = small_plan();
  std::string text = locked_text(plan);
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.replace(at, 1, "\r\n");
  }
  EXPECT_EQ(state_of(plan, text, "t2"), LockState::Locked);
}

TEST(Lock, RefusesANodeThatIsLockedAlready) {
  const Plan plan = small_plan();
  const std::string text = locked_text(plan, "", {"t1"});
  const auto again = lock_nodes(Lines(plan), read(text), {"t1"}, Trial::First, kDay);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::Conflict);
  EXPECT_THAT(again.error().text(), HasSubstr("locked on 2026-02-01"));
  EXPECT_THAT(again.error().text(), HasSubstr("--new-trial"));
  const auto rest = lock_nodes(Lines(plan), read(text), {}, Trial::First, kDay);
  EXPECT_THAT(rest->locked, ElementsAre("t1"));
  EXPECT_THAT(rest->fresh, SizeIs(2));
}

TEST(Lock, StartsOverAsANewTrial) {
  Plan plan = small_plan();
  const std::string first = locked_text(plan);
  plan.tactics[0].decide->rule = text("scale if lo > 2%; else stop");
  EXPECT_EQ(state_of(plan, first, "t1"), LockState::Changed);
  const std::string second = locked_text(plan, first, {"t1"}, Trial::New, {2026, 2, 20});
  EXPECT_EQ(second.substr(0, first.size()), first) << "nothing that was written changes";
  EXPECT_EQ(state_of(plan, second, "t1"), LockState::Locked);
  EXPECT_EQ(read(second).newest("t1")->trial, 2U);
  EXPECT_EQ(read(second).trial("t1", 1)->at, kDay);
}

TEST(Lock, SaysWhatIsMissing) {
  Plan plan = small_plan();
  plan.tactics[0].hypothesis->min_effect.reset();
  plan.tactics[0].measure->metric = text("buyer");
  plan.tactics[0].decide->rule = text("whenever");
  const auto locking = lock_nodes(Lines(plan), {}, {"t1", "s1", "t1"}, Trial::First, kDay);
  ASSERT_TRUE(locking);
  ASSERT_THAT(locking->incomplete, SizeIs(2));
  EXPECT_THAT(locking->incomplete[0].reasons,
              ElementsAre("hypothesis.min_effect is missing",
                          "measure.metric names no metric of the plan: buyer",
                          "decide.rule cannot be read"));
  EXPECT_THAT(locking->incomplete[1].reasons, ElementsAre("only tactics and goals can be locked"));
  EXPECT_FALSE(lock_nodes(Lines(plan), {}, {"t9"}, Trial::First, kDay));
}

TEST(Lock, RefusesWhatCouldNotBeReadAsItWasMeant) {
  const Finding finding{.code = "TL016",
                        .message = "power must be above 0: 0",
                        .node = "t1",
                        .key = "hypothesis.power"};
  const Plan plan = small_plan();
  const auto locking = lock_nodes(Lines(plan), {}, {}, Trial::First, kDay, {finding});
  ASSERT_THAT(locking->incomplete, SizeIs(1));
  EXPECT_THAT(locking->incomplete[0].reasons, ElementsAre("TL016: power must be above 0: 0"));
}

TEST(Lock, LeavesDraftsAlone) {
  Plan plan = small_plan();
  plan.tactics[0].status.value = Status::Draft;
  const auto all = lock_nodes(Lines(plan), {}, {}, Trial::First, kDay);
  EXPECT_THAT(all->fresh, SizeIs(2));
  EXPECT_THAT(all->incomplete, IsEmpty());
  const auto named = lock_nodes(Lines(plan), {}, {"t1"}, Trial::First, kDay);
  EXPECT_THAT(named->incomplete[0].reasons, ElementsAre("its status is draft"));
}

TEST(Lock, TellsWhichWindowsHadBegun) {
  const Plan plan = small_plan();
  const auto locking = lock_nodes(Lines(plan), {}, {"t1"}, Trial::First, CivilDate{2026, 4, 1});
  EXPECT_THAT(locking->late, ElementsAre("t1"));
}

TEST(Lock, TellsWhatWasTakenOutOfThePlan) {
  Plan plan = small_plan();
  const Lock lock = read(locked_text(plan));
  plan.tactics.pop_back();
  plan = indexed(plan);
  ASSERT_THAT(locked_and_gone(plan, lock), SizeIs(1));
  EXPECT_EQ(locked_and_gone(plan, lock)[0].id, "t2");
}

TEST(Lock, NamesTheLineThatCannotBeRead) {
  const std::string text = locked_text(small_plan());
  for (const std::string bad : {"nonsense", "{}", "[]", "{\"v\":1,\"id\":7}"}) {
    const auto lock = read_lock(text + bad + "\n", "plan.lock");
    ASSERT_FALSE(lock) << bad;
    EXPECT_THAT(lock.error().text(), HasSubstr("plan.lock:4")) << bad;
  }
  EXPECT_EQ(read_lock(R"({"v":2})", "plan.lock").error().code, ErrorCode::Unsupported);
}

}  // namespace
}  // namespace throughline::plan
