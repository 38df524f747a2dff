#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace throughline::schema {

enum class ColumnType : std::uint8_t {
  Text,
  Number,
  Money,  ///< in major units of the workspace's currency where it is computed with
  Time,
};

/// A column that a plan's metric may name.
struct DataColumn {
  std::string_view name;
  ColumnType type = ColumnType::Text;
  std::string_view meaning;
};

/// A table of rows on which metrics stand.
struct DataTable {
  std::string_view name;
  std::span<const DataColumn> columns;
};

/// Every table that a dataset of the plan may name.
[[nodiscard]] std::span<const DataTable> data_tables();
/// The table with this name, or null.
[[nodiscard]] const DataTable* data_table(std::string_view name);
/// The column of a table, or null.
[[nodiscard]] const DataColumn* column_of(const DataTable& table, std::string_view name);
/// The table in which the rows of a kind of source stand ("log" -> "sessions"); "" for none.
[[nodiscard]] std::string_view table_of_kind(std::string_view kind);

}  // namespace throughline::schema
