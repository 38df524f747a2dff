#include "workflow/collected.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

#include "intake/byte_source.hpp"
#include "intake/event_row.hpp"
#include "workflow/backup_list.hpp"
#include "workflow/formats.hpp"

namespace throughline::workflow {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolder = "collected";

Result<void> add_segment(const fs::path& file, std::vector<CollectedSegment>& segments) {
  if (file.extension() != ".jsonl") {
    return {};
  }
  CollectedSegment segment{.path = file, .site = file.parent_path().filename().string()};
  TL_TRY(segment.length, size_of_whole_lines(file));
  segments.push_back(std::move(segment));
  return {};
}

// The collector writes the last segment of a site alone.
void mark_closed(std::vector<CollectedSegment>& segments) {
  for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
    segments[i].closed = segments[i].site == segments[i + 1].site;
  }
}

Result<Opened> open_segment(const CollectedSegment& segment) {
  TL_TRY(Opened opened, open_rows(segment.path.string()));
  opened.source = intake::first_bytes(segment.length, std::move(opened.source));
  opened.head.bytes.resize(std::min<std::size_t>(opened.head.bytes.size(), segment.length));
  opened.name = fmt::format("{}/{}/{}", kFolder, segment.site, segment.path.filename().string());
  return opened;
}

}  // namespace

settings::Source collected_source(const settings::Settings& settings, const std::string& site) {
  const std::string id = fmt::format("{}-{}", kFolder, site);
  for (const settings::Source& source : settings.sources) {
    if (source.id == id) {
      return source;
    }
  }
  return {.id = id,
          .kind = settings::Kind::Events,
          .path = fmt::format(".throughline/{}/{}/*.jsonl", kFolder, site),
          .site = site};
}

std::vector<settings::Source> collected_sources(const settings::Settings& settings) {
  std::vector<settings::Source> sources;
  for (const settings::Site& site : settings.sites) {
    sources.push_back(collected_source(settings, site.id));
  }
  return sources;
}

Result<std::vector<CollectedSegment>> collected_segments(const Workspace& workspace) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator entries(workspace.hidden() / kFolder, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    files.push_back(entries->path());
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    return fail(
        ErrorCode::Unavailable,
        fmt::format(
            "cannot list {}: {}", (workspace.hidden() / kFolder).string(), error.message()));
  }
  std::sort(files.begin(), files.end());
  std::vector<CollectedSegment> segments;
  for (const fs::path& file : files) {
    TL_CHECK(add_segment(file, segments));
  }
  mark_closed(segments);
  return segments;
}

Result<std::vector<Imported>> import_collected(engine::Engine& store,
                                               const Workspace& workspace,
                                               const std::vector<CollectedSegment>& segments,
                                               const RunOptions& options) {
  std::vector<Imported> files;
  for (const CollectedSegment& segment : segments) {
    TL_TRY(const std::uint64_t known, imported_length(store, segment.path.string()));
    if (known >= segment.length) {
      continue;
    }
    TL_TRY(Opened opened, open_segment(segment));
    TL_TRY(Imported imported,
           import_file(store,
                       workspace,
                       collected_source(workspace.settings, segment.site),
                       std::move(opened),
                       options));
    files.push_back(std::move(imported));
  }
  return files;
}

Result<std::vector<std::filesystem::path>> imported_segments(
    engine::Engine& store, const std::vector<CollectedSegment>& segments) {
  std::vector<fs::path> paths;
  for (const CollectedSegment& segment : segments) {
    if (!segment.closed) {
      continue;
    }
    TL_TRY(const std::uint64_t length, imported_length(store, segment.path.string()));
    if (length >= segment.length) {
      paths.push_back(segment.path);
    }
  }
  return paths;
}

}  // namespace throughline::workflow
