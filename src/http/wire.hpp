#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace throughline::http {

/// Who is told what happens on a wire, on the thread of its loop.
class WireUser {
 public:
  virtual ~WireUser() = default;
  virtual void opened() = 0;
  /// \param bytes  good for the length of the call
  virtual void received(std::string_view bytes) = 0;
  virtual void sent(std::size_t n) = 0;
  /// The other side hung up, or the network did.
  virtual void broken() = 0;
};

/// Bytes both ways, plain or by TLS. Every call but the last two is answered once through the
/// user, who is kept alive until then; one receive and one send may be under way at a time.
class Wire {
 public:
  virtual ~Wire() = default;
  virtual void open(std::shared_ptr<WireUser> user) = 0;
  virtual void receive(std::shared_ptr<WireUser> user) = 0;
  /// The bytes must stay until it is answered.
  virtual void send(const std::vector<std::string_view>& pieces,
                    std::shared_ptr<WireUser> user) = 0;
  /// Sends what can be sent at once. \returns how many bytes; 0 says nothing of the rest
  virtual std::size_t send_now(const std::vector<std::string_view>& pieces) = 0;
  /// Says that no more will be sent; the other side may still be heard.
  virtual void finish() = 0;
  virtual void close() = 0;
};

}  // namespace throughline::http
