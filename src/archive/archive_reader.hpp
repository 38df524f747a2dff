#pragma once

#include <filesystem>

#include "archive/tar.hpp"
#include "base/error.hpp"

namespace throughline::archive {

/// Reads an archive from its beginning to its end and hands on its files, in their order. Memory
/// does not grow with their size. Errors: NotFound, Unavailable; CorruptData if it is no archive,
/// or not whole; those of the sink.
Result<void> read_archive(const std::filesystem::path& file, const TarSink& sink);

}  // namespace throughline::archive
