#include "holder/frame.hpp"

namespace throughline::holder {
namespace {

constexpr std::size_t kHeader = 5;

std::uint32_t length_in(std::string_view header) {
  std::uint32_t length = 0;
  for (std::size_t i = kHeader - 1; i > 0; --i) {
    length = length << 8U | static_cast<std::uint8_t>(header[i]);
  }
  return length;
}

}  // namespace

std::string encode_frame(FrameKind kind, std::string_view payload) {
  TL_ASSERT(payload.size() <= kMaxPayload);
  std::string frame(1, static_cast<char>(kind));
  for (unsigned shift = 0; shift < 32; shift += 8) {
    frame += static_cast<char>(payload.size() >> shift & 0xffU);
  }
  return frame.append(payload);
}

void FrameDecoder::feed(std::string_view bytes) {
  bytes_.erase(0, at_);
  at_ = 0;
  bytes_ += bytes;
}

Result<std::optional<Frame>> FrameDecoder::next() {
  const std::string_view rest = std::string_view(bytes_).substr(at_);
  if (rest.size() < kHeader) {
    return std::optional<Frame>();
  }
  const auto kind = static_cast<std::uint8_t>(rest[0]);
  if (kind < static_cast<std::uint8_t>(FrameKind::Request) ||
      kind > static_cast<std::uint8_t>(FrameKind::Exit)) {
    return fail(ErrorCode::CorruptData, fmt::format("there is no frame of kind {}", kind));
  }
  const std::size_t length = length_in(rest);
  if (length > kMaxPayload) {
    return fail(ErrorCode::CorruptData,
                fmt::format("a frame holds at most {} bytes: {}", kMaxPayload, length));
  }
  if (rest.size() < kHeader + length) {
    return std::optional<Frame>();
  }
  at_ += kHeader + length;
  return std::optional(
      Frame{static_cast<FrameKind>(kind), std::string(rest.substr(kHeader, length))});
}

}  // namespace throughline::holder
