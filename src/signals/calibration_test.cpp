#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <ostream>
#include <string>

#include "signals/score.hpp"
#include "signals/simulated.hpp"

namespace throughline::signals {
namespace {

using simulated::TableBuilder;

// How the true shares of a table without signals differ from one another.
enum class Spread { Beta, LogitNormal, Uniform };

double drawn_rate(Rng& rng, Spread spread) {
  switch (spread) {
    case Spread::Beta:
      return rng.beta(8.0, 22.0);
    case Spread::LogitNormal:
      return 1.0 / (1.0 + std::exp(1.0 - 0.45 * rng.normal()));
    case Spread::Uniform:
      return 0.15 + 0.25 * rng.uniform();
  }
  return 0.0;
}

struct NullCase {
  std::string name;
  Spread spread;
  bool paid;
  int n_sources;
};

// Else the test's name would hold the bytes of a pointer, which change from run to run.
void PrintTo(const NullCase& world, std::ostream* out) { *out << world.name; }

// Of how many tables which family reported something.
struct Alarms {
  int alone = 0;
  int pooled = 0;
  int any = 0;
};

ScoredTable scored_null(const NullCase& world, std::uint64_t run, ScoreOptions options) {
  Rng rng(20, "null", run);
  TableBuilder builder(12);
  for (int i = 0; i < world.n_sources; ++i) {
    builder.add_steady(fmt::format("s{}.example", i),
                       simulated::pareto_size(rng),
                       drawn_rate(rng, world.spread),
                       rng,
                       schema::Channel::Referral,
                       fmt::format("/page/topic{}", rng.below(12)),
                       fmt::format("p{}.example", rng.below(20)));
  }
  if (world.paid) {
    options.paid = Reference{.visits = 50000, .engaged = 5000};  // much worse than everybody
  }
  return score(builder.table(), options);
}

constexpr int kTables = 400;

Alarms alarms_of(const NullCase& world, const ScoreOptions& options = {}) {
  Alarms alarms;
  for (std::uint64_t run = 0; run < kTables; ++run) {
    const ScoredTable scored = scored_null(world, run, options);
    alarms.alone += scored.n_signals > 0;
    alarms.pooled += !scored.pools.empty();
    alarms.any += scored.n_signals > 0 || !scored.pools.empty();
  }
  return alarms;
}

class Null : public testing::TestWithParam<NullCase> {};

// The share of tables that may report something: q, with two standard errors for chance.
const double kMostAlarms = kTables * (0.10 + 2 * std::sqrt(0.1 * 0.9 / kTables));

// 400 tables in which nobody is better than their kind.
TEST_P(Null, TablesWithoutSignalsSeldomReportOne) {
  const Alarms alarms = alarms_of(GetParam());
  EXPECT_LE(alarms.any, kMostAlarms);  // and so each family
  RecordProperty("alone", alarms.alone);
  RecordProperty("pooled", alarms.pooled);
  RecordProperty("any", alarms.any);
}

INSTANTIATE_TEST_SUITE_P(
    Calibration,
    Null,
    testing::Values(NullCase{"BetaAgainstTheSite", Spread::Beta, false, 200},
                    NullCase{"BetaAgainstBadPaid", Spread::Beta, true, 200},
                    NullCase{"TwentySourcesAgainstBadPaid", Spread::Beta, true, 20},
                    NullCase{"LogitNormalAgainstBadPaid", Spread::LogitNormal, true, 200},
                    NullCase{"UniformAgainstBadPaid", Spread::Uniform, true, 200}),
    [](const auto& tested) { return tested.param.name; });

// What the study above is there to find: with p-values that are not divided by their rank, as a q
// of 0.9 leaves them, both families report far too often.
TEST(NullStudy, FindsThatAFamilyIsNotControlled) {
  ScoreOptions careless;
  careless.rule.q = 0.9;
  const Alarms alarms = alarms_of({"Careless", Spread::Beta, true, 200}, careless);
  EXPECT_GT(alarms.alone, kMostAlarms);
  EXPECT_GT(alarms.pooled, kMostAlarms);
}

struct Found {
  double recall = 0.0;
  double false_share = 0.0;
};

// Fifty blogs with 50 to 100 engaged visits a month among 5,000 weak referrers and paid channels.
Found found_blogs(std::uint64_t seed, bool paid_reference) {
  Rng rng(seed, "blogs");
  TableBuilder builder(18);
  constexpr int kBlogs = 50;
  for (int i = 0; i < kBlogs; ++i) {
    const double engaged = 50 + 50 * rng.uniform();
    builder.add_steady(
        fmt::format("blog{}.example", i), engaged / 0.7, 0.66 + 0.08 * rng.uniform(), rng);
  }
  for (int i = 0; i < 5000; ++i) {
    builder.add_steady(
        fmt::format("weak{}.example", i), 1 + 6 * rng.uniform(), 0.20 + 0.15 * rng.uniform(), rng);
  }
  for (int i = 0; i < 3; ++i) {
    builder.add_steady(fmt::format("paid{}.example", i),
                       4000,
                       0.16 + 0.04 * rng.uniform(),
                       rng,
                       schema::Channel::PaidSocial);
  }
  ScoreOptions options;
  if (paid_reference) {
    options.paid = Reference{.visits = 200000, .engaged = 36000};
  }
  const ScoredTable scored = score(builder.table(), options);
  int hits = 0;
  for (int i = 0; i < kBlogs; ++i) {
    hits += scored.sources[static_cast<std::size_t>(i)].standing == Standing::Signal;
  }
  const auto reported = static_cast<double>(scored.n_signals);
  return {.recall = hits / double{kBlogs},
          .false_share = reported > 0 ? (reported - hits) / reported : 0.0};
}

TEST(Planted, FiftyBlogsAmongFiveThousandAreFound) {
  for (const bool paid_reference : {true, false}) {
    Found mean;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const Found found = found_blogs(seed, paid_reference);
      mean.recall += found.recall / 5;
      mean.false_share += found.false_share / 5;
    }
    RecordProperty(paid_reference ? "recall_paid" : "recall_own_paid",
                   fmt::format("{:.4f}", mean.recall));
    RecordProperty(paid_reference ? "false_paid" : "false_own_paid",
                   fmt::format("{:.4f}", mean.false_share));
    EXPECT_GE(mean.recall, 0.90);
    EXPECT_LE(mean.false_share, 0.10);
  }
}

// Of 90% intervals of shares drawn from one population, 90% hold the truth.
TEST(Intervals, OfSharesCoverAsTheyClaim) {
  int covered = 0;
  int difference_covered = 0;
  int all = 0;
  for (std::uint64_t run = 0; run < 20; ++run) {
    Rng rng(21, "coverage", run);
    TableBuilder builder(12);
    std::vector<double> truth;
    for (int i = 0; i < 400; ++i) {
      truth.push_back(drawn_rate(rng, Spread::Beta));
      builder.add_steady(fmt::format("s{}", i), simulated::pareto_size(rng), truth.back(), rng);
    }
    const double paid = 0.18;
    const ScoredTable scored = score(
        builder.table(), {.paid = Reference{.visits = 2000, .engaged = rng.binomial(2000, paid)}});
    for (std::size_t i = 0; i < truth.size(); ++i, ++all) {
      const SourceScore& source = scored.sources[i];
      covered += source.engaged.low <= truth[i] && truth[i] <= source.engaged.high;
      const Share& difference = source.versus_paid.difference;
      difference_covered += difference.low <= truth[i] - paid && truth[i] - paid <= difference.high;
    }
  }
  const double error = 3 * std::sqrt(0.9 * 0.1 / all);
  EXPECT_NEAR(covered / double(all), 0.9, error);
  EXPECT_NEAR(difference_covered / double(all), 0.9, 2 * error);
}

}  // namespace
}  // namespace throughline::signals
