#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace throughline::experiments {

struct AssignmentOptions {
  std::uint64_t max_exact = 25000;  ///< up to so many possible assignments all are looked at
  std::uint64_t draws = 9999;       ///< else so many are drawn
  std::uint64_t seed = 1;
};

/// The ways the lot could have fallen: rows of 1 (treated) and 0 (control), the first one being how
/// it fell. Either every possible row once, or that one and drawn ones, each equally likely.
class Assignments {
 public:
  /// As many treated units as observed, any of them. Drawn rows depend on the split into two groups
  /// alone, not on which of them is called treated, so exchanging the arms mirrors a result.
  [[nodiscard]] static Assignments of_groups(std::span<const std::uint8_t> observed,
                                             const AssignmentOptions& options = {});

  /// One treated unit in each pair of neighbours (0 and 1, 2 and 3, …). Needs `observed` to be so.
  [[nodiscard]] static Assignments of_pairs(std::span<const std::uint8_t> observed,
                                            const AssignmentOptions& options = {});

  [[nodiscard]] std::size_t size() const { return rows_.size() / n_units_; }

  [[nodiscard]] std::size_t n_units() const { return n_units_; }

  [[nodiscard]] std::span<const std::uint8_t> operator[](std::size_t row) const {
    return std::span(rows_).subspan(row * n_units_, n_units_);
  }

 private:
  explicit Assignments(std::span<const std::uint8_t> observed)
      : n_units_(observed.size()), rows_(observed.begin(), observed.end()) {}

  void add_all_groups(std::size_t n_chosen);
  void add_drawn_groups(std::size_t n_chosen, const AssignmentOptions& options);
  void add(const std::vector<std::uint8_t>& row);

  std::size_t n_units_;
  std::vector<std::uint8_t> rows_;
};

/// n choose k as a real number; infinite where it is beyond one.
[[nodiscard]] double n_ways(std::size_t n, std::size_t k);

}  // namespace throughline::experiments
