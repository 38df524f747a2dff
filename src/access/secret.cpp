#include "access/secret.hpp"

#include <sodium.h>

#include "base/error.hpp"

namespace throughline::access {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

// Chooses the fastest code for this machine, once.
void make_ready() {
  static const int ready = sodium_init();
  TL_ASSERT(ready >= 0);
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hash(const unsigned char* key,
                 std::size_t key_size,
                 std::string_view purpose,
                 std::string_view text) {
  make_ready();
  std::string all(purpose);
  all += '\0';
  all += text;
  std::string out(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(out.data()),
                     out.size(),
                     bytes_of(all),
                     all.size(),
                     key,
                     key_size);
  sodium_memzero(all.data(), all.size());
  return base64url(out);
}

std::string random_bytes(std::size_t n) {
  make_ready();
  std::string bytes(n, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace

Key random_key() {
  make_ready();
  Key key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

std::string random_hex(std::size_t n_bytes) {
  const std::string bytes = random_bytes(n_bytes);
  std::string hex(n_bytes * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes_of(bytes), bytes.size());
  hex.pop_back();
  return hex;
}

std::string random_text(std::size_t n_bytes) { return base64url(random_bytes(n_bytes)); }

std::string keyed_hash(const Key& key, std::string_view purpose, std::string_view text) {
  return hash(key.data(), key.size(), purpose, text);
}

std::string plain_hash(std::string_view purpose, std::string_view text) {
  return hash(nullptr, 0, purpose, text);
}

bool same_secret(std::string_view one, std::string_view other) {
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string base64url(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), kVariant);
  text.pop_back();  // the C string's end
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t n = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()),
                        bytes.size(),
                        text.data(),
                        text.size(),
                        nullptr,
                        &n,
                        &end,
                        kVariant) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(n);
  return bytes;
}

}  // namespace throughline::access
