#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"

namespace throughline::engine {

/// Strings of one column end to end, so that a batch is two allocations and not one a row.
/// String i is bytes[offsets[i] … offsets[i + 1]).
struct Strings {
  std::vector<std::uint64_t> offsets{0};  ///< [n_rows + 1]
  std::string bytes;

  void push_back(std::string_view text) {
    bytes.append(text);
    offsets.push_back(bytes.size());
  }

  [[nodiscard]] std::string_view operator[](std::size_t row) const {
    return std::string_view(bytes).substr(offsets[row], offsets[row + 1] - offsets[row]);
  }

  [[nodiscard]] std::size_t size() const { return offsets.size() - 1; }

  friend bool operator==(const Strings&, const Strings&) = default;
};

/// Values of one column. DateTime travels as its UInt32 of UTC seconds, Date as its UInt16 of days.
using Values = std::variant<std::vector<std::uint8_t>,
                            std::vector<std::uint16_t>,
                            std::vector<std::uint32_t>,
                            std::vector<std::uint64_t>,
                            std::vector<std::int64_t>,
                            std::vector<double>,
                            Strings>;

struct Column {
  std::string name;
  Values values;
};

/// Rows of a table, column by column; every column has the same length.
struct Batch {
  std::vector<Column> columns;

  [[nodiscard]] std::size_t n_rows() const;
  /// The column's values. Errors: CorruptData if there is no such column or it holds another type.
  template <class T>
  [[nodiscard]] Result<const T*> get(std::string_view name) const;
};

[[nodiscard]] std::size_t size_of(const Values& values);

/// The names of the columns as an INSERT lists them.
[[nodiscard]] std::string column_list(const Batch& batch);

template <class T>
Result<const T*> Batch::get(std::string_view name) const {
  if (columns.empty()) {  // an answer without rows does not name its columns
    static const T kNone;
    return &kNone;
  }
  for (const Column& column : columns) {
    if (column.name == name) {
      if (const T* values = std::get_if<T>(&column.values)) {
        return values;
      }
      return fail(ErrorCode::CorruptData,
                  fmt::format("column has another type than asked for: {}", name));
    }
  }
  return fail(ErrorCode::CorruptData, fmt::format("the answer has no column: {}", name));
}

}  // namespace throughline::engine
