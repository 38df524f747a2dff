#include "workflow/workspace.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <glob.h>
#include <sstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "engine/store_lock.hpp"
#include "workflow/store.hpp"

namespace throughline::workflow {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> system_failure(std::string_view doing, const fs::path& file) {
  const int why = errno;
  return fail(why == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Unavailable,
              fmt::format("cannot {} {}: {}", doing, file.string(), std::strerror(why)));
}

// Letters of a folder's name that an id may have.
std::string id_from(const fs::path& folder) {
  std::string id;
  for (const char c : fs::absolute(folder).lexically_normal().filename().string()) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool fine = (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9');
    if (fine || (!id.empty() && id.back() != '-')) {
      id += fine ? low : '-';
    }
  }
  while (!id.empty() && id.back() == '-') {
    id.pop_back();
  }
  return id.empty() ? "site" : id;
}

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
  }
  return {};
}

Result<void> ignore_hidden(const fs::path& folder) {
  const fs::path file = folder / ".gitignore";
  std::string text;
  if (fs::exists(file)) {
    TL_TRY(text, read_text(file));
  }
  for (const std::string line : {".throughline/", "report.html"}) {
    if (("\n" + text).find("\n" + line) == std::string::npos) {
      text += (text.empty() || text.back() == '\n' ? "" : "\n") + line + "\n";
    }
  }
  return write_text(file, text);
}

Result<void> write_key(const fs::path& file, const intake::VisitorKey::Bytes& key) {
  const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0) {
    return system_failure("write the visitors' key", file);
  }
  const bool whole =
      write(out, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && fsync(out) == 0;
  close(out);
  if (!whole) {
    const auto failure = system_failure("write the visitors' key", file);
    fs::remove(file);
    return failure;
  }
  return {};
}

}  // namespace

std::optional<fs::path> find_workspace(const fs::path& start) {
  for (fs::path folder = fs::absolute(start).lexically_normal();; folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / kSettingsFile)) {
      return folder;
    }
    if (folder == folder.parent_path()) {
      return std::nullopt;
    }
  }
}

Result<Workspace> open_workspace(const fs::path& folder) {
  const fs::path file = folder / kSettingsFile;
  if (!fs::is_regular_file(file)) {
    return fail(ErrorCode::NotFound,
                fmt::format("{} has no {}", folder.string(), kSettingsFile),
                fmt::format("Make it a workspace: throughline init {}", folder.string()));
  }
  TL_TRY(const std::string text, read_text(file));
  Workspace workspace;
  TL_TRY(workspace.settings, settings::parse_settings(text, file.string()));
  workspace.folder = folder;
  workspace.name =
      workspace.settings.workspace.empty() ? id_from(folder) : workspace.settings.workspace;
  return workspace;
}

Result<void> init_workspace(const fs::path& folder) {
  const fs::path file = folder / kSettingsFile;
  if (fs::exists(file)) {
    return fail(ErrorCode::Conflict,
                fmt::format("{} is a workspace already", folder.string()),
                fmt::format("Go on with: throughline run {}", folder.string()));
  }
  TL_CHECK(make_folder(folder));
  TL_TRY(const std::string text, settings::starter_settings(id_from(folder)));
  TL_CHECK(ignore_hidden(folder));
  return write_text(file, text);
}

Result<intake::VisitorKey::Bytes> workspace_key(const Workspace& workspace) {
  const fs::path file = workspace.hidden() / "key";
  if (!fs::exists(file)) {
    TL_CHECK(make_folder(workspace.hidden()));
    const intake::VisitorKey::Bytes key = intake::VisitorKey::random();
    TL_CHECK(write_key(file, key));
    return key;
  }
  TL_TRY(const std::string text, read_text(file));
  intake::VisitorKey::Bytes key{};
  if (text.size() != key.size()) {
    return fail(ErrorCode::CorruptData,
                fmt::format("{} is damaged: it must have {} bytes", file.string(), key.size()),
                "Bring it back from a backup; without it everybody who returns is a stranger");
  }
  std::copy(text.begin(), text.end(), key.begin());
  return key;
}

Result<std::unique_ptr<engine::Engine>> open_engine(const Workspace& workspace) {
  const settings::StoreAddress& address = workspace.settings.store;
  if (address.url.empty()) {
    TL_CHECK(make_folder(workspace.hidden()));
    return engine::open_embedded(workspace.store_folder().string());
  }
  const engine::HttpOptions options{.url = address.url,
                                    .database = address.database,
                                    .user = address.user,
                                    .password = address.password};
  if (!address.cluster.empty()) {
    return engine::open_cluster(options, address.cluster);
  }
  TL_CHECK(engine::create_database(options));
  return engine::open_http(options);
}

Result<std::unique_ptr<engine::Engine>> open_store(const Workspace& workspace) {
  TL_TRY(auto store, open_engine(workspace));
  TL_CHECK(migrate(*store));
  return store;
}

Result<void> remove_store(const Workspace& workspace) {
  if (!fs::exists(workspace.hidden())) {
    return {};
  }
  TL_TRY(const auto lock, engine::StoreLock::acquire(workspace.store_folder().string()));
  std::error_code error;
  fs::remove_all(workspace.store_folder(), error);
  if (error) {
    return fail(
        ErrorCode::Unavailable,
        fmt::format("cannot remove {}: {}", workspace.store_folder().string(), error.message()));
  }
  return {};
}

std::vector<std::string> files_of(const Workspace& workspace, const settings::Source& source) {
  if (source.path.empty() || source.path == "-") {
    return source.path.empty() ? std::vector<std::string>{} : std::vector<std::string>{"-"};
  }
  const std::string pattern = (workspace.folder / source.path).string();
  if (fs::exists(pattern) || pattern.find_first_of("*?[") == std::string::npos) {
    return {pattern};
  }
  glob_t found{};
  std::vector<std::string> files;
  if (glob(pattern.c_str(), 0, nullptr, &found) == 0) {
    files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  }
  globfree(&found);
  return files;
}

Result<std::string> read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return fail(fs::exists(file) ? ErrorCode::Unavailable : ErrorCode::NotFound,
                fmt::format("cannot read {}: {}", file.string(), std::strerror(errno)));
  }
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

Result<void> write_text(const fs::path& file, std::string_view text) {
  const fs::path fresh = file.string() + ".new";
  const int out = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (out < 0) {
    return system_failure("write", file);
  }
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = write(out, text.data() + done, text.size() - done);
    if (n < 0 && errno != EINTR) {
      const auto failure = system_failure("write", file);
      close(out);
      fs::remove(fresh);
      return failure;
    }
    done += n > 0 ? static_cast<std::size_t>(n) : 0;
  }
  fsync(out);
  close(out);
  if (rename(fresh.c_str(), file.c_str()) != 0) {
    return system_failure("write", file);
  }
  return {};
}

}  // namespace throughline::workflow
