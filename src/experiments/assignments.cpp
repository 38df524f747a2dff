#include "experiments/assignments.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.hpp"

namespace throughline::experiments {
namespace {

constexpr std::size_t kMaxExactPairs = 40;  // 2^40 rows: beyond any limit, and still a number

std::vector<std::uint8_t> mirrored(std::vector<std::uint8_t> row) {
  for (std::uint8_t& unit : row) {
    unit = 1 - unit;
  }
  return row;
}

// The first `n_chosen` of a shuffled deck.
std::vector<std::uint8_t> drawn_group(std::vector<std::size_t>& deck,
                                      std::size_t n_chosen,
                                      Rng& rng) {
  std::vector<std::uint8_t> row(deck.size(), 0);
  for (std::size_t i = 0; i < n_chosen; ++i) {
    std::swap(deck[i], deck[i + rng.below(deck.size() - i)]);
    row[deck[i]] = 1;
  }
  return row;
}

}  // namespace

double n_ways(std::size_t n, std::size_t k) {
  double ways = 1.0;
  for (std::size_t i = 1; i <= std::min(k, n - k); ++i) {
    ways = ways * static_cast<double>(n - i + 1) / static_cast<double>(i);
  }
  return std::round(ways);
}

void Assignments::add(const std::vector<std::uint8_t>& row) {
  rows_.insert(rows_.end(), row.begin(), row.end());
}

void Assignments::add_all_groups(std::size_t n_chosen) {
  const std::vector<std::uint8_t> observed(rows_.begin(), rows_.end());
  std::vector<std::uint8_t> row(n_units_, 0);
  std::fill(row.end() - static_cast<std::ptrdiff_t>(n_chosen), row.end(), std::uint8_t{1});
  do {
    if (row != observed) {
      add(row);
    }
  } while (std::next_permutation(row.begin(), row.end()));
}

// The group that holds the first unit's label is drawn, whichever arm it is.
void Assignments::add_drawn_groups(std::size_t n_chosen, const AssignmentOptions& options) {
  const bool first_is_treated = rows_.front() == 1;
  const std::size_t size = first_is_treated ? n_chosen : n_units_ - n_chosen;
  std::vector<std::size_t> deck(n_units_);
  std::iota(deck.begin(), deck.end(), std::size_t{0});
  Rng rng(options.seed, "assignments");
  for (std::uint64_t i = 0; i < options.draws; ++i) {
    const std::vector<std::uint8_t> row = drawn_group(deck, size, rng);
    add(first_is_treated ? row : mirrored(row));
  }
}

Assignments Assignments::of_groups(std::span<const std::uint8_t> observed,
                                   const AssignmentOptions& options) {
  Assignments all(observed);
  const auto n_chosen =
      static_cast<std::size_t>(std::count(observed.begin(), observed.end(), std::uint8_t{1}));
  if (n_ways(observed.size(), n_chosen) <= static_cast<double>(options.max_exact)) {
    all.add_all_groups(n_chosen);
  } else {
    all.add_drawn_groups(n_chosen, options);
  }
  return all;
}

Assignments Assignments::of_pairs(std::span<const std::uint8_t> observed,
                                  const AssignmentOptions& options) {
  Assignments all(observed);
  const std::size_t n_pairs = observed.size() / 2;
  const bool exact = n_pairs < kMaxExactPairs && (std::uint64_t{1} << n_pairs) <= options.max_exact;
  const std::uint64_t n_rows = exact ? (std::uint64_t{1} << n_pairs) - 1 : options.draws;
  Rng rng(options.seed, "assignments");
  for (std::uint64_t i = 1; i <= n_rows; ++i) {
    std::vector<std::uint8_t> row(observed.begin(), observed.end());
    for (std::size_t pair = 0; pair < n_pairs; ++pair) {
      if (exact ? ((i >> pair) & 1U) != 0 : rng.bernoulli(0.5)) {
        std::swap(row[2 * pair], row[2 * pair + 1]);
      }
    }
    all.add(row);
  }
  return all;
}

}  // namespace throughline::experiments
