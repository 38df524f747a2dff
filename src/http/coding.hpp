#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace throughline::http {

/// How the bytes of a body are compressed.
enum class Coding { Identity, Gzip, Zstd };

/// As headers write it: "", "gzip", "zstd".
[[nodiscard]] std::string_view name_of(Coding coding);

/// Chooses what a client likes best of what we can do (RFC 9110, 12.5.3); of what it likes alike,
/// the one that makes the shortest body.
/// \param accept_encoding  the header, "" where it is missing
[[nodiscard]] Coding negotiate(std::string_view accept_encoding);

/// Whether bodies of that type get shorter by compression; pictures and fonts are compressed
/// already.
[[nodiscard]] bool is_compressible(std::string_view content_type);

/// Compresses with the settings that suit bodies which are made for one answer.
/// \returns "" if the library fails, which only lack of memory makes it do
[[nodiscard]] std::string encode(Coding coding, std::string_view bytes);

/// Decompresses what a client sent; several members one after the other are one body.
/// \param max_size  of what comes out, so that a small body cannot fill the memory
/// Errors: Unsupported for any other coding than those above; TooLarge; CorruptData.
[[nodiscard]] Result<std::string> decode(std::string_view coding,
                                         std::string_view bytes,
                                         std::size_t max_size);

}  // namespace throughline::http
