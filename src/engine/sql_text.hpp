#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace throughline::engine {

/// One past what stands at `at` and is no SQL of its own: a quoted text or name, or a comment. `at`
/// if there is none; npos if it is not closed.
[[nodiscard]] std::size_t end_of_opaque(std::string_view sql, std::size_t at);

/// Letters, digits and _, at least one.
[[nodiscard]] bool is_plain_word(std::string_view text);

/// Takes the next plain word off the left, behind space; empty if something else stands there.
[[nodiscard]] std::string_view next_word(std::string_view& rest);

/// Takes these words (in capitals) off the left if all of them stand there, however written.
bool take_words(std::string_view& rest, std::initializer_list<std::string_view> words);

/// The first word of a query, in capitals, behind spaces, brackets and comments: what it does.
[[nodiscard]] std::string first_word(std::string_view query);

/// Is it this word (in capitals), however written?
[[nodiscard]] bool same_word(std::string_view word, std::string_view upper);

[[nodiscard]] std::string_view without_space(std::string_view text);

/// The statement without the comments above it.
[[nodiscard]] std::string_view without_comments(std::string_view sql);

}  // namespace throughline::engine
