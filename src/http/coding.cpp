#include "http/coding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <memory>
#include <zlib.h>
#include <zstd.h>

namespace throughline::http {

namespace {

constexpr int kGzip = 16 + MAX_WBITS;  // zlib's way of asking for gzip's header
constexpr int kGzipLevel = 5;
constexpr int kZstdLevel = 3;
constexpr std::size_t kPiece = std::size_t{32} << 10;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The weight behind "gzip;q=0.5"; 1 where there is none, 0 for one that is no number.
double weight_of(std::string_view parameters) {
  const auto equals = parameters.find("q=");
  if (equals == std::string_view::npos) {
    return 1;
  }
  const auto text = trimmed(parameters.substr(equals + 2));
  double weight = 0;
  std::from_chars(text.data(), text.data() + text.size(), weight);
  return weight > 0 && weight <= 1 ? weight : 0;
}

struct Weights {
  double gzip = 0;
  double zstd = 0;
  double identity = 1e-9;  // is always understood, and liked least unless named
};

void weigh(Weights& weights, std::string_view item) {
  const auto name = trimmed(item.substr(0, item.find(';')));
  const auto weight = weight_of(item.substr(std::min(name.size(), item.size())));
  if (name == "gzip" || name == "x-gzip") {
    weights.gzip = weight;
  } else if (name == "zstd") {
    weights.zstd = weight;
  } else if (name == "identity") {
    weights.identity = weight;
  } else if (name == "*") {
    weights.gzip = weight;
  }
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, kGzipLevel, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(done ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const auto n = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kZstdLevel);
  out.resize(ZSTD_isError(n) != 0 ? 0 : n);
  return out;
}

tl::unexpected<Error> corrupt(std::string_view coding) {
  return fail(ErrorCode::CorruptData,
              fmt::format("the body is not the {} that it says it is", coding));
}

tl::unexpected<Error> too_large(std::size_t max_size) {
  return fail(ErrorCode::TooLarge,
              fmt::format("the body is longer than {} bytes once decompressed", max_size));
}

Result<std::string> inflate_members(z_stream& stream, std::size_t max_size) {
  std::string out;
  std::array<char, kPiece> piece{};
  int status = Z_OK;
  do {
    if (status == Z_STREAM_END && inflateReset(&stream) != Z_OK) {
      return corrupt("gzip");
    }
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = kPiece;
    status = inflate(&stream, Z_NO_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END) {
      return corrupt("gzip");
    }
    out.append(piece.data(), kPiece - stream.avail_out);
    if (out.size() > max_size) {
      return too_large(max_size);
    }
  } while (status == Z_OK || stream.avail_in > 0);
  return out;
}

Result<std::string> gunzip(std::string_view bytes, std::size_t max_size) {
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  if (inflateInit2(&stream, kGzip) != Z_OK) {
    return corrupt("gzip");
  }
  auto out = inflate_members(stream, max_size);
  inflateEnd(&stream);
  return out;
}

Result<std::string> unzstd(std::string_view bytes, std::size_t max_size) {
  const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(),
                                                                        ZSTD_freeDCtx);
  // A window larger than what is accepted would only cost memory.
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 23);
  std::string out;
  std::array<char, kPiece> piece{};
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  std::size_t left = 1;
  while (in.pos < in.size || left != 0) {
    ZSTD_outBuffer to{piece.data(), kPiece, 0};
    const auto before = in.pos;
    left = ZSTD_decompressStream(context.get(), &to, &in);
    if (ZSTD_isError(left) != 0 || (in.pos == before && to.pos == 0)) {
      return corrupt("zstd");
    }
    out.append(piece.data(), to.pos);
    if (out.size() > max_size) {
      return too_large(max_size);
    }
  }
  return out;
}

}  // namespace

std::string_view name_of(Coding coding) {
  switch (coding) {
    case Coding::Gzip:
      return "gzip";
    case Coding::Zstd:
      return "zstd";
    case Coding::Identity:
      break;
  }
  return "";
}

Coding negotiate(std::string_view accept_encoding) {
  Weights weights;
  while (!accept_encoding.empty()) {
    const auto item = accept_encoding.substr(0, accept_encoding.find(','));
    accept_encoding.remove_prefix(std::min(item.size() + 1, accept_encoding.size()));
    weigh(weights, trimmed(item));
  }
  if (weights.zstd > 0 && weights.zstd >= std::max(weights.gzip, weights.identity)) {
    return Coding::Zstd;
  }
  return weights.gzip > 0 && weights.gzip >= weights.identity ? Coding::Gzip : Coding::Identity;
}

bool is_compressible(std::string_view content_type) {
  const auto type = trimmed(content_type.substr(0, content_type.find(';')));
  constexpr std::array<std::string_view, 6> kOthers = {"application/json",
                                                       "application/javascript",
                                                       "application/manifest+json",
                                                       "application/problem+json",
                                                       "application/xml",
                                                       "image/svg+xml"};
  return (type.starts_with("text/") && type != "text/event-stream") ||
         std::ranges::find(kOthers, type) != kOthers.end();
}

std::string encode(Coding coding, std::string_view bytes) {
  switch (coding) {
    case Coding::Gzip:
      return gzip(bytes);
    case Coding::Zstd:
      return zstd(bytes);
    case Coding::Identity:
      break;
  }
  return std::string(bytes);
}

Result<std::string> decode(std::string_view coding, std::string_view bytes, std::size_t max_size) {
  if (coding == "gzip" || coding == "x-gzip") {
    return gunzip(bytes, max_size);
  }
  if (coding == "zstd") {
    return unzstd(bytes, max_size);
  }
  return fail(ErrorCode::Unsupported,
              fmt::format("a body may be compressed by gzip or zstd, not by {}", coding));
}

}  // namespace throughline::http
