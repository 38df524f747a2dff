#include "workflow/scaffold.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace throughline::workflow {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> system_failure(std::string_view doing, const fs::path& file) {
  const int why = errno;
  return fail(why == ENOSPC || why == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Unavailable,
              fmt::format("cannot {} {}: {}", doing, file.string(), std::strerror(why)));
}

bool sync_all(const fs::path& folder) {
  const int opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = opened >= 0 && syncfs(opened) == 0;
  if (opened >= 0) {
    close(opened);
  }
  return synced;
}

}  // namespace

Result<Scaffold> Scaffold::beside(const fs::path& folder) {
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  std::error_code error;
  fs::create_directories(parent, error);
  std::string name = (parent / ("." + folder.filename().string() + ".restoring-XXXXXX")).string();
  if (mkdtemp(name.data()) == nullptr) {
    return system_failure("make a folder in", parent);
  }
  return Scaffold(name);
}

Scaffold::~Scaffold() {
  std::error_code error;
  if (!path_.empty()) {
    fs::remove_all(path_, error);
  }
}

Result<void> Scaffold::become(const fs::path& folder) {
  constexpr mode_t kUsual = 0755;
  if (!sync_all(path_) || chmod(path_.c_str(), kUsual) != 0 ||
      rename(path_.c_str(), folder.c_str()) != 0) {
    return system_failure("make the folder", folder);
  }
  path_.clear();
  return {};
}

}  // namespace throughline::workflow
