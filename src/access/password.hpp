#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace throughline::access {

inline constexpr std::size_t kShortestPassword = 10;  ///< in letters
inline constexpr std::size_t kLongestPassword = 256;  ///< in bytes

/// What one hash costs.
struct PasswordCost {
  unsigned long long operations = 0;  ///< passes over the memory
  std::size_t memory = 0;             ///< bytes

  /// What libsodium advises where somebody waits: 2 passes over 64 MiB.
  [[nodiscard]] static PasswordCost interactive();
  /// The least there is, for tests.
  [[nodiscard]] static PasswordCost least();
};

/// Errors: InvalidArgument if it is shorter than kShortestPassword, longer than kLongestPassword,
/// one letter over and over, or the name itself.
[[nodiscard]] Result<void> check_password(std::string_view password, std::string_view name);

/// Argon2id with a salt of its own; the text holds salt and cost. Errors: Unavailable without the
/// memory. Source: RFC 9106, by libsodium's crypto_pwhash_str.
[[nodiscard]] Result<std::string> hash_password(std::string_view password, PasswordCost cost);

/// Is this the password of that hash? Takes as long for a wrong one.
[[nodiscard]] bool is_password(std::string_view password, const std::string& hash);

/// Has a text the form of such a hash?
[[nodiscard]] bool is_password_hash(std::string_view text);

}  // namespace throughline::access
