#include "engine/embedded_config.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <string_view>

namespace throughline::engine {
namespace {

// Parts wait until many of them can be merged at once. The engine's own choice, made for servers
// that run for ever, merges every few parts as soon as they are there, and so writes the rows of
// one import twice: a third of its time. Sixteen parts are eight million rows, and few enough for
// the memory of a query that reads them side by side.
constexpr std::string_view kConfig =
    R"(<!-- Written by throughline: how the embedded engine works. Changes are lost. -->
<clickhouse>
  <merge_tree>
    <min_parts_to_merge_at_once>16</min_parts_to_merge_at_once>
  </merge_tree>
</clickhouse>
)";

bool says_so(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.view() == kConfig;
}

}  // namespace

Result<std::string> write_embedded_config(const std::string& folder) {
  std::string file = folder + ".xml";
  if (says_so(file)) {
    return file;
  }
  errno = 0;
  std::ofstream out(file, std::ios::binary);
  out << kConfig << std::flush;
  if (!out) {
    return fail(errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Unavailable,
                fmt::format("cannot write to the store's folder: {}", file),
                "Check the space and the permissions of the workspace");
  }
  return file;
}

}  // namespace throughline::engine
