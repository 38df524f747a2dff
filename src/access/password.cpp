#include "access/password.hpp"

#include <algorithm>
#include <cctype>
#include <sodium.h>

namespace throughline::access {
namespace {

constexpr std::string_view kPrefix = "$argon2id$";

// Bytes that begin a character of UTF-8.
std::size_t n_letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string lowered(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return low;
}

}  // namespace

PasswordCost PasswordCost::interactive() {
  return {.operations = crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE,
          .memory = crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE};
}

PasswordCost PasswordCost::least() {
  return {.operations = crypto_pwhash_argon2id_OPSLIMIT_MIN,
          .memory = crypto_pwhash_argon2id_MEMLIMIT_MIN};
}

Result<void> check_password(std::string_view password, std::string_view name) {
  if (n_letters(password) < kShortestPassword) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a password needs at least {} letters", kShortestPassword),
                "Several words in a row are easy to keep and hard to guess");
  }
  if (password.size() > kLongestPassword) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a password may have at most {} bytes", kLongestPassword));
  }
  if (password.find_first_not_of(password.front()) == std::string_view::npos) {
    return fail(ErrorCode::InvalidArgument, "a password must not be one letter over and over");
  }
  if (lowered(password) == lowered(name)) {
    return fail(ErrorCode::InvalidArgument, "a password must not be the user's name");
  }
  return {};
}

Result<std::string> hash_password(std::string_view password, PasswordCost cost) {
  if (sodium_init() < 0) {
    return fail(ErrorCode::Internal, "libsodium cannot be used on this machine");
  }
  std::string hash(crypto_pwhash_argon2id_STRBYTES, '\0');
  if (crypto_pwhash_argon2id_str(
          hash.data(), password.data(), password.size(), cost.operations, cost.memory) != 0) {
    return fail(ErrorCode::Unavailable,
                fmt::format("not enough memory to hash a password: {} bytes", cost.memory));
  }
  hash.resize(hash.find('\0'));
  return hash;
}

bool is_password(std::string_view password, const std::string& hash) {
  return crypto_pwhash_argon2id_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool is_password_hash(std::string_view text) {
  return text.starts_with(kPrefix) && text.size() < crypto_pwhash_argon2id_STRBYTES &&
         text.find('\0') == std::string_view::npos;
}

}  // namespace throughline::access
