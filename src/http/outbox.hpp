#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace throughline::http {

/// Bytes that wait to be sent, in order. Short ones are gathered so that many answers leave in one
/// write; long bodies are kept as they are and never copied. What views() gave stays in place until
/// it is told as sent, whatever is added meanwhile.
class Outbox {
 public:
  /// A place to append text to; good until the next call.
  [[nodiscard]] std::string& text();
  void add(Body body);
  /// Bytes added and not told as sent.
  [[nodiscard]] std::size_t size() const;

  [[nodiscard]] bool empty() const { return size() == 0; }

  /// The next pieces to send.
  [[nodiscard]] const std::vector<std::string_view>& views();
  /// Forgets the first `n` bytes of what views() gave.
  void sent(std::size_t n);

 private:
  void take_off();

  std::vector<Body> waiting_;
  std::vector<Body> leaving_;  ///< what views_ looks at
  std::vector<std::string_view> views_;
  bool last_is_text_ = false;  ///< whether text() may append to the last of waiting_
};

}  // namespace throughline::http
