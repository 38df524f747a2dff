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

std::uint64_t load64(const char* at) {
  std::uint64_t value = 0;
  std::memcpy(&value, at, 8);
  return value;
}

std::uint64_t load32(const char* at) {
  std::uint32_t value = 0;
  std::memcpy(&value, at, 4);
  return value;
}

std::uint64_t byte_at(const char* at) { return static_cast<unsigned char>(*at); }

// The last bytes as two words, which may overlap: the length is hashed too, so nothing is lost, and
// no copy of a length only known at run time is made.
struct Tail {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

Tail tail_of(const char* at, std::size_t left) {
  if (left > 8) {
    return {load64(at), load64(at + left - 8)};
  }
  if (left >= 4) {
    return {load32(at), load32(at + left - 4)};
  }
  if (left > 0) {
    return {byte_at(at) << 16U | byte_at(at + left / 2) << 8U | byte_at(at + left - 1), 0};
  }
  return {};
}

}  // namespace

// After Wang Yi's wyhash (public domain): folded 64 x 64 -> 128 bit products. Long texts go through
// three chains that do not wait for each other.
std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed) {
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t state = fold(seed ^ kSecret2, kSecret1) ^ left;
  if (left > 48) {
    std::uint64_t second = state;
    std::uint64_t third = state;
    for (; left > 48; at += 48, left -= 48) {
      state = fold(load64(at) ^ kSecret0 ^ state, load64(at + 8) ^ kSecret1);
      second = fold(load64(at + 16) ^ kSecret1 ^ second, load64(at + 24) ^ kSecret2);
      third = fold(load64(at + 32) ^ kSecret2 ^ third, load64(at + 40) ^ kSecret0);
    }
    state ^= second ^ third;
  }
  for (; left > 16; at += 16, left -= 16) {
    state = fold(load64(at) ^ kSecret0 ^ state, load64(at + 8) ^ kSecret1);
  }
  const Tail tail = tail_of(at, left);
  return fold(fold(tail.low ^ kSecret0 ^ state, tail.high ^ kSecret1 ^ left) ^ kSecret2,
              kSecret0 ^ bytes.size());
}

std::uint64_t hash_combine(std::uint64_t first, std::uint64_t second) {
  return fold(first ^ kSecret0, second ^ kSecret2) ^ second;
}

}  // namespace throughline
