#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace throughline::render {

struct Column {
  std::string head;
  bool number = false;    ///< figures stand right
  bool shrinks = false;   ///< gives way when the terminal is narrow; its text is cut with "…"
  bool optional = false;  ///< left out, last one first, where shrinking is not enough
};

/// A table as people and programs read it.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// Text no line of which is wider than `width` columns, as far as the columns that neither shrink
/// nor are optional leave room; Chinese counts two. Width 0: as wide as it is.
[[nodiscard]] std::string table_text(const Table& table, std::size_t width);
[[nodiscard]] std::string table_csv(const Table& table);  ///< RFC 4180
[[nodiscard]] std::string table_json(
    const Table& table);  ///< {"schema": …, "rows": [{head: value}]}

}  // namespace throughline::render
