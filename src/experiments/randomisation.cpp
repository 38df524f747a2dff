#include "experiments/randomisation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace throughline::experiments {
namespace {

constexpr double kNothing = 1e-12;  // of a squared length that was one unit long

double dot(std::span<const double> x, std::span<const double> y) {
  return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
}

double sum_over(std::span<const std::uint8_t> row, std::span<const double> values) {
  double sum = 0.0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    sum += row[i] != 0 ? values[i] : 0.0;
  }
  return sum;
}

std::vector<double> centred(std::span<const double> values) {
  std::vector<double> result(values.begin(), values.end());
  const double mean =
      std::accumulate(result.begin(), result.end(), 0.0) / static_cast<double>(result.size());
  for (double& value : result) {
    value -= mean;
  }
  return result;
}

// A covariate turned into a direction of length one beside the mean; zero if it does not vary.
std::vector<double> direction_of(std::span<const double> covariate) {
  std::vector<double> direction = centred(covariate);
  const double length = std::sqrt(dot(direction, direction));
  const double size = std::sqrt(dot(covariate, covariate));
  for (double& value : direction) {
    value = length > kNothing * size ? value / length : 0.0;
  }
  return direction;
}

// M of the docstring.
class Residuals {
 public:
  Residuals(std::size_t n_units, std::span<const double> covariate)
      : direction_(covariate.empty() ? std::vector<double>(n_units, 0.0)
                                     : direction_of(covariate)) {}

  [[nodiscard]] std::vector<double> of(std::span<const double> values) const {
    std::vector<double> result = centred(values);
    const double along = dot(result, direction_);
    for (std::size_t i = 0; i < result.size(); ++i) {
      result[i] -= along * direction_[i];
    }
    return result;
  }

  // ‖M·w‖ of a row of zeros and ones.
  [[nodiscard]] double length(std::span<const std::uint8_t> row) const {
    const auto chosen = static_cast<double>(std::count(row.begin(), row.end(), std::uint8_t{1}));
    const double along = sum_over(row, direction_);
    const double squared =
        chosen - chosen * chosen / static_cast<double>(row.size()) - along * along;
    return squared > kNothing ? std::sqrt(squared) : 0.0;
  }

 private:
  std::vector<double> direction_;
};

// Where each row begins to be at least as extreme as what was observed; rows that always are
// (the observed one, or drawn again) are counted only.
struct Crossings {
  std::vector<double> at;
  std::size_t always = 0;
};

class Test {
 public:
  Test(std::span<const double> outcome,
       std::span<const double> covariate,
       const Assignments& assignments)
      : assignments_(assignments),
        residuals_(outcome.size(), covariate),
        outcome_(residuals_.of(outcome)),
        observed_(residuals_.of(observed_row(assignments))),
        length_(residuals_.length(assignments[0])) {}

  [[nodiscard]] bool tells_nothing() const { return !(length_ > 0.0); }

  [[nodiscard]] double value() const {
    return sum_over(assignments_[0], outcome_) / length_ / length_;
  }

  [[nodiscard]] Crossings crossings() const {
    Crossings result;
    for (std::size_t i = 0; i < assignments_.size(); ++i) {
      const std::span<const std::uint8_t> row = assignments_[i];
      const double length = residuals_.length(row);
      const double along = length > 0.0 ? sum_over(row, observed_) / length : 0.0;
      const double outcome = length > 0.0 ? sum_over(row, outcome_) / length : 0.0;
      const double gap = length_ - along;
      if (gap <= kNothing * length_) {
        ++result.always;
      } else {
        result.at.push_back((value() * length_ - outcome) / gap);
      }
    }
    return result;
  }

 private:
  static std::vector<double> observed_row(const Assignments& assignments) {
    return {assignments[0].begin(), assignments[0].end()};
  }

  const Assignments& assignments_;
  Residuals residuals_;
  std::vector<double> outcome_;
  std::vector<double> observed_;
  double length_;
};

// How many rows may be at least as extreme where the test still rejects.
std::size_t allowed(std::size_t n_rows, double level) {
  const double rows = 0.5 * (1.0 - level) * static_cast<double>(n_rows);
  return static_cast<std::size_t>(std::floor(rows * (1.0 + 1e-12)));
}

}  // namespace

bool rows_suffice(double n_rows, double level) {
  return n_rows * (1.0 - level) >= 2.0 * (1.0 - 1e-12);
}

std::optional<schema::Interval> randomisation_interval(std::span<const double> outcome,
                                                       std::span<const double> covariate,
                                                       const Assignments& assignments,
                                                       double level) {
  const Test test(outcome, covariate, assignments);
  if (test.tells_nothing()) {
    return std::nullopt;
  }
  Crossings crossings = test.crossings();
  const std::size_t limit = allowed(assignments.size(), level);
  if (limit < crossings.always || crossings.at.empty()) {
    return std::nullopt;
  }
  const std::size_t rank = std::min(limit - crossings.always, crossings.at.size() - 1);
  std::sort(crossings.at.begin(), crossings.at.end());
  return schema::Interval{.value = test.value(),
                          .low = crossings.at[rank],
                          .high = crossings.at[crossings.at.size() - 1 - rank],
                          .level = level};
}

double randomisation_p(std::span<const double> outcome, const Assignments& assignments) {
  const std::vector<double> values = centred(outcome);
  const double observed = std::fabs(sum_over(assignments[0], values));
  const double rounding = 1e-12 * std::sqrt(dot(values, values));
  std::size_t n_extreme = 0;
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    n_extreme += std::fabs(sum_over(assignments[i], values)) >= observed - rounding ? 1U : 0U;
  }
  return static_cast<double>(n_extreme) / static_cast<double>(assignments.size());
}

}  // namespace throughline::experiments
