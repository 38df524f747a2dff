#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace throughline::access {

/// What cookies are signed with, and what makes hashes that nobody else can make.
using Key = std::array<unsigned char, 32>;

[[nodiscard]] Key random_key();
/// Random bytes, two lower-case hexadecimal digits each.
[[nodiscard]] std::string random_hex(std::size_t n_bytes);
/// Random bytes in the alphabet of URLs, without padding.
[[nodiscard]] std::string random_text(std::size_t n_bytes);

/// BLAKE2b with 32 bytes of (purpose, 0, text) under the key, as base64url. Hashes of different
/// purposes never agree, so that one cannot stand for another. \param purpose  without a 0 byte
/// Source: RFC 7693, by libsodium's crypto_generichash.
[[nodiscard]] std::string keyed_hash(const Key& key,
                                     std::string_view purpose,
                                     std::string_view text);
/// The same without a key: for texts that are random themselves.
[[nodiscard]] std::string plain_hash(std::string_view purpose, std::string_view text);

/// Compares in a time that tells nothing but the lengths.
[[nodiscard]] bool same_secret(std::string_view one, std::string_view other);

[[nodiscard]] std::string base64url(std::string_view bytes);
/// Nothing for a text that base64url() does not write.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

}  // namespace throughline::access
