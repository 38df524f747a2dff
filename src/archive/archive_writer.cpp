#include "archive/archive_writer.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <vector>
#include <zstd.h>

#include "archive/tar.hpp"

namespace throughline::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 1 << 16;

tl::unexpected<Error> system_failure(std::string_view doing, const fs::path& file) {
  const int why = errno;
  return fail(why == ENOSPC || why == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Unavailable,
              fmt::format("cannot {} {}: {}", doing, file.string(), std::strerror(why)));
}

struct FreeStream {
  void operator()(ZSTD_CCtx* stream) const { ZSTD_freeCCtx(stream); }
};

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}

  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

  Descriptor& operator=(Descriptor&&) = delete;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  ~Descriptor() {
    if (number_ >= 0) {
      close(number_);
    }
  }

  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

Result<void> sync_folder(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.number() >= 0 && fsync(opened.number()) == 0 ? Result<void>()
                                                             : system_failure("write", folder);
}

}  // namespace

struct Writer::State {
  State(fs::path file_, fs::path part_, Seconds at_, int number)
      : file(std::move(file_)), part(std::move(part_)), at(at_), out(number) {
    ZSTD_CCtx_setParameter(stream.get(), ZSTD_c_checksumFlag, 1);
  }

  Result<void> write_all(std::string_view bytes) {
    n_bytes += bytes.size();
    while (!bytes.empty()) {
      const ssize_t n = write(out.number(), bytes.data(), bytes.size());
      if (n < 0 && errno != EINTR) {
        return system_failure("write", part);
      }
      bytes.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
    }
    return {};
  }

  // Compresses and writes; at the end also what the stream still holds.
  Result<void> put(std::string_view bytes, ZSTD_EndDirective end = ZSTD_e_continue) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (bool more = true; more;) {
      ZSTD_outBuffer piece{buffer.data(), buffer.size(), 0};
      const std::size_t left = ZSTD_compressStream2(stream.get(), &piece, &in, end);
      if (ZSTD_isError(left) != 0U) {
        return fail(ErrorCode::Internal, fmt::format("zstd failed: {}", ZSTD_getErrorName(left)));
      }
      TL_CHECK(write_all({buffer.data(), piece.pos}));
      more = end == ZSTD_e_end ? left != 0 : in.pos < in.size;
    }
    return {};
  }

  const fs::path file;
  const fs::path part;
  const Seconds at;
  Descriptor out;
  std::unique_ptr<ZSTD_CCtx, FreeStream> stream{ZSTD_createCCtx()};
  std::vector<char> buffer = std::vector<char>(ZSTD_CStreamOutSize());
  std::uint64_t n_bytes = 0;
  bool finished = false;
};

Writer::Writer(std::unique_ptr<State> state) : state_(std::move(state)) {}

Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

Writer::~Writer() {
  if (state_ && !state_->finished) {
    unlink(state_->part.c_str());
  }
}

Result<Writer> Writer::create(fs::path file, Seconds at) {
  fs::path part = file.string() + ".part";
  const int out = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (out < 0) {
    return system_failure("write", part);
  }
  return Writer(std::make_unique<State>(std::move(file), std::move(part), at, out));
}

Result<void> Writer::add(std::string_view name, std::string_view content) {
  TL_TRY(const std::string header, tar_header(name, content.size(), state_->at));
  TL_CHECK(state_->put(header));
  TL_CHECK(state_->put(content));
  return state_->put(tar_padding(content.size()));
}

Result<void> Writer::add_file(std::string_view name, const fs::path& source, std::uint64_t size) {
  const Descriptor in(open(source.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.number() < 0) {
    return system_failure("read", source);
  }
  TL_TRY(const std::string header, tar_header(name, size, state_->at));
  TL_CHECK(state_->put(header));
  std::array<char, kPiece> piece{};
  for (std::uint64_t left = size; left > 0;) {
    const ssize_t n = read(in.number(), piece.data(), std::min<std::uint64_t>(piece.size(), left));
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      return system_failure("read", source);
    }
    if (n == 0) {
      return fail(ErrorCode::Unavailable,
                  fmt::format("{} became shorter while it was read", source.string()),
                  "Try again");
    }
    TL_CHECK(state_->put({piece.data(), static_cast<std::size_t>(n)}));
    left -= static_cast<std::uint64_t>(n);
  }
  return state_->put(tar_padding(size));
}

Result<void> Writer::finish() {
  TL_CHECK(state_->put(tar_end(), ZSTD_e_end));
  if (fsync(state_->out.number()) != 0 || rename(state_->part.c_str(), state_->file.c_str()) != 0) {
    return system_failure("write", state_->file);
  }
  state_->finished = true;
  return sync_folder(state_->file);
}

std::uint64_t Writer::n_bytes() const { return state_->n_bytes; }

}  // namespace throughline::archive
