#include "holder/conversation.hpp"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace throughline::holder {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

}  // namespace

Result<void> Conversation::send(FrameKind kind, std::string_view payload) {
  const std::scoped_lock lock(sending_);
  auto sent = send_all(stream_, encode_frame(kind, payload));
  if (!sent) {
    stop_.request_stop();
  }
  return sent;
}

Result<void> Conversation::send_pieces(FrameKind kind, std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kPiece, bytes.size()))) {
    TL_CHECK(send(kind, bytes.substr(0, kPiece)));
  }
  return {};
}

Result<int> Conversation::open_input() {
  TL_TRY(auto ends, stream_pair());
  {
    const std::scoped_lock lock(input_mutex_);
    input_ = std::move(ends.first);
  }
  TL_CHECK(send(FrameKind::WantInput, {}));
  return dup(ends.second.get());
}

// One piece is under way at a time: it is written before the next is asked for, so that memory does
// not grow however slow the reader is.
void Conversation::take_input(std::string_view bytes) {
  const std::scoped_lock lock(input_mutex_);
  if (!input_.is_open()) {
    return;
  }
  const bool more = !bytes.empty() && send_all(input_, bytes).has_value();
  if (!more) {
    input_ = Descriptor();
  } else {
    static_cast<void>(send(FrameKind::WantInput, {}));  // a failure is seen by whoever reads next
  }
}

Result<std::optional<Frame>> Conversation::next_frame() {
  std::array<char, kPiece> buffer{};
  while (true) {
    TL_TRY(std::optional<Frame> frame, decoder_.next());
    if (frame) {
      return frame;
    }
    const std::size_t n = receive(stream_, buffer);
    if (n == 0) {
      return std::optional<Frame>();
    }
    decoder_.feed({buffer.data(), n});
  }
}

Result<Frame> Conversation::first_frame() {
  TL_TRY(std::optional<Frame> frame, next_frame());
  if (!frame) {
    return fail(ErrorCode::Cancelled, "whoever connected is gone");
  }
  return *std::move(frame);
}

void Conversation::watch() {
  while (true) {
    const auto frame = next_frame();
    if (!frame || !*frame) {
      break;
    }
    if ((*frame)->kind == FrameKind::Input) {
      take_input((*frame)->payload);
    }
  }
  stop_.request_stop();
  take_input({});
}

void Conversation::refuse(std::string_view why) {
  static_cast<void>(send(FrameKind::Refused, why.substr(0, kPiece)));
  hang_up(stream_);
}

void Conversation::finish(int exit_code) {
  static_cast<void>(send(FrameKind::Exit, std::to_string(exit_code)));
  hang_up(stream_);
}

}  // namespace throughline::holder
