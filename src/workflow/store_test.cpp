#include "workflow/store.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <tuple>

#include "base/random.hpp"
#include "workflow/store_fixture.hpp"

namespace throughline::workflow {
namespace {

struct TestHit {
  std::uint64_t visitor = 0;
  std::uint32_t time = 0;
  std::uint8_t kind = 1;
  std::uint64_t path = 0;
};

class Store : public StoreFixture {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(StoreFixture::SetUp());
    run("TRUNCATE TABLE hits");
  }

  static void insert(const std::vector<TestHit>& hits) {
    std::vector<std::uint64_t> visitor;
    std::vector<std::uint32_t> time;
    std::vector<std::uint8_t> kind;
    std::vector<std::uint64_t> path;
    for (const TestHit& hit : hits) {
      visitor.push_back(hit.visitor);
      time.push_back(hit.time);
      kind.push_back(hit.kind);
      path.push_back(hit.path);
    }
    const auto done = engine_->insert(
        "hits", {{{"visitor", visitor}, {"time", time}, {"kind", kind}, {"path", path}}});
    ASSERT_TRUE(done.has_value()) << done.error().text();
  }

  // (visitor, start, end, pages) of every session.
  static std::vector<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, std::uint32_t>>
  sessions() {
    const auto answer =
        engine_->query("SELECT visitor, start, end, pages FROM sessions ORDER BY visitor, start");
    EXPECT_TRUE(answer.has_value()) << answer.error().text();
    std::vector<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, std::uint32_t>> rows;
    for (std::size_t i = 0; i < answer->n_rows(); ++i) {
      rows.emplace_back((**answer->get<std::vector<std::uint64_t>>("visitor"))[i],
                        (**answer->get<std::vector<std::uint32_t>>("start"))[i],
                        (**answer->get<std::vector<std::uint32_t>>("end"))[i],
                        (**answer->get<std::vector<std::uint32_t>>("pages"))[i]);
    }
    return rows;
  }

  static void rebuild(std::uint32_t n_ranges = 4) {
    const auto done = rebuild_sessions(*engine_, {}, n_ranges);
    ASSERT_TRUE(done.has_value()) << done.error().text();
  }
};

TEST_F(Store, MigratingTwiceChangesNothing) { EXPECT_TRUE(migrate(*engine_).has_value()); }

TEST_F(Store, AGapOfExactlyThirtyMinutesStaysOneSecondMoreOpens) {
  insert({{7, 1000, 1, 1}, {7, 2800, 1, 2}, {8, 1000, 1, 1}, {8, 2801, 1, 2}});
  rebuild();
  EXPECT_EQ(sessions(),
            (decltype(sessions()){{7, 1000, 2800, 2}, {8, 1000, 1000, 1}, {8, 2801, 2801, 1}}));
}

TEST_F(Store, AssetsNeitherOpenNorProlongAVisit) {
  insert({{7, 1000, 1, 1}, {7, 2000, 5, 2}, {7, 4000, 5, 3}});
  rebuild();
  EXPECT_EQ(sessions(), (decltype(sessions()){{7, 1000, 1000, 1}}));
}

TEST_F(Store, TheEndsOfTheKeySpaceBelongToExactlyOneRange) {
  insert({{0, 5, 1, 1}, {~0ULL, 5, 1, 1}, {~0ULL / 4, 5, 1, 1}, {~0ULL / 4 + 1, 5, 1, 1}});
  rebuild(4);
  EXPECT_EQ(sessions().size(), 4U);
}

TEST_F(Store, SessionsAreThoseOfASlowCountWhateverTheOrderAndTheNumberOfParts) {
  Rng rng(3, "sessions");
  std::vector<TestHit> hits;
  for (int i = 0; i < 20000; ++i) {
    hits.push_back({rng() % 500 * 0x0123456789abcdefULL,
                    static_cast<std::uint32_t>(rng.below(400000)),
                    1,
                    rng.below(20)});
  }
  std::map<std::uint64_t, std::vector<std::uint32_t>> times;
  for (const TestHit& hit : hits) {
    times[hit.visitor].push_back(hit.time);
  }
  decltype(sessions()) expected;
  for (auto& [visitor, at] : times) {
    std::sort(at.begin(), at.end());
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (i == 0 || at[i] - at[i - 1] > 1800) {
        expected.emplace_back(visitor, at[i], at[i], 0);
      }
      std::get<2>(expected.back()) = at[i];
      ++std::get<3>(expected.back());
    }
  }
  for (std::size_t begin = 0; begin < hits.size();
       begin += 7001) {  // several parts, in the order of chance
    insert({hits.begin() + static_cast<std::ptrdiff_t>(begin),
            hits.begin() + static_cast<std::ptrdiff_t>(std::min(begin + 7001, hits.size()))});
  }
  for (const std::uint32_t n_ranges : {1U, 3U, 16U}) {
    rebuild(n_ranges);
    EXPECT_EQ(sessions(), expected);
  }
}

}  // namespace
}  // namespace throughline::workflow
