#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "document/problems.hpp"

namespace throughline::document {

/// Where the lines of a text begin, to turn bytes into what people count.
class Lines {
 public:
  explicit Lines(std::string_view text);

  [[nodiscard]] std::size_t count() const { return starts_.size(); }

  /// The line without its end, from 1; "" beyond the last.
  [[nodiscard]] std::string_view line(std::size_t number) const;
  /// All text from a byte of a line on; both from 0.
  [[nodiscard]] std::string_view from(std::size_t line, std::size_t byte) const;
  /// The character at a byte of a line; both from 0.
  [[nodiscard]] Position position(std::size_t line, std::size_t byte) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

/// Reports what no file may hold: bytes that are no UTF-8, control characters, tabs in the
/// indentation. One problem of a kind a line.
void scan(const Lines& lines, Problems& problems);

}  // namespace throughline::document
