#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace throughline::intake {

/// Texts of one column end to end: text i is bytes[offsets[i] … offsets[i + 1]).
struct Texts {
  std::vector<std::uint64_t> offsets{0};
  std::string bytes;

  void push_back(std::string_view text) {
    bytes.append(text);
    offsets.push_back(bytes.size());
  }

  [[nodiscard]] std::size_t size() const { return offsets.size() - 1; }

  [[nodiscard]] std::string_view operator[](std::size_t row) const {
    return std::string_view(bytes).substr(offsets[row], offsets[row + 1] - offsets[row]);
  }
};

using RecordValues = std::variant<std::vector<std::uint8_t>,
                                  std::vector<std::uint16_t>,
                                  std::vector<std::uint32_t>,
                                  std::vector<std::uint64_t>,
                                  std::vector<std::int64_t>,
                                  std::vector<double>,
                                  Texts>;

struct RecordColumn {
  std::string_view name;  ///< a constant of the program
  RecordValues values;
};

/// Accepted rows of a table other than hits, column by column, each with its place in the file.
struct Records {
  std::string_view table;  ///< "" = no rows
  std::vector<RecordColumn> columns;
  std::vector<std::uint64_t> line;    ///< from 1; within a block counted from its first
  std::vector<std::uint64_t> offset;  ///< of the row's first byte, decompressed
  std::uint32_t newest = 0;           ///< last second that a row tells of, UTC

  [[nodiscard]] std::size_t size() const { return line.size(); }

  /// Appends rows of the same table, whose lines lie `lines_before` further down.
  void append(Records&& other, std::uint64_t lines_before);
};

/// A column of a table and the member of a row that fills it.
template <class Row, class Value>
struct RecordMember {
  std::string_view name;
  Value Row::* member;
};

template <class Row, class Value>
constexpr RecordMember<Row, Value> member(std::string_view name, Value Row::* where) {
  return {name, where};
}

namespace detail {

template <class Value>
struct ColumnOf {
  using type = std::vector<Value>;
};

template <>
struct ColumnOf<std::string_view> {
  using type = Texts;
};

template <>
struct ColumnOf<std::string> {
  using type = Texts;
};

}  // namespace detail

/// Adds the columns of one row; its place is added by whoever knows it. `Row` lists its columns as
/// a tuple of members: static constexpr auto columns().
template <class Row>
void push_row(Records& records, const Row& row) {
  const auto push = [&]<class Value>(std::size_t at, const RecordMember<Row, Value>& one) {
    using Kept = typename detail::ColumnOf<Value>::type;
    if (records.columns.size() == at) {
      records.columns.push_back({one.name, Kept()});
    }
    std::get<Kept>(records.columns[at].values).push_back(row.*one.member);
  };
  std::apply(
      [&](const auto&... members) {
        std::size_t at = 0;
        (push(at++, members), ...);
      },
      Row::columns());
}

}  // namespace throughline::intake
