#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace throughline::test_server {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// What one request asks of the engine, in the words of ClickHouse's HTTP interface.
struct Question {
  std::string sql;
  std::string data;      ///< rows of an INSERT, in the format that the statement names
  std::string database;  ///< empty: the default one
  std::string format = "TabSeparated";
  Pairs parameters;                ///< escaped as they came
  Pairs settings;                  ///< `readonly` is the last one, since it forbids more
  bool wait_end_of_query = false;  ///< keep the answer back until it is whole
};

/// \param target  of the request line: path and arguments, percent-encoded
/// \param body    the statement, or the rest of it, or the rows of the INSERT in `query`
[[nodiscard]] Question question_of(std::string_view target, std::string body);

/// Does a statement give rows that can be streamed?
[[nodiscard]] bool gives_rows(std::string_view sql);

/// The INSERT with its rows in a file: INSERT INTO t FROM INFILE 'path' FORMAT Native.
[[nodiscard]] std::string with_file(const std::string& insert, const std::string& path);

/// A text of SQL in its quotes.
[[nodiscard]] std::string in_quotes(std::string_view text, char quote);

}  // namespace throughline::test_server
