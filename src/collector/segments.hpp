#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace throughline::collector {

/// A file of collected events: `FOLDER/SITE/NNNNNN.jsonl`. Its first line is a comment that no
/// other file has, so that an importer, which knows files by their first bytes, takes each for
/// itself; the lines are those of docs/events.md.
struct Segment {
  std::filesystem::path path;
  std::string site;          ///< id in the settings
  std::uint64_t number = 0;  ///< the order in which they were begun
  std::uint64_t length = 0;  ///< bytes that are on the disk for good and end with a line. What lies
                             ///< behind may still be taken back: nobody may read it.
  bool closed = false;       ///< nothing is added any more: once imported, it may go

  friend bool operator==(const Segment&, const Segment&) = default;
};

/// Segments that lie in the folder, by site and number. For whoever holds the store without a
/// collector at work: cuts off what a crash has left of a last line, which nobody was told of, and
/// gives them all as closed. Must come before an import. A folder that is not there has none.
/// Errors: Unavailable, DiskFull.
Result<std::vector<Segment>> settle_segments(const std::filesystem::path& folder);

/// Deletes a segment whose lines are in the store. Errors: Conflict if it is not closed;
/// Unavailable.
Result<void> remove_segment(const Segment& segment);

}  // namespace throughline::collector
