#include "math/student.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

#include "math/gamma.hpp"

namespace throughline::math {
namespace {

// Student (1908) and every table since: two-sided 90% and 95%.
TEST(Student, QuantilesAreThoseOfTheTables) {
  EXPECT_NEAR(student_quantile(0.95, 1), 6.314, 5e-4);
  EXPECT_NEAR(student_quantile(0.975, 1), 12.706, 5e-4);
  EXPECT_NEAR(student_quantile(0.95, 10), 1.812, 5e-4);
  EXPECT_NEAR(student_quantile(0.975, 30), 2.042, 5e-4);
}

TEST(Student, WithOneDegreeOfFreedomIsCauchy) {
  for (const double t : {-3.0, -0.5, 0.0, 1.0, 40.0}) {
    EXPECT_NEAR(student_cdf(t, 1.0), 0.5 + std::atan(t) / std::numbers::pi, 1e-12);
  }
}

TEST(Student, QuantileInvertsTheDistribution) {
  for (const double freedom : {0.7, 2.5, 17.776, 1e4, 1e9}) {
    for (const double p : {0.001, 0.05, 0.5, 0.9975}) {
      EXPECT_NEAR(student_cdf(student_quantile(p, freedom), freedom), p, 1e-9);
    }
  }
}

TEST(Student, BecomesNormal) {
  EXPECT_NEAR(student_quantile(0.95, 1e8), normal_quantile(0.95), 1e-12);
  EXPECT_NEAR(student_quantile(0.95, 9e6), normal_quantile(0.95), 1e-6);
}

TEST(ChiSquared, UpperTailsAreThoseOfTheTables) {
  EXPECT_NEAR(chi_squared_upper_tail(3.841, 1), 0.05, 1e-4);
  EXPECT_NEAR(chi_squared_upper_tail(10.828, 1), 0.001, 1e-6);
  EXPECT_NEAR(chi_squared_upper_tail(18.307, 10), 0.05, 1e-5);
  EXPECT_NEAR(chi_squared_upper_tail(4.0, 2), std::exp(-2.0), 1e-12);  // exponential
  EXPECT_EQ(chi_squared_upper_tail(0.0, 1), 1.0);
  EXPECT_EQ(chi_squared_upper_tail(1e6, 1), 0.0);
}

TEST(ChiSquared, QuantilesAreThoseOfTheTables) {
  EXPECT_NEAR(chi_squared_quantile(0.95, 1), 3.841, 5e-4);
  EXPECT_NEAR(chi_squared_quantile(0.05, 10), 3.940, 5e-4);
  EXPECT_NEAR(chi_squared_upper_tail(chi_squared_quantile(0.3, 4.7), 4.7), 0.7, 1e-12);
}

}  // namespace
}  // namespace throughline::math
