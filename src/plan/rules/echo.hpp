#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace throughline::plan {

/// The words of a text in small letters, without punctuation and stop words, sorted, each once; a
/// Chinese character is a word of its own.
[[nodiscard]] std::vector<std::string> content_words(std::string_view text);

/// Whether a text says nothing beyond a name: it has no words but those of it, and all of those.
[[nodiscard]] bool echoes(std::string_view text, std::string_view name);

}  // namespace throughline::plan
