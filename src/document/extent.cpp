#include "document/extent.hpp"

#include <algorithm>
#include <array>

namespace throughline::document {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::size_t end_of_line(std::string_view text, std::size_t from) {
  const std::size_t end = std::min(text.find('\n', from), text.size());
  return end > from && text[end - 1] == '\r' ? end - 1 : end;
}

std::size_t end_of_quoted(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote && quote == '\'' && text.substr(i + 1).starts_with(quote)) {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return text.size();
}

// The lines below the indicator that are blank or indented as deeply as the first.
std::size_t end_of_block(std::string_view text, std::size_t begin) {
  std::size_t end = end_of_line(text, begin);
  std::size_t indent = 0;
  std::size_t line = text.find('\n', begin);
  while (line != std::string_view::npos) {
    const std::size_t start = line + 1;
    const std::size_t first = std::min(text.find_first_not_of(' ', start), text.size());
    const bool blank = first == text.size() || text[first] == '\n' || text[first] == '\r';
    if (!blank && first - start < std::max<std::size_t>(indent, 1)) {
      break;
    }
    if (!blank) {
      indent = indent == 0 ? first - start : indent;
      end = end_of_line(text, first);
    }
    line = text.find('\n', start);
  }
  return end;
}

// The library folds line ends and blanks into one; every other character stands as it was read.
std::size_t end_of_plain(std::string_view text, std::size_t begin, std::string_view value) {
  std::size_t at = begin;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (at < text.size() && text[at] == value[i]) {
      ++at;
    } else if (is_blank(value[i])) {
      while (at < text.size() && is_blank(text[at])) {
        ++at;
      }
    } else {
      break;
    }
  }
  return at;
}

}  // namespace

std::size_t end_of_scalar(std::string_view text, std::size_t begin, std::string_view value) {
  if (begin >= text.size()) {
    return text.size();
  }
  switch (text[begin]) {
    case '"':
    case '\'':
      return end_of_quoted(text, begin);
    case '|':
    case '>':
      return end_of_block(text, begin);
    default:
      return end_of_plain(text, begin, value);
  }
}

std::size_t end_of_null(std::string_view text, std::size_t begin) {
  constexpr std::array<std::string_view, 4> kNulls = {"~", "null", "Null", "NULL"};
  const std::string_view rest = text.substr(std::min(begin, text.size()));
  for (const std::string_view word : kNulls) {
    const std::string_view after = rest.starts_with(word) ? rest.substr(word.size()) : rest;
    const bool whole = after.empty() || is_blank(after[0]) || after[0] == ',' || after[0] == ']' ||
                       after[0] == '}';
    if (rest.starts_with(word) && whole) {
      return begin + word.size();
    }
  }
  return begin;
}

std::size_t end_of_flow(std::string_view text, std::size_t last) {
  std::size_t at = last;
  while (at < text.size()) {
    if (text[at] == ']' || text[at] == '}') {
      return at + 1;
    }
    if (text[at] == '#') {
      at = end_of_line(text, at);
    } else if (is_blank(text[at]) || text[at] == ',' || text[at] == ':') {
      ++at;
    } else {
      break;
    }
  }
  return last;
}

}  // namespace throughline::document
