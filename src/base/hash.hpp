#pragma once

#include <cstdint>
#include <string_view>

namespace throughline {

/// Hashes bytes to 64 bits: rapidhash-like multiply-fold over 16-byte steps. Not keyed, not for
/// secrets. Stored ids of names, paths, agents and sources are values of this function, so it must
/// never change; hash_test.cpp pins values.
[[nodiscard]] std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0);

/// Mixes two hashes into one; not symmetric.
[[nodiscard]] std::uint64_t hash_combine(std::uint64_t first, std::uint64_t second);

}  // namespace throughline
