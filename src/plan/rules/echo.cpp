#include "plan/rules/echo.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "text/utf8.hpp"

namespace throughline::plan {
namespace {

// Words that carry no meaning of their own; sorted.
constexpr std::array<std::string_view, 38> kStopWords = {
    "a",    "an",   "and",   "are",   "as",   "at",  "be", "by",  "for", "from",
    "has",  "have", "in",    "is",    "it",   "its", "of", "on",  "or",  "our",
    "that", "the",  "their", "these", "this", "to",  "us", "was", "we",  "were",
    "will", "with", "you",   "your",  "不过", "了",  "和", "的"};

bool is_stop_word(std::string_view word) {
  return std::ranges::find(kStopWords, word) != kStopWords.end();
}

// Han, Hiragana, Katakana: written without blanks between words.
bool stands_alone(char32_t c) { return c >= 0x3040 && c <= 0x9FFF; }

bool is_word_part(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0xC0 && c < 0x2000);
}

class WordSet {
 public:
  void feed(std::string_view bytes, char32_t c) {
    if (is_word_part(c)) {
      word_ += c >= 'A' && c <= 'Z' ? std::string(1, static_cast<char>(c - 'A' + 'a'))
                                    : std::string(bytes);
      return;
    }
    flush();
    if (stands_alone(c)) {
      word_ = bytes;
      flush();
    }
  }

  std::vector<std::string> take() && {
    flush();
    return {words_.begin(), words_.end()};
  }

 private:
  void flush() {
    if (!word_.empty() && !is_stop_word(word_)) {
      words_.insert(word_);
    }
    word_.clear();
  }

  std::string word_;
  std::set<std::string> words_;
};

}  // namespace

std::vector<std::string> content_words(std::string_view text) {
  WordSet words;
  while (!text.empty()) {
    const text::CodePoint c = text::first_code_point(text);
    words.feed(text.substr(0, c.length), c.value);
    text.remove_prefix(c.length);
  }
  return std::move(words).take();
}

bool echoes(std::string_view text, std::string_view name) {
  return content_words(text) == content_words(name);
}

}  // namespace throughline::plan
