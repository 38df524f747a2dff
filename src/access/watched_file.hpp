#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "access/private_file.hpp"

namespace throughline::access {

/// What a file says, read again whenever it is another file than before. A file that is not there
/// gives the value of an empty one. Safe from several threads.
template <class Value>
class WatchedFile {
 public:
  using Parse = Result<Value> (*)(std::string_view text);

  WatchedFile(std::filesystem::path file, Parse parse) : file_(std::move(file)), parse_(parse) {}

  /// Shared with those who still look at an older reading. Errors: of reading and of Parse.
  [[nodiscard]] Result<std::shared_ptr<const Value>> get() {
    const std::scoped_lock lock(mutex_);
    const FileStamp stamp = stamp_of(file_);  // before reading: what comes later is read next time
    if (value_ && stamp == stamp_) {
      return value_;
    }
    value_ = nullptr;
    TL_TRY(const std::optional<std::string> text, read_private(file_));
    TL_TRY(Value value, text ? parse_(*text) : Result<Value>(Value{}));
    value_ = std::make_shared<const Value>(std::move(value));
    stamp_ = stamp;
    return value_;
  }

 private:
  const std::filesystem::path file_;
  const Parse parse_;
  std::mutex mutex_;
  FileStamp stamp_;
  std::shared_ptr<const Value> value_;
};

}  // namespace throughline::access
