#include "archive/archive_reader.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <vector>
#include <zstd.h>

namespace throughline::archive {
namespace {

constexpr int kLargestWindow = 27;  // 128 MiB: what a file may make us allocate

struct FreeStream {
  void operator()(ZSTD_DCtx* stream) const { ZSTD_freeDCtx(stream); }
};

// Decompresses one frame, cut anywhere, into a decoder.
class Frame {
 public:
  Frame() { ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kLargestWindow); }

  Result<void> feed(std::string_view bytes, TarDecoder& decoder, const TarSink& sink) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    bool full = true;  // the output was filled, so that more may be waiting
    while (in.pos < in.size || full) {
      ZSTD_outBuffer piece{buffer_.data(), buffer_.size(), 0};
      const std::size_t left = ZSTD_decompressStream(stream_.get(), &piece, &in);
      if (ZSTD_isError(left) != 0U) {
        return fail(ErrorCode::CorruptData,
                    fmt::format("the archive cannot be read: {}", ZSTD_getErrorName(left)),
                    "Is it a file that throughline backup wrote, and whole?");
      }
      whole_ = left == 0;
      full = piece.pos == piece.size;
      TL_CHECK(decoder.feed({buffer_.data(), piece.pos}, sink));
    }
    return {};
  }

  [[nodiscard]] bool whole() const { return whole_; }

 private:
  std::unique_ptr<ZSTD_DCtx, FreeStream> stream_{ZSTD_createDCtx()};
  std::vector<char> buffer_ = std::vector<char>(ZSTD_DStreamOutSize());
  bool whole_ = false;
};

}  // namespace

Result<void> read_archive(const std::filesystem::path& file, const TarSink& sink) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return fail(std::filesystem::exists(file) ? ErrorCode::Unavailable : ErrorCode::NotFound,
                fmt::format("cannot read {}: {}", file.string(), std::strerror(errno)));
  }
  Frame frame;
  TarDecoder decoder;
  std::vector<char> piece(ZSTD_DStreamInSize());
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    TL_CHECK(frame.feed({piece.data(), static_cast<std::size_t>(in.gcount())}, decoder, sink));
  }
  if (in.bad() || !frame.whole()) {
    return fail(in.bad() ? ErrorCode::Unavailable : ErrorCode::CorruptData,
                fmt::format("the archive ends too early: {}", file.string()),
                "Is it a file that throughline backup wrote, and whole?");
  }
  return decoder.finish();
}

}  // namespace throughline::archive
