#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/role.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::access {

/// What a program shows instead of a password. Only its hash is kept.
struct Token {
  std::string id;    ///< 8 hexadecimal digits, part of the token
  std::string name;  ///< what it is for
  std::string hash;  ///< of the whole token
  Scopes scopes;
  Seconds created = 0;
  std::optional<Seconds> expires;

  [[nodiscard]] bool expired(Seconds now) const { return expires && now >= *expires; }

  friend bool operator==(const Token&, const Token&) = default;
};

/// All tokens, in the order in which they were made.
struct Tokens {
  std::vector<Token> all;

  [[nodiscard]] const Token* find(std::string_view id) const;

  friend bool operator==(const Tokens&, const Tokens&) = default;
};

/// Errors: CorruptData, as parse_users().
[[nodiscard]] Result<Tokens> parse_tokens(std::string_view text);
[[nodiscard]] std::string print_tokens(const Tokens& tokens);

/// A token that was just made, with the text that is shown this once.
struct NewToken {
  Token token;
  std::string text;  ///< "tl_" id "_" 43 letters of 256 random bits
};

/// Errors: InvalidArgument for a name that check_name() refuses.
[[nodiscard]] Result<NewToken> make_token(std::string name,
                                          Scopes scopes,
                                          Seconds now,
                                          std::optional<Seconds> expires);

/// Errors: NotFound.
Result<void> revoke_token(Tokens& tokens, std::string_view id);

/// The token that this is the text of, if it has not expired. The hashes are compared in a time
/// that tells nothing.
[[nodiscard]] const Token* token_of(const Tokens& tokens, std::string_view text, Seconds now);

}  // namespace throughline::access
