#include "plan/tokens.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "text/utf8.hpp"

namespace throughline::plan {
namespace {

constexpr std::size_t kLongestText = 4096;
constexpr std::size_t kShown = 40;  ///< bytes of a token that a message repeats

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t n_characters(std::string_view text) {
  // Every byte but those that continue a character of UTF-8.
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Error at_column(std::size_t column, std::string message, std::string hint) {
  return Error{.code = ErrorCode::InvalidArgument,
               .message = std::move(message),
               .hint = std::move(hint),
               .place = {.file = {}, .line = 1, .column = column}};
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Result<Token> next() {
    skip_blanks();
    if (at_ == text_.size()) {
      return token(TokenKind::End, {}, 0);
    }
    const char c = text_[at_];
    if (is_letter(c)) {
      return word();
    }
    if (is_digit(c)) {
      return number();
    }
    return c == '\'' || c == '"' ? quoted(c) : symbol();
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) {
      ++at_;
      ++column_;
    }
  }

  Token token(TokenKind kind, std::string text, std::size_t n_bytes) {
    Token made{.kind = kind, .text = std::move(text), .column = column_};
    column_ += n_characters(text_.substr(at_, n_bytes));
    at_ += n_bytes;
    return made;
  }

  // Words have hyphens inside: not-working, learning-only. Neither language subtracts.
  Token word() {
    std::size_t end = at_ + 1;
    while (end < text_.size() &&
           (is_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '-')) {
      ++end;
    }
    return token(TokenKind::Word, std::string(text_.substr(at_, end - at_)), end - at_);
  }

  std::size_t digits_end(std::size_t from) const {
    while (from < text_.size() && is_digit(text_[from])) {
      ++from;
    }
    return from;
  }

  Token number() {
    std::size_t end = digits_end(at_);
    if (end + 1 < text_.size() && text_[end] == '.' && is_digit(text_[end + 1])) {
      end = digits_end(end + 1);
    }
    const std::string_view digits = text_.substr(at_, end - at_);
    return token(TokenKind::Number, decimal(digits).text, digits.size());
  }

  Result<Token> quoted(char quote) {
    std::string content;
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] != quote) {
        content += text_[i];
      } else if (i + 1 < text_.size() && text_[i + 1] == quote) {
        content += text_[i++];
      } else {
        return token(TokenKind::Quoted, std::move(content), i + 1 - at_);
      }
    }
    return fail(at_column(column_,
                          fmt::format("column {}: the quotes do not close", column_),
                          "Add the second quote"));
  }

  Result<Token> symbol() {
    static constexpr std::array<std::string_view, 15> kSymbols = {
        "<=", ">=", "!=", "<", ">", "=", ";", ",", "(", ")", "[", "]", "%", "/", "-"};
    const std::string_view rest = text_.substr(at_);
    const auto* const found = std::ranges::find_if(
        kSymbols, [&](std::string_view symbol) { return rest.starts_with(symbol); });
    if (found == kSymbols.end()) {
      const std::size_t length = text::first_code_point(rest).length;
      return fail(at_column(column_,
                            fmt::format("column {}: \"{}\" has no meaning here",
                                        column_,
                                        text::printable(rest.substr(0, length))),
                            "Take it out, or put text in quotes"));
    }
    return token(TokenKind::Symbol, std::string(*found), found->size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t column_ = 1;
};

std::string shown(const Token& token) {
  switch (token.kind) {
    case TokenKind::End:
      return "the end";
    case TokenKind::Quoted:
      return fmt::format("'{}'", text::truncate(text::printable(token.text), kShown));
    default:
      return fmt::format("\"{}\"", text::truncate(token.text, kShown));
  }
}

}  // namespace

Result<std::vector<Token>> tokens_of(std::string_view text) {
  if (text.size() > kLongestText) {
    return fail(
        at_column(1,
                  fmt::format("{} bytes are too many; {} at most", text.size(), kLongestText),
                  "Say it in fewer words"));
  }
  Scanner scanner(text);
  std::vector<Token> out;
  do {
    TL_TRY(Token token, scanner.next());
    out.push_back(std::move(token));
  } while (out.back().kind != TokenKind::End);
  return out;
}

Number decimal(std::string_view digits, bool negative) {
  std::string text(digits);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
      text.pop_back();
    }
  }
  text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
  if (text.front() == '.') {
    text.insert(0, "0");
  }
  if (negative && text != "0") {
    text.insert(0, "-");
  }
  double value = 0.0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return {.value = value, .text = std::move(text)};
}

Error unexpected(const Token& found, std::string_view expected) {
  return at_column(
      found.column,
      fmt::format("column {}: expected {}, found {}", found.column, expected, shown(found)),
      {});
}

const Token& TokenReader::take() {
  const Token& taken = tokens_[next_];
  next_ = std::min(next_ + 1, tokens_.size() - 1);
  return taken;
}

bool TokenReader::take_if(std::string_view wanted) {
  const bool there = peek().is(wanted);
  if (there) {
    take();
  }
  return there;
}

Result<void> TokenReader::expect(std::string_view wanted) {
  if (!take_if(wanted)) {
    return fail(unexpected(peek(), fmt::format("\"{}\"", wanted)));
  }
  return {};
}

}  // namespace throughline::plan
