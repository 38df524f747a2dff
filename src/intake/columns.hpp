#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace throughline::intake {

/// A column that a kind of source has: our name, and the names under which files are known to have
/// it, best first.
struct Column {
  std::string_view name;
  std::vector<std::string_view> also;
  bool needed = false;  ///< without it no row can be read
};

/// `columns:` of the settings: our name -> the file's name.
using ColumnNames = std::map<std::string, std::string>;

/// Names under which a file may have a column, best first: the one of the settings alone, else ours
/// and those that are known.
[[nodiscard]] std::vector<std::string_view> names_of(const Column& column,
                                                     const ColumnNames& named);

/// Checks that the settings name only columns of ours.
/// Errors: InvalidArgument with the nearest of them.
[[nodiscard]] Result<void> check_names(std::span<const Column> ours, const ColumnNames& named);

/// Checks that a file has what is needed. \param header  what the file calls its columns
/// Errors: CorruptData that names the missing column, the file's and the nearest one.
[[nodiscard]] Result<void> check_needed(std::span<const Column> ours,
                                        const ColumnNames& named,
                                        std::span<const std::string> header,
                                        std::string_view file);

/// For each of our columns its place in a table's header; compared without case.
/// Errors: InvalidArgument and CorruptData as above, also where the settings name a column that the
/// file does not have.
[[nodiscard]] Result<std::vector<std::optional<std::size_t>>> map_columns(
    std::span<const Column> ours,
    const ColumnNames& named,
    std::span<const std::string> header,
    std::string_view file);

}  // namespace throughline::intake
