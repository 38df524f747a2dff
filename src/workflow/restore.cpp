#include "workflow/restore.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "archive/archive_reader.hpp"
#include "engine/native.hpp"
#include "sql/queries.hpp"
#include "workflow/backup_form.hpp"
#include "workflow/scaffold.hpp"
#include "workflow/store.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestJson = std::size_t{1} << 20;

tl::unexpected<Error> damaged(std::string why) {
  return fail(ErrorCode::CorruptData, fmt::format("the backup is damaged: {}", why));
}

tl::unexpected<Error> system_failure(std::string_view doing, const fs::path& file) {
  const int why = errno;
  return fail(why == ENOSPC || why == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Unavailable,
              fmt::format("cannot {} {}: {}", doing, file.string(), std::strerror(why)));
}

// Keys and passwords are their owner's alone; the rest is as files usually are.
mode_t mode_of(std::string_view name) { return name.starts_with(".throughline/") ? 0600 : 0644; }

/// A file that is being written below a folder.
class OpenFile {
 public:
  static Result<OpenFile> create(const fs::path& folder, const std::string& name) {
    const fs::path path = folder / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    const int out =
        open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_of(name));
    if (out < 0) {
      return system_failure("write", path);
    }
    return OpenFile(out, path);
  }

  OpenFile(OpenFile&& other) noexcept
      : out_(std::exchange(other.out_, -1)), path_(std::move(other.path_)) {}

  OpenFile& operator=(OpenFile&&) = delete;
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  ~OpenFile() {
    if (out_ >= 0) {
      close(out_);
    }
  }

  Result<void> append(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t n = write(out_, bytes.data(), bytes.size());
      if (n < 0 && errno != EINTR) {
        return system_failure("write", path_);
      }
      bytes.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
    }
    return {};
  }

 private:
  OpenFile(int out, fs::path path) : out_(out), path_(std::move(path)) {}

  int out_;
  fs::path path_;
};

// Takes the entries of a backup in their order and makes a workspace of them.
class Restoring {
 public:
  explicit Restoring(fs::path folder) : folder_(std::move(folder)) {}

  Result<void> begin(std::string_view name) {
    name_ = std::string(name);
    text_.clear();
    if (!head_ && name != kBackupHead) {
      return fail(ErrorCode::CorruptData,
                  "the archive is no backup of a workspace",
                  "Give a file that throughline backup wrote");
    }
    if (counts_) {
      return damaged("something stands behind its end");
    }
    if (name.starts_with(kBackupFiles)) {
      return begin_file(std::string(name.substr(kBackupFiles.size())));
    }
    if (const auto table = table_of_entry(name)) {
      return begin_piece(*table);
    }
    return name == kBackupRows || (name == kBackupHead && !head_)
               ? Result<void>()
               : damaged(fmt::format("an entry is not known: {}", name));
  }

  Result<void> bytes(std::string_view bytes) {
    if (file_) {
      return file_->append(bytes);
    }
    if (in_table_) {
      return decoder_.feed(bytes, [&](engine::Batch&& batch) {
        rows_[table_] += batch.n_rows();
        return store_->insert(table_, batch);
      });
    }
    text_ += bytes;
    return text_.size() <= kLongestJson ? Result<void>() : damaged("it says too much of itself");
  }

  Result<void> end() {
    if (file_) {
      file_.reset();
      return {};
    }
    if (std::exchange(in_table_, false)) {
      return {};
    }
    if (name_ == kBackupHead) {
      TL_TRY(head_, parse_backup_head(text_));
      return open_store();
    }
    TL_TRY(counts_, parse_row_counts(text_));
    return {};
  }

  // What was put back must be what the backup says it holds.
  Result<RestoredSums> finish() {
    if (!head_ || !counts_) {
      return damaged("its end is missing");
    }
    TL_CHECK(decoder_.finish());
    RestoredSums sums{.workspace = head_->workspace,
                      .at = head_->at,
                      .n_files = n_files_,
                      .has_store = store_ != nullptr};
    for (const auto& [table, n] : *counts_) {
      const auto found = rows_.find(table);
      if ((found == rows_.end() ? 0 : found->second) != n) {
        return damaged(fmt::format("{} has not all of its rows", table));
      }
      sums.n_rows += n;
    }
    if (store_) {
      TL_CHECK(migrate(*store_));
      store_.reset();
    }
    TL_CHECK(open_workspace(folder_));
    return sums;
  }

 private:
  Result<void> open_store() {
    if (!head_->n_migrations) {
      return {};
    }
    if (*head_->n_migrations > sql::kMigrations.size()) {
      return fail(ErrorCode::Conflict,
                  fmt::format("the backup was written by a newer version: {}", head_->version),
                  "Upgrade this program");
    }
    const Workspace place{.folder = folder_, .name = {}, .settings = {}};
    TL_TRY(store_, open_engine(place));
    tables_ = tables_of(*head_->n_migrations);
    return migrate(*store_, *head_->n_migrations);
  }

  Result<void> begin_file(const std::string& name) {
    if (name.starts_with(".throughline/store")) {
      return damaged(fmt::format("a file in it is the engine's own: {}", name));
    }
    TL_TRY(OpenFile file, OpenFile::create(folder_, name));
    file_.emplace(std::move(file));
    ++n_files_;
    return {};
  }

  Result<void> begin_piece(std::string_view table) {
    if (!store_ || std::find(tables_.begin(), tables_.end(), table) == tables_.end()) {
      return damaged(fmt::format("a table is not known: {}", table));
    }
    if (table != table_) {
      TL_CHECK(decoder_.finish());
      decoder_ = {};
      table_ = std::string(table);
    }
    in_table_ = true;
    return {};
  }

  const fs::path folder_;
  std::string name_;  ///< of the entry
  std::string text_;  ///< of an entry that is kept whole
  std::optional<BackupHead> head_;
  std::optional<RowCounts> counts_;
  std::optional<OpenFile> file_;
  std::size_t n_files_ = 0;
  std::unique_ptr<engine::Engine> store_;
  std::vector<std::string> tables_;
  std::string table_;
  bool in_table_ = false;
  engine::NativeDecoder decoder_;
  RowCounts rows_;  ///< put back so far
};

Result<RestoredSums> restore_into(const fs::path& file, const fs::path& folder) {
  Restoring restoring(folder);
  TL_CHECK(archive::read_archive(
      file,
      {.begin = [&](std::string_view name, std::uint64_t) { return restoring.begin(name); },
       .bytes = [&](std::string_view bytes) { return restoring.bytes(bytes); },
       .end = [&] { return restoring.end(); }}));
  return restoring.finish();
}

// "site/" -> "site": what stands behind the last slash names the folder.
fs::path without_slash(const fs::path& folder) {
  return folder.has_filename() ? folder : folder.parent_path();
}

}  // namespace

Result<RestoredSums> restore(const fs::path& file, const fs::path& folder) {
  const fs::path place = without_slash(folder);
  std::error_code error;
  if (fs::exists(place) && !(fs::is_directory(place) && fs::is_empty(place, error))) {
    return fail(ErrorCode::Conflict,
                fmt::format("{} is there already and not empty", place.string()),
                "Name a folder that is not there yet");
  }
  TL_TRY(Scaffold scaffold, Scaffold::beside(place));
  TL_TRY(RestoredSums sums, restore_into(file, scaffold.path()));
  TL_CHECK(scaffold.become(place));
  return sums;
}

}  // namespace throughline::workflow
