#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "holder/frame.hpp"
#include "holder/unix_socket.hpp"

namespace throughline::holder {

/// The holder's side of one request. The command that is done for it may write from several
/// threads.
class Conversation {
 public:
  explicit Conversation(Descriptor stream) : stream_(std::move(stream)) {}

  /// Errors of these: Cancelled if whoever asked is gone; `stop_token()` is then stopped as well.
  Result<void> out(std::string_view bytes) { return send_pieces(FrameKind::Out, bytes); }

  Result<void> err(std::string_view bytes) { return send_pieces(FrameKind::Err, bytes); }

  /// A descriptor that gives the asker's standard input, fetched piece by piece as it is read. For
  /// one reader, who closes it.
  [[nodiscard]] Result<int> open_input();

  /// Stopped when whoever asked has hung up, as ctrl-C over there does.
  [[nodiscard]] std::stop_token stop_token() const { return stop_.get_token(); }

 private:
  friend class Holder;

  Result<void> send(FrameKind kind, std::string_view payload);
  Result<void> send_pieces(FrameKind kind, std::string_view bytes);
  /// Waits for the first frame. Errors: CorruptData, Cancelled if there comes none.
  Result<Frame> first_frame();
  /// Takes pieces of input until the stream ends, then stops the command.
  void watch();
  void take_input(std::string_view bytes);
  void refuse(std::string_view why);
  void finish(int exit_code);
  Result<std::optional<Frame>> next_frame();

  Descriptor stream_;
  FrameDecoder decoder_;
  std::mutex sending_;
  std::stop_source stop_;
  std::mutex input_mutex_;
  Descriptor input_;  ///< the end that pieces of standard input are written to
};

}  // namespace throughline::holder
