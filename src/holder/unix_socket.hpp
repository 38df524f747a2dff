#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

#include "base/error.hpp"

namespace throughline::holder {

/// A descriptor that is closed with the scope.
class Descriptor {
 public:
  Descriptor() = default;

  explicit Descriptor(int value) : value_(value) {}

  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}

  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int get() const { return value_; }

  [[nodiscard]] bool is_open() const { return value_ >= 0; }

 private:
  int value_ = -1;
};

/// Listens on a socket in the file system that only this user can reach, however long its path is.
/// A file that is there already is replaced: call it only as the holder of the store, when whoever
/// made that file is gone. Errors: Unavailable, e.g. on a file system without sockets.
[[nodiscard]] Result<Descriptor> listen_on(const std::filesystem::path& socket);

/// Errors: Unavailable if nobody listens there.
[[nodiscard]] Result<Descriptor> connect_to(const std::filesystem::path& socket);

/// Two ends of one stream inside this process.
[[nodiscard]] Result<std::pair<Descriptor, Descriptor>> stream_pair();

/// Sends all bytes, waiting while the other side is slow. Errors: Cancelled if it is gone.
Result<void> send_all(const Descriptor& to, std::string_view bytes);

/// Waits for bytes. \returns how many came; 0 = the other side is done or gone
[[nodiscard]] std::size_t receive(const Descriptor& from, std::span<char> buffer);

/// Ends a stream in both directions; what was sent can still be read over there. Wakes up whoever
/// waits for it in this process.
void hang_up(const Descriptor& stream);

/// Says that nothing more will be sent.
void end_sending(const Descriptor& stream);

}  // namespace throughline::holder
