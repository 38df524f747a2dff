// Whatever comes over the socket, cut however: frames are found or refused in bounded memory, and a
// request that is understood reads the same when it is written again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "holder/frame.hpp"
#include "holder/request.hpp"

namespace {

using namespace throughline::holder;  // NOLINT(google-build-using-namespace): a program of its own

// Truths are written as 0 or 1 and read as any number, so it is the second writing that repeats.
void check_request(std::string_view payload) {
  const auto request = parse_request(payload);
  if (!request) {
    return;
  }
  const auto again = parse_request(encode_request(*request));
  if (!again || !(*again == *request)) {
    std::abort();
  }
}

void check_frame(const Frame& frame) {
  FrameDecoder decoder;
  decoder.feed(encode_frame(frame.kind, frame.payload));
  const auto again = decoder.next();
  if (!again || !*again || !(**again == frame)) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_request(bytes);
  if (bytes.empty()) {
    return 0;
  }
  const std::size_t piece = 1 + static_cast<std::uint8_t>(bytes[0]);
  bytes.remove_prefix(1);
  FrameDecoder decoder;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    decoder.feed(bytes.substr(0, piece));
    auto frame = decoder.next();
    for (; frame && *frame; frame = decoder.next()) {
      check_frame(**frame);
      check_request((*frame)->payload);
    }
    if (!frame) {
      return 0;
    }
  }
  return 0;
}
