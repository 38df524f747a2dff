#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "plan/quantity.hpp"

/// What the two small languages of the plan, `decide.rule` and `metric.expr`, have in common:
/// words, numbers, quoted text and symbols, each with its column.
namespace throughline::plan {

enum class TokenKind : std::uint8_t { Word, Number, Quoted, Symbol, End };

struct Token {
  TokenKind kind = TokenKind::End;
  std::string text;        ///< of a Quoted without its quotes; of a Number in its shortest form
  std::size_t column = 1;  ///< in characters, from 1

  /// Whether it is this word or symbol; quoted text is neither.
  [[nodiscard]] bool is(std::string_view wanted) const {
    return (kind == TokenKind::Word || kind == TokenKind::Symbol) && text == wanted;
  }
};

/// Splits a text into tokens, the last of which is End. A quote within quoted text is doubled.
///
/// Errors: InvalidArgument, with the column as place, for a character that neither language has,
/// for quotes that do not close, and for a text of more than 4,096 bytes.
[[nodiscard]] Result<std::vector<Token>> tokens_of(std::string_view text);

/// The number that digits with an optional fraction stand for, in its shortest form: "1.10" is 1.1.
[[nodiscard]] Number decimal(std::string_view digits, bool negative = false);

/// Says what stands where something else was expected.
/// \param expected  "a bound: a number, min_effect or change"
[[nodiscard]] Error unexpected(const Token& found, std::string_view expected);

/// Reads tokens one after the other.
class TokenReader {
 public:
  explicit TokenReader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  [[nodiscard]] const Token& peek() const { return tokens_[next_]; }

  /// The next token; at the end the End again and again.
  const Token& take();
  /// Takes the next token if it is this word or symbol.
  bool take_if(std::string_view wanted);
  /// Takes this word or symbol. Errors: InvalidArgument if another stands there.
  Result<void> expect(std::string_view wanted);

 private:
  std::vector<Token> tokens_;  // the last is End
  std::size_t next_ = 0;
};

}  // namespace throughline::plan
