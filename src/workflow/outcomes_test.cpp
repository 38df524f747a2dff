// Hours, leads, experiments and estimates, from their files to what judgement takes.
#include "base/hash.hpp"
#include "base/random.hpp"
#include "workflow/experiment_sums.hpp"
#include "workflow/imported_estimates.hpp"
#include "workflow/money.hpp"
#include "workflow/money_fixture.hpp"
#include "workflow/sessions.hpp"

namespace throughline::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Outcomes : public MoneyFixture {
 protected:
  void source(const std::string& kind) {
    settings(fmt::format("sources: [{{id: it, kind: {}, path: 'file*'}}]\n", kind));
  }

  std::string stages() {
    return text_of("SELECT number, stage, lost, value FROM leads ORDER BY number");
  }
};

TEST_F(Outcomes, HoursAreSummedByRoleAndTag) {
  source("hours");
  write("file.csv",
        "day,role,tactic,hours\n"
        "2026-06-01,editor,blogs,1.25\n2026-06-02,editor,blogs,0.1\n2026-06-02,field,,8\n"
        "2026-06-02,,blogs,1\n2026-06-02,editor,blogs,many\n");
  EXPECT_EQ(read()[0].rejects, 2U);
  EXPECT_THAT(
      good(load_hours(*engine_, {})),
      ElementsAre(
          HoursSum{.role = "editor", .tag = "blogs", .market = "unknown", .rows = 2, .hours = 1.35},
          HoursSum{.role = "field", .market = "unknown", .rows = 1, .hours = 8.0}));
}

TEST_F(Outcomes, ALeadStandsWhereItCameFurthest) {
  source("leads");
  write("file.csv",
        "lead,at,stage,accepted_at,qualified_at,value\n"
        "dated,2026-01-01,,2026-01-03,2026-01-05,\n"
        "fresh,2026-01-01,,,,\n"
        "lost-late,2026-01-01,lost,2026-01-03,,\n"
        "lost-new,2026-01-01,Lost,,,\n"
        "won,2026-01-01,won,2026-01-03,2026-01-05,99.50\n"
        "odd,2026-01-01,perhaps,,,\n");
  EXPECT_EQ(read()[0].rejects, 1U);
  EXPECT_EQ(stages(),
            "dated\tqualified\t0\t0\nfresh\tnew\t0\t0\nlost-late\taccepted\t1\t0\n"
            "lost-new\tlost\t1\t0\nwon\t"
            "won\t0\t9950\n");
  const auto sums = good(load_leads(*engine_, {}));
  ASSERT_THAT(sums, SizeIs(5));
  EXPECT_EQ(sums[0].stage, "accepted");
  EXPECT_EQ(sums[0].lost, 1U);
}

TEST_F(Outcomes, WhatIsSaidOfALeadLaterCountsWhateverTheOrderOfRows) {
  source("leads");
  std::vector<std::string> rows = {"a,2026-01-01,2026-01-01,new,\n",
                                   "a,2026-01-01,2026-01-09,lost,\n",
                                   "a,2026-01-01,2026-01-05,qualified,\n",
                                   "b,2026-01-01,2026-01-02,won,10\n",
                                   "b,2026-01-01,2026-01-03,qualified,\n"};
  Rng rng(3, "leads");
  for (int turn = 0; turn < 4; ++turn) {
    clear();
    for (std::size_t i = rows.size(); i > 1; --i) {
      std::swap(rows[i - 1], rows[rng.below(i)]);
    }
    for (std::size_t file = 0; file < 2; ++file) {
      std::string text = "lead,time,updated_at,stage,value\n";
      for (std::size_t i = file; i < rows.size(); i += 2) {
        text += rows[i];
      }
      write(fmt::format("file{}", file), text);
    }
    read();
    EXPECT_EQ(stages(), "a\tqualified\t1\t0\nb\tqualified\t0\t0\n");
  }
}

TEST_F(Outcomes, VisitsAreSummedByHowTheyCameAndWhereTheyBegan) {
  settings(
      "sites: [{id: de, host: [own.example], market: de}]\n"
      "sources: [{id: app, kind: events, path: file.jsonl}]\nsessions: {gap: 30m}\n"
      "conversions: [{id: order, event: purchase, value: amount}]\n");
  write(
      "file.jsonl",
      R"({"time":"2026-06-01T10:00:00Z","visitor":"a","name":"pageview","url":"https://own.example/x?utm_source=news&utm_medium=email&utm_campaign=june"}
{"time":"2026-06-01T10:00:30Z","visitor":"a","name":"purchase","url":"https://own.example/x","props":{"amount":12.5}}
{"time":"2026-06-02T10:00:00Z","visitor":"a","name":"pageview","url":"https://own.example/x?utm_source=news&utm_medium=email&utm_campaign=june"}
{"time":"2026-06-02T11:00:00Z","visitor":"b","name":"pageview","url":"https://own.example/y"}
)");
  read();
  ASSERT_TRUE(derive_sessions(*engine_,
                              {.goal_events = {hash_bytes("purchase")},
                               .money_events = {hash_bytes("purchase")}},
                              {})
                  .has_value());
  const auto sums = good(load_sessions(*engine_, workspace_.settings, {}, Landings::Apart));
  EXPECT_THAT(sums,
              ElementsAre(SessionSum{.market = "de",
                                     .channel = "Direct",
                                     .source = "(direct)",
                                     .medium = "(none)",
                                     .landing = "/y",
                                     .visits = 1},
                          SessionSum{.market = "de",
                                     .channel = "Email",
                                     .source = "news",
                                     .medium = "email",
                                     .campaign = "june",
                                     .landing = "/x",
                                     .visits = 2,
                                     .engaged = 1,
                                     .returning = 1,
                                     .returning_people = 1,
                                     .conversions = 1,
                                     .value = 1250}));
  const auto by_day = good(
      load_sessions(*engine_, workspace_.settings, {.bucket = Bucket::Day}, Landings::Together));
  ASSERT_THAT(by_day, SizeIs(3));
  EXPECT_EQ(by_day[0].start, (CivilDate{2026, 6, 1}));
  EXPECT_EQ(by_day[0].landing, "");
}

TEST_F(Outcomes, ArmsOfAnExperimentAreSummedByUnit) {
  source("experiments");
  write(
      "file.csv",
      "experiment,unit,arm,day,exposed,outcome\n"
      "page,u1,guide,2026-02-01,1,1\npage,u2,guide,2026-02-03,0,0\npage,u3,control,2026-02-02,0,1\n"
      "geo,de-01,live,2026-01-01,0,1.5\ngeo,de-01,live,2026-01-02,1,2.5\n"
      "geo,de-02,not,2026-01-01,0,-1\ngeo,de-02,not,2026-01-02,maybe,1\n");
  EXPECT_EQ(read()[0].rejects, 1U);
  const auto arms = good(load_arms(*engine_));
  EXPECT_THAT(arms,
              testing::Contains(ArmSum{.experiment = "geo",
                                       .arm = "live",
                                       .units = 1,
                                       .exposed = 1,
                                       .rows = 2,
                                       .sum = 4.0,
                                       .sum_squares = 16.0,
                                       .first = {2026, 1, 1},
                                       .last = {2026, 1, 2}}));
  EXPECT_THAT(arms,
              testing::Contains(ArmSum{.experiment = "page",
                                       .arm = "guide",
                                       .units = 2,
                                       .exposed = 1,
                                       .rows = 2,
                                       .sum = 1.0,
                                       .sum_squares = 1.0,
                                       .first = {2026, 2, 1},
                                       .last = {2026, 2, 3}}));
  const auto days = good(load_unit_days(*engine_));
  ASSERT_THAT(days, SizeIs(3));
  for (const UnitDay& day : days) {
    EXPECT_EQ(day.experiment, "geo");
    EXPECT_THAT(day.unit, SizeIs(16));
  }
}

TEST_F(Outcomes, EstimatesOfOthersComeBackAsTheyWereWritten) {
  source("estimates");
  write("file.csv",
        "tactic,metric,market,from,to,est,lo,hi,level,scale,baseline,n,grade,method,caveats\n"
        "t1,orders,br,2025-09-01,2025-11-24,0.01,-0.07,0.09,0.9,relative,905,3000,B,synthetic-"
        "control,"
        "\"A panel; not ours\"\n"
        "t2,orders,,2025-04-01,2025-10-01,9,2,16,0.9,absolute,,,A,report,\n"
        "t3,orders,,2025-04-01,2025-10-01,1,2,16,0.9,absolute,,,A,report,\n"
        "t4,orders,,2025-04-01,2025-10-01,9,2,16,90,absolute,,,A,report,\n"
        "t5,orders,,2025-04-01,2025-10-01,9,2,16,0.9,absolute,,,A,magic,\n"
        "t6,orders,,2025-04-01,2025-04-01,9,2,16,0.9,absolute,,,A,report,\n"
        ",orders,,2025-04-01,2025-10-01,9,2,16,0.9,absolute,,,A,report,\n"
        "t8,orders,,2025-04-01,2025-10-01,9,2,16,0.9,absolute,,,E,anecdote,\n"
        "t9,orders,,2025-04-01,2025-10-01,9,2,16,0.9,absolute,,,E,anecdote,\n"
        "t9,orders,de,2025-04-01,2025-10-01,9,2,16,0.9,absolute,,,E,anecdote,\n");
  EXPECT_EQ(read()[0].rejects, 5U);
  EXPECT_EQ(text_of("SELECT line, reason FROM quarantine ORDER BY line"),
            "4\tno valid interval: lo <= est <= hi, and a level between 0 and 1\n"
            "5\tno valid interval: lo <= est <= hi, and a level between 0 and 1\n"
            "6\tno known method of an estimate\n7\tno valid time\n"
            "8\tnot about exactly one tactic, link or pair\n");
  auto all = good(load_imported_estimates(*engine_));
  ASSERT_THAT(all, SizeIs(5));
  std::ranges::sort(all, {}, [](const schema::Estimate& one) { return one.about.tactic; });
  EXPECT_EQ(all[0].from, (CivilDate{2025, 9, 1}));
  EXPECT_EQ(all[0].effect.interval, (schema::Interval{0.01, -0.07, 0.09, 0.9}));
  EXPECT_EQ(all[0].effect.scale, schema::Scale::Relative);
  EXPECT_EQ(all[0].effect.baseline, 905.0);
  EXPECT_EQ(all[0].n, 3000U);
  EXPECT_EQ(all[0].grade, schema::Grade::B);
  EXPECT_EQ(all[0].method, schema::Method::SyntheticControl);
  EXPECT_EQ(all[0].origin, schema::Origin::Imported);
  EXPECT_THAT(all[0].caveats, ElementsAre("A panel; not ours"));
  EXPECT_EQ(all[1].market, "all");
  EXPECT_EQ(all[1].grade, schema::Grade::E);
  EXPECT_THAT(all[1].caveats,
              ElementsAre("graded A by its source; E is the best that report gives"));
}

TEST_F(Outcomes, AnEstimateOfTheRecordsFormIsReadFromJson) {
  source("estimates");
  const std::string line =
      R"({"id":"e1","about":{"pair":["t1","t2"]},"metric":"orders","market":"de","window":{"from":"2026-01-01","to":"2026-02-01"},"effect":{"est":1,"lo":0.5,"hi":2,"level":0.9,"scale":"absolute"},"grade":"C","method":"mix-model","inputs":{"run":"r9","sources":["a","b"],"rows":12},"caveats":["one","two; still two"]})";
  write("file.jsonl", line + "\n" + line + "\n");
  read();
  const auto all = good(load_imported_estimates(*engine_));
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].id, "e1");
  EXPECT_EQ(all[0].about, (schema::About{.tactic = "t1", .second = "t2"}));
  EXPECT_THAT(all[0].inputs.sources, ElementsAre("a", "b"));
  EXPECT_EQ(all[0].inputs.rows, 12U);
  EXPECT_THAT(all[0].caveats, ElementsAre("one", "two; still two"));
}

TEST_F(Outcomes, AnEmptyStoreHasNone) {
  EXPECT_THAT(good(load_hours(*engine_, {})), IsEmpty());
  EXPECT_THAT(good(load_leads(*engine_, {})), IsEmpty());
  EXPECT_THAT(good(load_arms(*engine_)), IsEmpty());
  EXPECT_THAT(good(load_unit_days(*engine_)), IsEmpty());
  EXPECT_THAT(good(load_imported_estimates(*engine_)), IsEmpty());
  EXPECT_THAT(good(load_sessions(*engine_, {}, {}, Landings::Apart)), IsEmpty());
}

}  // namespace
}  // namespace throughline::workflow
