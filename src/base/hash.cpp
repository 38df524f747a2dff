#include "base/hash.hpp"

#include <cstring>

namespace throughline {
namespace {

// Odd constants with a balanced number of bits, from the digits of pi and the golden ratio.
constexpr std::uint64_t kSecret0 = 0x243f6a8885a308d3ULL;
constexpr std::uint64_t kSecret1 = 0x13198a2e03707345ULL;
constexpr std::uint64_t kSecret2 = 0x9e3779b97f4a7c15ULL;

__extension__ using Wide = unsigned __int128;

std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t load(const char* at, std::size_t n_bytes) {
  std::uint64_t value = 0;
  std::memcpy(&value, at, n_bytes);
  return value;
}

}  // namespace

std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed) {
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t state = fold(seed ^ kSecret2, kSecret1) ^ left;
  for (; left > 16; at += 16, left -= 16) {
    state = fold(load(at, 8) ^ kSecret0 ^ state, load(at + 8, 8) ^ kSecret1);
  }
  const std::size_t low = left > 8 ? 8 : left;
  const std::uint64_t a = low > 0 ? load(at, low) : 0;
  const std::uint64_t b = left > 8 ? load(at + 8, left - 8) : 0;
  return fold(fold(a ^ kSecret0 ^ state, b ^ kSecret1 ^ left) ^ kSecret2, kSecret0 ^ bytes.size());
}

std::uint64_t hash_combine(std::uint64_t first, std::uint64_t second) {
  return fold(first ^ kSecret0, second ^ kSecret2) ^ second;
}

}  // namespace throughline
