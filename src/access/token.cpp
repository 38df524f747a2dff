#include "access/token.hpp"

#include <algorithm>
#include <utility>

#include "access/json_file.hpp"
#include "access/secret.hpp"
#include "access/user.hpp"

namespace throughline::access {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "throughline.tokens/1";
constexpr std::string_view kKey = "tokens";
constexpr std::string_view kPrefix = "tl_";
constexpr std::size_t kIdBytes = 4;
constexpr std::size_t kSecretBytes = 32;

bool is_id(std::string_view text) {
  return text.size() == 2 * kIdBytes &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string hash_of(std::string_view text) { return plain_hash("token", text); }

Result<Token> token_in(const json& entry) {
  const auto id = text_field(entry, "id");
  const auto name = text_field(entry, "name");
  const auto hash = text_field(entry, "hash");
  const auto scopes = text_field(entry, "scopes");
  const auto created = number_field(entry, "created");
  const auto expires = number_field(entry, "expires");
  if (!id || !name || !hash || !scopes || !created || !is_id(*id) || hash->empty() ||
      !check_name(*name) || (entry.contains("expires") && !expires)) {
    return fail(ErrorCode::CorruptData,
                "the file of tokens is damaged: something is missing or wrong",
                "Bring it back from a backup");
  }
  TL_TRY(const Scopes known, parse_scopes(*scopes));
  return Token{.id = *id,
               .name = *name,
               .hash = *hash,
               .scopes = known,
               .created = *created,
               .expires = expires};
}

}  // namespace

const Token* Tokens::find(std::string_view id) const {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Token& token) { return token.id == id; });
  return found == all.end() ? nullptr : &*found;
}

Result<Tokens> parse_tokens(std::string_view text) {
  TL_TRY(const json entries, entries_in(text, "tokens", kSchema, kKey));
  Tokens tokens;
  for (const json& entry : entries) {
    TL_TRY(Token token, token_in(entry));
    if (tokens.find(token.id) != nullptr) {
      return fail(ErrorCode::CorruptData,
                  fmt::format("the file of tokens is damaged: {} is there twice", token.id),
                  "Bring it back from a backup");
    }
    tokens.all.push_back(std::move(token));
  }
  return tokens;
}

std::string print_tokens(const Tokens& tokens) {
  json entries = json::array();
  for (const Token& token : tokens.all) {
    json entry = {{"id", token.id},
                  {"name", token.name},
                  {"hash", token.hash},
                  {"scopes", text_of(token.scopes)},
                  {"created", token.created}};
    if (token.expires) {
      entry["expires"] = *token.expires;
    }
    entries.push_back(std::move(entry));
  }
  return print_entries(entries, kSchema, kKey);
}

Result<NewToken> make_token(std::string name,
                            Scopes scopes,
                            Seconds now,
                            std::optional<Seconds> expires) {
  TL_CHECK(check_name(name));
  const std::string id = random_hex(kIdBytes);
  std::string text = fmt::format("{}{}_{}", kPrefix, id, random_text(kSecretBytes));
  std::string hash = hash_of(text);
  return NewToken{.token = {.id = id,
                            .name = std::move(name),
                            .hash = std::move(hash),
                            .scopes = scopes,
                            .created = now,
                            .expires = expires},
                  .text = std::move(text)};
}

Result<void> revoke_token(Tokens& tokens, std::string_view id) {
  const auto gone = std::remove_if(
      tokens.all.begin(), tokens.all.end(), [&](const Token& token) { return token.id == id; });
  if (gone == tokens.all.end()) {
    return fail(ErrorCode::NotFound,
                fmt::format("there is no token: {}", id),
                "List them with: throughline token list");
  }
  tokens.all.erase(gone, tokens.all.end());
  return {};
}

const Token* token_of(const Tokens& tokens, std::string_view text, Seconds now) {
  if (!text.starts_with(kPrefix) || text.size() < kPrefix.size() + 2 * kIdBytes) {
    return nullptr;
  }
  const Token* const token = tokens.find(text.substr(kPrefix.size(), 2 * kIdBytes));
  if (token == nullptr || !same_secret(hash_of(text), token->hash) || token->expired(now)) {
    return nullptr;
  }
  return token;
}

}  // namespace throughline::access
