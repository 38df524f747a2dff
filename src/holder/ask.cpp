#include "holder/ask.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <poll.h>
#include <unistd.h>
#include <vector>

#include "holder/frame.hpp"
#include "holder/unix_socket.hpp"

namespace throughline::holder {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

class Dialogue {
 public:
  Dialogue(Descriptor stream, const Asker& asker) : stream_(std::move(stream)), asker_(asker) {}

  Result<std::optional<int>> run(const Request& request) {
    if (!send_all(stream_, encode_frame(FrameKind::Request, encode_request(request)))) {
      return std::optional<int>();
    }
    while (!exit_code_) {
      wait();
      if (wanted_ && (polled_[1].revents != 0)) {
        send_input();
      }
      if (polled_[0].revents != 0 && !take_frames()) {
        return hung_up();
      }
      if (fault_) {
        return fail(*fault_);
      }
    }
    return exit_code_;
  }

 private:
  void wait() {
    polled_ = {{{stream_.get(), POLLIN, 0}, {wanted_ ? asker_.input : -1, POLLIN, 0}}};
    while (poll(polled_.data(), polled_.size(), -1) < 0 && errno == EINTR) {
    }
  }

  // What cannot be read is taken for the end, as a closed standard input is.
  void send_input() {
    const ssize_t n = read(asker_.input, buffer_.data(), buffer_.size());
    const std::string_view bytes(buffer_.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
    wanted_ = false;
    static_cast<void>(send_all(stream_, encode_frame(FrameKind::Input, bytes)));
  }

  // \returns false at the end of the stream
  bool take_frames() {
    const std::size_t n = receive(stream_, buffer_);
    decoder_.feed({buffer_.data(), n});
    while (!exit_code_ && !fault_) {
      auto frame = decoder_.next();
      if (!frame) {
        fault_ = frame.error();
      } else if (!*frame) {
        return n > 0;
      } else {
        take(**frame);
      }
    }
    return true;
  }

  void take(const Frame& frame) {
    switch (frame.kind) {
      case FrameKind::Accepted:
        accepted_ = true;
        break;
      case FrameKind::Out:
        asker_.out(frame.payload);
        break;
      case FrameKind::Err:
        asker_.err(frame.payload);
        break;
      case FrameKind::WantInput:
        wanted_ = true;
        break;
      case FrameKind::Exit:
        take_exit(frame.payload);
        break;
      case FrameKind::Refused:
        fault_ = Error{ErrorCode::Conflict, frame.payload, {}, {}};
        break;
      case FrameKind::Request:
      case FrameKind::Input:
        fault_ = Error{ErrorCode::CorruptData, "it answered with a question", {}, {}};
        break;
    }
  }

  void take_exit(std::string_view digits) {
    int code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code);
    if (error != std::errc() || end != digits.data() + digits.size()) {
      fault_ = Error{ErrorCode::CorruptData, "its exit code is no number", {}, {}};
    } else {
      exit_code_ = code;
    }
  }

  [[nodiscard]] Result<std::optional<int>> hung_up() const {
    if (!accepted_) {
      return std::optional<int>();
    }
    return fail(ErrorCode::Unavailable,
                "the process that held the store ended before it had answered",
                "Give the command again; import and run go on where they were");
  }

  Descriptor stream_;
  const Asker& asker_;
  FrameDecoder decoder_;
  std::vector<char> buffer_ = std::vector<char>(kPiece);
  std::array<pollfd, 2> polled_{};
  bool accepted_ = false;
  bool wanted_ = false;
  std::optional<int> exit_code_;
  std::optional<Error> fault_;
};

}  // namespace

Result<std::optional<int>> ask(const std::filesystem::path& socket,
                               const Request& request,
                               const Asker& asker) {
  auto stream = connect_to(socket);
  if (!stream) {
    return std::optional<int>();
  }
  return Dialogue(*std::move(stream), asker).run(request);
}

}  // namespace throughline::holder
