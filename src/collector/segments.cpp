#include "collector/segments.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <system_error>
#include <tuple>
#include <unistd.h>

#include "collector/segment_file.hpp"

namespace throughline::collector {
namespace {

namespace fs = std::filesystem;

std::optional<std::uint64_t> number_of(const fs::path& file) {
  const std::string stem = file.stem().string();
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(stem.data(), stem.data() + stem.size(), number);
  const bool is_number = error == std::errc() && stop == stem.data() + stem.size();
  return is_number && file.extension() == kSegmentExtension ? std::optional(number) : std::nullopt;
}

Result<std::vector<fs::path>> entries_of(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> entries;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    entries.push_back(at->path());
  }
  if (error && error != std::errc::no_such_file_or_directory &&
      error != std::errc::not_a_directory) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot read the folder {}: {}", folder.string(), error.message()));
  }
  return entries;
}

Result<void> add_segment(const fs::path& file, std::vector<Segment>& segments) {
  const std::optional<std::uint64_t> number = number_of(file);
  if (!number) {
    return {};
  }
  TL_TRY(const std::uint64_t length, cut_torn_line(file));
  if (length == 0) {  // not even its first line was written
    ::unlink(file.c_str());
    return {};
  }
  segments.push_back({.path = file,
                      .site = file.parent_path().filename().string(),
                      .number = *number,
                      .length = length,
                      .closed = true});
  return {};
}

}  // namespace

Result<std::vector<Segment>> settle_segments(const fs::path& folder) {
  std::vector<Segment> segments;
  TL_TRY(const auto sites, entries_of(folder));
  for (const fs::path& site : sites) {
    TL_TRY(const auto files, entries_of(site));
    for (const fs::path& file : files) {
      TL_CHECK(add_segment(file, segments));
    }
  }
  std::sort(segments.begin(), segments.end(), [](const Segment& a, const Segment& b) {
    return std::tie(a.site, a.number) < std::tie(b.site, b.number);
  });
  return segments;
}

Result<void> remove_segment(const Segment& segment) {
  if (!segment.closed) {
    return fail(ErrorCode::Conflict,
                fmt::format("{} is still being written", segment.path.string()),
                "Wait until it is closed");
  }
  if (::unlink(segment.path.c_str()) != 0 && errno != ENOENT) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot remove {}: {}", segment.path.string(), std::strerror(errno)));
  }
  return {};
}

}  // namespace throughline::collector
