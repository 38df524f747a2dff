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
  /// Where a line begins, from 0; the end of the text beyond the last.
  [[nodiscard]] std::size_t start_of(std::size_t line) const;
  /// The line, from 0, in which a byte of the text lies.
  [[nodiscard]] std::size_t line_of(std::size_t offset) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

/// Turns bytes of a text into positions. Cheap where they come in the order of the text, however
/// long its lines are. The lines must outlive it.
class Cursor {
 public:
  /// \param skipped  bytes of the file before the text
  Cursor(const Lines& lines, std::size_t skipped) : lines_(lines), skipped_(skipped) {}

  /// The character at a byte of a line; both from 0. Beyond the end of the line every byte is one.
  [[nodiscard]] Position at(std::size_t line, std::size_t byte);
  /// The character at a byte of the text.
  [[nodiscard]] Position at(std::size_t offset);

 private:
  const Lines& lines_;
  std::size_t skipped_;
  std::size_t line_ = 0;  ///< where the last question was, from 0
  std::size_t byte_ = 0;
  std::size_t characters_ = 0;  ///< of the line before byte_
};

/// Reports what no file may hold: bytes that are no UTF-8, control characters, tabs in the
/// indentation. One problem of a kind a line.
void scan(const Lines& lines, Problems& problems);

}  // namespace throughline::document
