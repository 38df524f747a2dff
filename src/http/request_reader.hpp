#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace throughline::http {

struct ReadLimits {
  std::size_t max_header = std::size_t{16} << 10;  ///< bytes of request line and headers
  std::size_t max_body = std::size_t{4} << 20;     ///< bytes, after decompression too
};

/// Why a request is not served.
struct Refusal {
  unsigned status = 400;
  std::string message;
};

/// What is known of a connection's next request.
enum class ReadState {
  Nothing,  ///< no byte of it came
  Partial,  ///< some did
  Ready,    ///< it can be taken
  Refused,  ///< it never will be, and nothing after it can be understood
};

/// A request, and what it says of the connection.
struct ReadRequest {
  Request request;  ///< without address
  bool keep_alive = true;
};

/// Reads requests from bytes as they come, one after the other. Pure: knows no socket and no clock.
/// Beast's parser finds the parts; what servers in front of us might read differently is refused
/// here.
class RequestReader {
 public:
  explicit RequestReader(const ReadLimits& limits);
  ~RequestReader();
  RequestReader(RequestReader&&) noexcept;
  RequestReader& operator=(RequestReader&&) noexcept;

  /// Takes bytes up to the end of the request. \returns how many; the rest belongs to the next one
  std::size_t feed(std::string_view bytes);
  [[nodiscard]] ReadState state() const;
  /// Whether the client waits for "100 Continue" before it sends the body; says so once.
  [[nodiscard]] bool take_expectation();
  /// Takes the request that is Ready; the next one is Nothing then.
  [[nodiscard]] ReadRequest take();
  /// Why it is Refused.
  [[nodiscard]] const Refusal& refusal() const;

 private:
  class Parser;

  ReadLimits limits_;
  std::unique_ptr<Parser> parser_;
  std::string unread_;  ///< bytes of this request that the parser wants to see again, with more
};

}  // namespace throughline::http
