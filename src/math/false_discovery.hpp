#pragma once

#include <span>
#include <vector>

namespace throughline::math {

/// Benjamini and Hochberg's adjusted p-values (R: p.adjust(p, "BH")), in the order given.
///
///   q_(i) = min over j ≥ i of m · p_(j) / j, at most 1
///
/// Rejecting q ≤ α keeps the expected share of false rejections at or under α for independent (or
/// positively dependent) tests. NaN and values above 1 count as 1, negative ones as 0.
/// Cost: O(m log m). Source: Benjamini & Hochberg (1995).
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<const double> p_values);

}  // namespace throughline::math
