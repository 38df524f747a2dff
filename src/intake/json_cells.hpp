#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/cells.hpp"
#include "intake/columns.hpp"
#include "intake/json_text.hpp"

namespace throughline::intake {

/// Reads JSON objects, one a line, as rows of a table. What stands in an object within the object
/// has a name with a point: {"effect": {"lo": 1}} has the column effect.lo. Items of a list stand
/// on lines of their own.
class JsonCells {
 public:
  JsonCells(std::span<const Column> columns, const ColumnNames& named);

  /// The cells of a line, which live until the next; nothing if it is no JSON object.
  [[nodiscard]] std::optional<Cells> read(std::string_view line);

 private:
  // Which column a key fills, and how well: lower ranks win.
  struct Role {
    std::string key;
    std::size_t column = 0;
    std::size_t rank = 0;
  };

  void fill(std::string_view key, simdjson::dom::element value);

  std::vector<Role> roles_;
  std::vector<std::size_t> ranks_;
  std::vector<std::string> texts_;
  std::vector<std::string_view> cells_;
  JsonLines json_;
};

/// The keys of the first objects, sorted, those within objects with a point.
[[nodiscard]] std::vector<std::string> json_columns(std::string_view sample);

}  // namespace throughline::intake
