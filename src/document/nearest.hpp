#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace throughline::document {

/// Finds the name somebody probably meant: fewest insertions, deletions, replacements and swaps of
/// neighbours (optimal string alignment), at most one for every three letters and at least one
/// allowed; the first of equals. Case is ignored.
/// \return  "" if none is near; otherwise a view of the candidate
[[nodiscard]] std::string_view nearest(std::string_view name,
                                       std::span<const std::string_view> candidates);

/// The nearest ones, nearest first and else in their order; at most `most`.
[[nodiscard]] std::vector<std::string_view> nearest_few(
    std::string_view name, std::span<const std::string_view> candidates, std::size_t most);

}  // namespace throughline::document
