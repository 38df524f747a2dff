#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace throughline::holder {

/// What a frame is. The numbers of Request and Refused, and the header of a frame, stay what they
/// are in every version, so that two versions can at least tell each other that they differ.
enum class FrameKind : std::uint8_t {
  Request = 1,    ///< asker: do this command
  Refused = 2,    ///< holder: no, and why; nothing was done
  Accepted = 3,   ///< holder: it is being done
  Out = 4,        ///< holder: bytes for standard output
  Err = 5,        ///< holder: bytes for standard error
  WantInput = 6,  ///< holder: send the next bytes of standard input
  Input = 7,      ///< asker: these; empty = there is no more
  Exit = 8,       ///< holder: done, with this exit code in decimal digits
};

struct Frame {
  FrameKind kind = FrameKind::Request;
  std::string payload;

  friend bool operator==(const Frame&, const Frame&) = default;
};

/// More than any command line or stretch of output needs; a frame that claims more is no frame.
inline constexpr std::size_t kMaxPayload = 4 * 1024 * 1024;

/// Kind (1 byte), length of the payload (4 bytes, least first), payload.
[[nodiscard]] std::string encode_frame(FrameKind kind, std::string_view payload);

/// Takes bytes as they come and gives the frames in them. Holds at most one frame and what was fed
/// last.
class FrameDecoder {
 public:
  void feed(std::string_view bytes);
  /// The next whole frame, or nothing before more is fed. Errors: CorruptData for a kind that there
  /// is not or a length above kMaxPayload; nothing after that can be understood.
  Result<std::optional<Frame>> next();

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

}  // namespace throughline::holder
