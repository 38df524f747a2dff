#include "intake/byte_source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>
#include <zlib.h>
#include <zstd.h>

#include "base/hash.hpp"

namespace throughline::intake {
namespace {

constexpr std::size_t kInputBytes = 256 * 1024;

// Owns the descriptor; knows what was read before the decoder looked at it.
class File {
 public:
  File(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {
    struct stat status{};
    if (fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)) {
      size_ = static_cast<std::uint64_t>(status.st_size);
    }
  }

  ~File() {
    if (descriptor_ > 0) {
      close(descriptor_);
    }
  }

  File(const File&) = delete;
  File& operator=(const File&) = delete;

  Result<std::size_t> read(std::span<char> buffer) {
    std::size_t filled = 0;
    if (!ahead_.empty()) {
      filled = std::min(ahead_.size(), buffer.size());
      std::memcpy(buffer.data(), ahead_.data(), filled);
      ahead_.erase(0, filled);
    }
    while (filled < buffer.size()) {
      const ssize_t n = ::read(descriptor_, buffer.data() + filled, buffer.size() - filled);
      if (n < 0 && errno == EINTR) {
        continue;
      }
      if (n < 0) {
        return fail(ErrorCode::Unavailable,
                    fmt::format("cannot read {}: {}", name_, std::strerror(errno)));
      }
      if (n == 0) {
        break;
      }
      filled += static_cast<std::size_t>(n);
    }
    position_ += filled;
    return filled;
  }

  Result<std::string> peek(std::size_t length) {
    std::string bytes(length, '\0');
    TL_TRY(const std::size_t n, read(bytes));
    bytes.resize(n);
    ahead_ = bytes;
    position_ -= n;
    return bytes;
  }

  bool seek(std::uint64_t offset) {
    if (size_ < offset || lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET) < 0) {
      return false;
    }
    ahead_.clear();
    position_ = offset;
    return true;
  }

  [[nodiscard]] std::uint64_t position() const { return position_; }

  [[nodiscard]] std::uint64_t size() const { return size_; }

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  int descriptor_;
  std::string name_;
  std::string ahead_;
  std::uint64_t position_ = 0;
  std::uint64_t size_ = 0;
};

class FileSource : public ByteSource {
 public:
  explicit FileSource(std::unique_ptr<File> file) : file_(std::move(file)) {}

  [[nodiscard]] std::uint64_t compressed_position() const override { return file_->position(); }

  [[nodiscard]] std::uint64_t compressed_size() const override { return file_->size(); }

  [[nodiscard]] const std::string& name() const override { return file_->name(); }

 protected:
  std::unique_ptr<File> file_;
};

class PlainSource final : public FileSource {
 public:
  using FileSource::FileSource;

  Result<std::size_t> read(std::span<char> buffer) override { return file_->read(buffer); }

  bool seek(std::uint64_t offset) override { return file_->seek(offset); }

  [[nodiscard]] std::string_view encoding() const override { return "plain"; }
};

tl::unexpected<Error> broken(const File& file, std::string_view what) {
  return fail(ErrorCode::CorruptData,
              fmt::format("{} is {} after {} compressed bytes", file.name(), what, file.position()),
              "The rows before that place are read; fetch the file again and import it once more");
}

class GzSource final : public FileSource {
 public:
  explicit GzSource(std::unique_ptr<File> file) : FileSource(std::move(file)), input_(kInputBytes) {
    inflateInit2(&stream_, 15 + 16);  // 16: gzip wrapper, no zlib
  }

  ~GzSource() override { inflateEnd(&stream_); }

  GzSource(const GzSource&) = delete;
  GzSource& operator=(const GzSource&) = delete;

  Result<std::size_t> read(std::span<char> buffer) override {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = static_cast<uInt>(buffer.size());
    while (stream_.avail_out > 0) {
      if (stream_.avail_in == 0) {
        TL_TRY(const std::size_t n, file_->read(input_));
        stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
        stream_.avail_in = static_cast<uInt>(n);
        if (n == 0) {
          break;
        }
      }
      if (!step()) {
        return give(buffer, "broken");
      }
    }
    const std::size_t filled = buffer.size() - stream_.avail_out;
    if (filled == 0 && inside_) {
      return broken(*file_, "cut off");
    }
    return filled;
  }

  [[nodiscard]] std::string_view encoding() const override { return "gz"; }

 private:
  // What was decoded before the fault is handed on first; the next call tells of the fault.
  Result<std::size_t> give(std::span<char> buffer, std::string_view what) {
    const std::size_t filled = buffer.size() - stream_.avail_out;
    if (filled == 0 || failed_) {
      return broken(*file_, what);
    }
    failed_ = true;
    return filled;
  }

  bool step() {
    if (failed_) {
      return false;
    }
    inside_ = true;
    const int status = inflate(&stream_, Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      inside_ = false;
      return inflateReset(&stream_) == Z_OK;  // another member may follow
    }
    return status == Z_OK || status == Z_BUF_ERROR;
  }

  std::vector<char> input_;
  z_stream stream_{};
  bool inside_ = false;
  bool failed_ = false;
};

class ZstdSource final : public FileSource {
 public:
  explicit ZstdSource(std::unique_ptr<File> file)
      : FileSource(std::move(file)), input_(kInputBytes), stream_(ZSTD_createDStream()) {}

  ~ZstdSource() override { ZSTD_freeDStream(stream_); }

  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;

  Result<std::size_t> read(std::span<char> buffer) override {
    ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
    while (out.pos < out.size) {
      if (in_.pos == in_.size) {
        TL_TRY(const std::size_t n, file_->read(input_));
        in_ = {input_.data(), n, 0};
        if (n == 0) {
          break;
        }
      }
      const std::size_t status =
          failed_ ? std::size_t{1} : ZSTD_decompressStream(stream_, &out, &in_);
      failed_ = failed_ || ZSTD_isError(status) != 0;
      if (failed_) {
        return out.pos > 0 ? Result<std::size_t>(out.pos) : broken(*file_, "broken");
      }
      inside_ = status != 0;
    }
    return out.pos == 0 && inside_ ? Result<std::size_t>(broken(*file_, "cut off")) : out.pos;
  }

  [[nodiscard]] std::string_view encoding() const override { return "zstd"; }

 private:
  std::vector<char> input_;
  ZSTD_DStream* stream_;
  ZSTD_inBuffer in_{nullptr, 0, 0};
  bool inside_ = false;
  bool failed_ = false;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view text) : text_(text) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t n = std::min(buffer.size(), text_.size() - at_);
    std::memcpy(buffer.data(), text_.data() + at_, n);
    at_ += n;
    return n;
  }

  [[nodiscard]] std::uint64_t compressed_position() const override { return at_; }

  [[nodiscard]] std::uint64_t compressed_size() const override { return text_.size(); }

  [[nodiscard]] std::string_view encoding() const override { return "plain"; }

  [[nodiscard]] const std::string& name() const override { return name_; }

 private:
  std::string_view text_;
  std::string name_ = "memory";
  std::size_t at_ = 0;
};

class PutBackSource final : public ByteSource {
 public:
  PutBackSource(std::string head, std::unique_ptr<ByteSource> source)
      : head_(std::move(head)), source_(std::move(source)) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t n = std::min(buffer.size(), head_.size());
    std::memcpy(buffer.data(), head_.data(), n);
    head_.erase(0, n);
    TL_TRY(const std::size_t more, source_->read(buffer.subspan(n)));
    return n + more;
  }

  [[nodiscard]] std::uint64_t compressed_position() const override {
    return source_->compressed_position();
  }

  [[nodiscard]] std::uint64_t compressed_size() const override {
    return source_->compressed_size();
  }

  [[nodiscard]] std::string_view encoding() const override { return source_->encoding(); }

  [[nodiscard]] const std::string& name() const override { return source_->name(); }

 private:
  std::string head_;
  std::unique_ptr<ByteSource> source_;
};

class FirstBytes final : public ByteSource {
 public:
  FirstBytes(std::uint64_t length, std::unique_ptr<ByteSource> source)
      : left_(length), source_(std::move(source)) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    TL_TRY(const std::size_t n, source_->read(buffer.first(std::min(buffer.size(), left_))));
    left_ -= n;
    return n;
  }

  [[nodiscard]] std::uint64_t compressed_position() const override {
    return source_->compressed_position();
  }

  [[nodiscard]] std::uint64_t compressed_size() const override {
    return source_->compressed_size();
  }

  [[nodiscard]] std::string_view encoding() const override { return source_->encoding(); }

  [[nodiscard]] const std::string& name() const override { return source_->name(); }

  bool seek(std::uint64_t offset) override {
    if (offset > left_ || !source_->seek(offset)) {
      return false;
    }
    left_ -= offset;
    return true;
  }

 private:
  std::uint64_t left_;
  std::unique_ptr<ByteSource> source_;
};

}  // namespace

bool ByteSource::seek(std::uint64_t) { return false; }

std::unique_ptr<ByteSource> put_back(std::string head, std::unique_ptr<ByteSource> source) {
  return std::make_unique<PutBackSource>(std::move(head), std::move(source));
}

Result<std::unique_ptr<ByteSource>> open_bytes(const std::string& path, int standard_input) {
  const int descriptor = path == "-" ? standard_input : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable,
                fmt::format("cannot open {}: {}", path, std::strerror(errno)),
                "Check the path and that this user may read it");
  }
  auto file = std::make_unique<File>(descriptor, path == "-" ? "standard input" : path);
  const Result<std::string> magic = file->peek(4);
  if (!magic) {
    return fail(magic.error());
  }
  if (magic->starts_with("\x1f\x8b")) {
    return std::make_unique<GzSource>(std::move(file));
  }
  if (*magic == "\x28\xb5\x2f\xfd") {
    return std::make_unique<ZstdSource>(std::move(file));
  }
  return std::make_unique<PlainSource>(std::move(file));
}

std::unique_ptr<ByteSource> first_bytes(std::uint64_t length, std::unique_ptr<ByteSource> source) {
  return std::make_unique<FirstBytes>(length, std::move(source));
}

std::unique_ptr<ByteSource> bytes_of(std::string_view text) {
  return std::make_unique<MemorySource>(text);
}

Result<std::string> skip_bytes(ByteSource& source, std::uint64_t length) {
  std::string tail;
  if (length > kTailBytes && source.seek(length - kTailBytes)) {
    length = kTailBytes;
  }
  std::vector<char> buffer(kInputBytes);
  while (length > 0) {
    const std::size_t wanted = std::min<std::uint64_t>(length, buffer.size());
    TL_TRY(const std::size_t n, source.read(std::span(buffer).first(wanted)));
    if (n < wanted) {
      return std::string();
    }
    tail.append(buffer.data(), n);
    if (tail.size() > kTailBytes) {
      tail.erase(0, tail.size() - kTailBytes);
    }
    length -= n;
  }
  return tail;
}

std::uint64_t Head::identity(std::uint64_t length) const {
  return hash_bytes(std::string_view(bytes).substr(0, length));
}

Result<Head> read_head(const std::string& path) {
  Head head;
  if (path == "-") {
    return head;
  }
  TL_TRY(const auto source, open_bytes(path));
  head.bytes.resize(kHeadBytes);
  TL_TRY(const std::size_t n, source->read(head.bytes));
  head.bytes.resize(n);
  return head;
}

}  // namespace throughline::intake
