#include "engine/sql_text.hpp"

#include <algorithm>
#include <cctype>

namespace throughline::engine {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kSpace = " \t\r\n";

// One past the quote that closes the one at `at`; npos: it is not closed. A doubled quote reads as
// the end of one text and the begin of the next, which comes to the same.
std::size_t end_of_quoted(std::string_view sql, std::size_t at) {
  const char quote = sql[at];
  for (std::size_t i = at + 1; i < sql.size(); ++i) {
    if (sql[i] == '\\') {
      ++i;
    } else if (sql[i] == quote) {
      return i + 1;
    }
  }
  return kNone;
}

std::size_t end_after(std::string_view sql, std::size_t at, std::string_view mark) {
  const auto found = sql.find(mark, at);
  return found == kNone ? kNone : found + mark.size();
}

}  // namespace

std::size_t end_of_opaque(std::string_view sql, std::size_t at) {
  const char c = sql[at];
  if (c == '\'' || c == '"' || c == '`') {
    return end_of_quoted(sql, at);
  }
  const std::string_view two = sql.substr(at, 2);
  if (two == "--") {
    return std::min(end_after(sql, at, "\n"), sql.size());  // the last line may lack its end
  }
  return two == "/*" ? end_after(sql, at + 2, "*/") : at;
}

bool is_plain_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
  });
}

std::string_view next_word(std::string_view& rest) {
  rest = without_space(rest);
  const auto end =
      std::find_if(rest.begin(), rest.end(), [](char c) { return !is_plain_word({&c, 1}); });
  const auto word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  rest.remove_prefix(word.size());
  return word;
}

bool take_words(std::string_view& rest, std::initializer_list<std::string_view> words) {
  std::string_view ahead = rest;
  for (const std::string_view word : words) {
    if (!same_word(next_word(ahead), word)) {
      return false;
    }
  }
  rest = ahead;
  return true;
}

std::string first_word(std::string_view query) {
  while (!query.empty()) {
    const std::size_t end = query.substr(0, 2) == "--" || query.substr(0, 2) == "/*"
                                ? end_of_opaque(query, 0)
                                : (kSpace.find(query[0]) != kNone || query[0] == '(' ? 1 : 0);
    if (end == 0) {
      break;
    }
    query.remove_prefix(std::min(end, query.size()));
  }
  std::string word(next_word(query));
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) {
    return static_cast<char>(std::toupper(c));
  });
  return word;
}

bool same_word(std::string_view word, std::string_view upper) {
  return std::equal(word.begin(), word.end(), upper.begin(), upper.end(), [](char a, char b) {
    return std::toupper(static_cast<unsigned char>(a)) == b;
  });
}

std::string_view without_space(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  return text;
}

std::string_view without_comments(std::string_view sql) {
  sql = without_space(sql);
  while (sql.starts_with("--")) {
    sql.remove_prefix(std::min(sql.find('\n'), sql.size()));
    sql = without_space(sql);
  }
  return sql;
}

}  // namespace throughline::engine
