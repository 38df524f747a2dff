#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace throughline::plan {

/// The text with its letters in lower case, length unchanged: ASCII, Latin-1, Latin Extended-A,
/// Greek and Cyrillic (simple case folding, Unicode 14 CaseFolding.txt, of two bytes onto two).
/// Other bytes, broken UTF-8 included, stay as they are.
[[nodiscard]] std::string folded(std::string_view text);

/// True if the pattern stands for the whole text: * for any characters, ? for exactly one.
/// Both are folded() by the caller. Cost: O(|text| · |pattern|), O(|text|) with one *.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

/// Characters of the pattern that stand for themselves.
[[nodiscard]] std::size_t literal_characters(std::string_view pattern);

}  // namespace throughline::plan
