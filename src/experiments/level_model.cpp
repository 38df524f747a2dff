#include "experiments/level_model.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace throughline::experiments {
namespace {

using Vector = std::array<double, kMaxSegments>;
using Matrix = std::array<Vector, kMaxSegments>;

// The grid of what noise may remember. Two thirds of it: a part that forgets within 0.25 to 30
// periods, each doubling as likely, and is a third, two thirds or all of the noise. One third:
// neighbours that are unlike, since ruling that out makes every interval too wide.
constexpr double kShortestMemory = 0.25;
constexpr double kLongestMemory = 30.0;
constexpr int kShares = 3;
constexpr int kUnlike = 20;
constexpr double kUnlikeStep = 0.025;

struct Memory {
  double correlation = 0.0;  ///< of the part that remembers, in neighbouring periods
  double share = 1.0;        ///< of that part in the variance
};

// A period on the working scale: what its level times `loading` should be, with variance one.
struct Point {
  std::size_t segment = 0;
  long at = 0;
  double response = 0.0;
  double loading = 1.0;
};

// Sum and count of each stretch.
struct Means {
  Vector sum{};
  Vector n{};

  void add(std::size_t segment, double value) {
    sum[segment] += value;
    n[segment] += 1.0;
  }

  [[nodiscard]] double of(std::size_t segment) const { return sum[segment] / n[segment]; }

  [[nodiscard]] bool all_positive(std::size_t n_segments) const {
    return std::all_of(sum.begin(),
                       sum.begin() + static_cast<std::ptrdiff_t>(n_segments),
                       [](double s) { return s > 0.0; });
  }
};

std::size_t count_segments(std::span<const Period> periods) {
  std::size_t n = 0;
  for (const Period& period : periods) {
    n = std::max(n, period.segment + 1);
  }
  return n;
}

Means means_now(std::span<const Period> periods) {
  Means means;
  for (const Period& period : periods) {
    means.add(period.segment, period.value);
  }
  return means;
}

Means means_year_ago(std::span<const Period> periods) {
  Means means;
  for (const Period& period : periods) {
    means.add(period.segment, period.year_ago.value_or(0.0));
  }
  return means;
}

double working_response(double value, double mean) {
  return std::log(mean) + (value - mean) / mean;
}

std::vector<Point> log_points(std::span<const Period> periods, const Means& now, const Means& ago) {
  std::vector<Point> points;
  for (const Period& period : periods) {
    const double mean = now.of(period.segment);
    double response = working_response(period.value, mean);
    double variance = 1.0 / mean;
    if (period.year_ago) {
      response -= working_response(*period.year_ago, ago.of(period.segment));
      variance += 1.0 / ago.of(period.segment);
    }
    const double loading = 1.0 / std::sqrt(variance);
    points.push_back({period.segment, period.at, response * loading, loading});
  }
  return points;
}

std::vector<Point> additive_points(std::span<const Period> periods) {
  std::vector<Point> points;
  for (const Period& period : periods) {
    points.push_back(
        {period.segment, period.at, period.value - period.year_ago.value_or(0.0), 1.0});
  }
  return points;
}

// Generalised least squares at one correlation.
struct Fit {
  Vector level{};
  Matrix unscaled{};  ///< inverse of the normal matrix
  double residual = 0.0;
  double log_weight = 0.0;  ///< marginal likelihood, up to a constant
};

// Inverse of the leading n × n part by Gauss and Jordan, and log of its determinant. Normal
// matrices are positive definite, so no pivot is looked for.
double invert(Matrix& matrix, std::size_t n) {
  double log_determinant = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double pivot = matrix[i][i];
    log_determinant += std::log(pivot);
    matrix[i][i] = 1.0;
    for (std::size_t j = 0; j < n; ++j) {
      matrix[i][j] /= pivot;
    }
    for (std::size_t row = 0; row < n; ++row) {
      const double factor = row == i ? 0.0 : matrix[row][i];
      if (row != i) {
        matrix[row][i] = 0.0;
        for (std::size_t j = 0; j < n; ++j) {
          matrix[row][j] -= factor * matrix[i][j];
        }
      }
    }
  }
  return log_determinant;
}

// A row of the design, or the response, less what the periods before foretell, with variance one.
struct WhiteRow {
  Vector design{};
  double response = 0.0;
  double log_spread = 0.0;
};

// Kalman's filter for a hidden level s_t = φ·s_{t−1} + noise beside white noise, run over the
// response and the columns of the design alike.
class Filter {
 public:
  explicit Filter(const Memory& memory) : memory_(memory), variance_(memory.share) {}

  WhiteRow next(const Point& point) {
    forget(point.at);
    const double total = variance_ + 1.0 - memory_.share;
    const double gain = variance_ / total;
    WhiteRow row{
        .design = {}, .response = point.response - response_, .log_spread = 0.5 * std::log(total)};
    row.design[point.segment] = point.loading;
    response_ += gain * row.response;
    row.response /= std::sqrt(total);
    for (std::size_t i = 0; i < kMaxSegments; ++i) {
      row.design[i] -= design_[i];
      design_[i] += gain * row.design[i];
      row.design[i] /= std::sqrt(total);
    }
    variance_ *= 1.0 - gain;
    return row;
  }

 private:
  void forget(long at) {
    const double kept =
        last_ ? std::pow(memory_.correlation, static_cast<double>(at - *last_)) : 0.0;
    last_ = at;
    response_ *= kept;
    for (double& entry : design_) {
      entry *= kept;
    }
    variance_ = kept * kept * variance_ + memory_.share * (1.0 - kept * kept);
  }

  Memory memory_;
  std::optional<long> last_;
  Vector design_{};
  double response_ = 0.0;
  double variance_;
};

Fit fit_at(std::span<const Point> points, std::size_t n_segments, const Memory& memory) {
  Fit fit;
  Vector right{};
  std::vector<WhiteRow> rows;
  Filter filter(memory);
  for (const Point& point : points) {
    rows.push_back(filter.next(point));
    fit.log_weight -= rows.back().log_spread;
    for (std::size_t a = 0; a < n_segments; ++a) {
      right[a] += rows.back().design[a] * rows.back().response;
      for (std::size_t b = 0; b < n_segments; ++b) {
        fit.unscaled[a][b] += rows.back().design[a] * rows.back().design[b];
      }
    }
  }
  fit.log_weight -= 0.5 * invert(fit.unscaled, n_segments);
  for (std::size_t a = 0; a < n_segments; ++a) {
    for (std::size_t b = 0; b < n_segments; ++b) {
      fit.level[a] += fit.unscaled[a][b] * right[b];
    }
  }
  for (const WhiteRow& row : rows) {
    double left = row.response;
    for (std::size_t a = 0; a < n_segments; ++a) {
      left -= row.design[a] * fit.level[a];
    }
    fit.residual += left * left;
  }
  const auto freedom = static_cast<double>(points.size() - n_segments);
  fit.log_weight -= 0.5 * freedom * std::log(fit.residual);
  return fit;
}

// Whether anything but rounding is left around the levels.
bool has_spread(std::span<const Point> points, std::size_t n_segments) {
  double size = 0.0;
  for (const Point& point : points) {
    size += point.response * point.response + point.loading * point.loading;
  }
  return points.size() > n_segments && fit_at(points, n_segments, {}).residual > 1e-20 * size;
}

// Weights of the grid of correlations, adding up to one.
std::vector<double> weights_of(std::span<const Fit> fits) {
  double best = fits.front().log_weight;
  for (const Fit& fit : fits) {
    best = std::max(best, fit.log_weight);
  }
  std::vector<double> weights;
  double sum = 0.0;
  for (const Fit& fit : fits) {
    weights.push_back(std::exp(fit.log_weight - best));
    sum += weights.back();
  }
  for (double& weight : weights) {
    weight /= sum;
  }
  return weights;
}

std::vector<Memory> memories() {
  std::vector<Memory> all;
  for (double memory = kShortestMemory; memory < kLongestMemory; memory *= std::numbers::sqrt2) {
    for (int j = 1; j <= kShares; ++j) {
      all.push_back(
          {.correlation = std::exp(-1.0 / memory), .share = static_cast<double>(j) / kShares});
    }
  }
  for (int i = 0; i < kUnlike; ++i) {
    all.push_back({.correlation = -kUnlikeStep * i, .share = 1.0});
  }
  return all;
}

// Periods that are like their neighbours tell less of how much they vary: n of them as much as
// n · (1 − r²) / (1 + r²) that are not (Bartlett 1946). A short series shows less likeness than
// there is, by about (1 + 3r) / n (Kendall 1954).
double effective_freedom(double freedom, double likeness) {
  const double r = std::min(likeness + (1.0 + 3.0 * likeness) / freedom, 0.95);
  return std::max(freedom * (1.0 - r * r) / (1.0 + r * r), 1.0);
}

// Mean distance of periods that follow each other.
double spacing_of(std::span<const Point> points) {
  return static_cast<double>(points.back().at - points.front().at) /
         static_cast<double>(points.size() - 1);
}

Levels averaged(std::span<const Point> points, std::size_t n_segments) {
  const std::vector<Memory> grid = memories();
  std::vector<Fit> fits;
  for (const Memory& memory : grid) {
    fits.push_back(fit_at(points, n_segments, memory));
  }
  const std::vector<double> weights = weights_of(fits);
  Levels levels;
  const auto freedom = static_cast<double>(points.size() - n_segments);
  const double spacing = spacing_of(points);
  double likeness = 0.0;  // of periods that follow each other, however far apart they are
  for (std::size_t i = 0; i < fits.size(); ++i) {
    levels.correlation += weights[i] * grid[i].correlation * grid[i].share;
    likeness += weights[i] * grid[i].share * std::pow(std::max(grid[i].correlation, 0.0), spacing);
    for (std::size_t a = 0; a < n_segments; ++a) {
      levels.level[a] += weights[i] * fits[i].level[a];
    }
  }
  for (std::size_t i = 0; i < fits.size(); ++i) {
    for (std::size_t a = 0; a < n_segments; ++a) {
      for (std::size_t b = 0; b < n_segments; ++b) {
        const double within = fits[i].unscaled[a][b] * fits[i].residual / freedom;
        const double between =
            (fits[i].level[a] - levels.level[a]) * (fits[i].level[b] - levels.level[b]);
        levels.covariance[a][b] += weights[i] * (within + between);
      }
    }
  }
  // Where nothing can be remembered, none of it is missed either.
  levels.freedom = likeness > 1e-6 ? effective_freedom(freedom, likeness) : freedom;
  return levels;
}

}  // namespace

std::optional<Levels> fit_levels(std::span<const Period> periods) {
  const std::size_t n_segments = count_segments(periods);
  const Means now = means_now(periods);
  const Means ago = means_year_ago(periods);
  const bool has_season = !periods.empty() && periods.front().year_ago.has_value();
  const bool is_log = now.all_positive(n_segments) && (!has_season || ago.all_positive(n_segments));
  const std::vector<Point> points =
      is_log ? log_points(periods, now, ago) : additive_points(periods);
  if (!has_spread(points, n_segments)) {
    return std::nullopt;
  }
  Levels levels = averaged(points, n_segments);
  levels.scale = is_log ? LevelScale::Log : LevelScale::Additive;
  return levels;
}

}  // namespace throughline::experiments
