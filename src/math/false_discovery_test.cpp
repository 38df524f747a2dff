#include "math/false_discovery.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gmock/gmock.h>
#include <limits>
#include <rapidcheck/gtest.h>

#include "base/random.hpp"

namespace throughline::math {
namespace {

// The 15 p-values of Benjamini & Hochberg (1995), section 3.2: at 0.05 the first four are rejected,
// Bonferroni's and Hochberg's procedures reject three.
TEST(BenjaminiHochberg, RejectsTheFourHypothesesOfThePaper) {
  const std::array p = {0.0001,
                        0.0004,
                        0.0019,
                        0.0095,
                        0.0201,
                        0.0278,
                        0.0298,
                        0.0344,
                        0.0459,
                        0.3240,
                        0.4262,
                        0.5719,
                        0.6528,
                        0.7590,
                        1.0000};
  const std::vector<double> q = benjamini_hochberg(p);
  EXPECT_EQ(std::count_if(q.begin(), q.end(), [](double v) { return v <= 0.05; }), 4);
  EXPECT_NEAR(q[3], 0.0095 * 15 / 4, 1e-15);
  EXPECT_NEAR(q[0], 0.0015, 1e-15);
}

// The definition, written the slow way.
double slow_q(const std::vector<double>& p, std::size_t i) {
  double best = 1.0;
  for (const double other : p) {
    if (other >= p[i]) {
      const auto rank = std::count_if(p.begin(), p.end(), [&](double v) { return v <= other; });
      best = std::min(best, other * static_cast<double>(p.size()) / static_cast<double>(rank));
    }
  }
  return best;
}

RC_GTEST_PROP(BenjaminiHochberg, EqualsTheDefinition, (std::vector<std::uint8_t> bytes)) {
  std::vector<double> p(bytes.size());
  std::transform(bytes.begin(), bytes.end(), p.begin(), [](std::uint8_t b) { return b / 255.0; });
  const std::vector<double> q = benjamini_hochberg(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    RC_ASSERT(std::fabs(q[i] - slow_q(p, i)) < 1e-12);
  }
}

TEST(BenjaminiHochberg, TakesWhatIsNoProbabilityAsOneOrZero) {
  EXPECT_THAT(benjamini_hochberg(std::array{std::numeric_limits<double>::quiet_NaN(), 2.0, -1.0}),
              testing::ElementsAre(1.0, 1.0, 0.0));
  EXPECT_TRUE(benjamini_hochberg({}).empty());
}

}  // namespace
}  // namespace throughline::math
