#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace throughline::intake {

/// How a table of delimited text is written: RFC 4180, with any delimiter, and LF or CRLF.
struct CsvFormat {
  char delimiter = ',';
  /// Bytes within which a record must end. Quotes that do not end would swallow the rest of the
  /// file else; where they do not end in time, the line in which the record began is taken for
  /// broken and reading goes on with the next line.
  std::size_t longest = 64 * 1024;
};

/// A record at the start of some bytes.
struct CsvRecord {
  std::size_t length = 0;  ///< with its line end; 0 = the bytes do not tell yet
  bool broken = false;     ///< no end within CsvFormat::longest: `length` is that of its first line
};

/// Finds the end of the record that begins at the first byte. Cost: O(longest), or of a line that
/// is longer. \param complete  nothing comes after these bytes that belongs to their records
[[nodiscard]] CsvRecord next_record(std::string_view bytes, const CsvFormat& format, bool complete);

/// How many of the bytes are whole records (see RowCut).
[[nodiscard]] std::size_t cut_records(std::string_view bytes, const CsvFormat& format);

/// Takes records apart; what it gave lives until the next, and points into the record where no
/// quote had to be undone.
class CsvSplitter {
 public:
  explicit CsvSplitter(char delimiter) : delimiter_(delimiter) {}

  /// \param record  without its line end
  [[nodiscard]] const std::vector<std::string_view>& split(std::string_view record);

 private:
  std::size_t take_quoted(std::string_view record, std::size_t at);

  char delimiter_;
  std::string unquoted_;
  std::vector<std::string_view> fields_;
};

/// The record without LF, CRLF or nothing at its end.
[[nodiscard]] std::string_view without_line_end(std::string_view record);

/// Elements of an array as ClickHouse writes it: ['a','it\'s',3].
[[nodiscard]] std::vector<std::string> array_of(std::string_view text);

}  // namespace throughline::intake
