#include "math/student.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "math/gamma.hpp"

namespace throughline::math {
namespace {

constexpr double kNormalFrom = 1e7;

// Ends at infinity instead of throwing; nothing here is worth long double.
using Quiet = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;
using StudentsT = boost::math::students_t_distribution<double, Quiet>;

}  // namespace

double student_cdf(double t, double freedom) {
  return freedom >= kNormalFrom ? normal_cdf(t) : boost::math::cdf(StudentsT(freedom), t);
}

double student_quantile(double p, double freedom) {
  return freedom >= kNormalFrom ? normal_quantile(p) : boost::math::quantile(StudentsT(freedom), p);
}

double chi_squared_upper_tail(double x, double freedom) {
  return x <= 0.0 ? 1.0 : boost::math::gamma_q(0.5 * freedom, 0.5 * x, Quiet());
}

double chi_squared_quantile(double p, double freedom) {
  return 2.0 * boost::math::gamma_p_inv(0.5 * freedom, p, Quiet());
}

}  // namespace throughline::math
