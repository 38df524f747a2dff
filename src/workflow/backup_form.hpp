#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::workflow {

// How entries of a backup are named.
inline constexpr std::string_view kBackupHead = "backup.json";  ///< the first entry
inline constexpr std::string_view kBackupRows = "rows.json";    ///< the last one
inline constexpr std::string_view kBackupFiles = "workspace/";
inline constexpr std::string_view kBackupTables = "store/";

/// What a backup says of itself.
struct BackupHead {
  std::string version;  ///< of the program
  std::string workspace;
  Seconds at = 0;
  std::optional<std::size_t> n_migrations;  ///< nothing: without a store

  friend bool operator==(const BackupHead&, const BackupHead&) = default;
};

[[nodiscard]] std::string print_backup_head(const BackupHead& head);
/// Errors: CorruptData; Conflict for a later form.
[[nodiscard]] Result<BackupHead> parse_backup_head(std::string_view text);

using RowCounts = std::map<std::string, std::uint64_t, std::less<>>;  ///< by table

[[nodiscard]] std::string print_row_counts(const RowCounts& counts);
/// Errors: CorruptData.
[[nodiscard]] Result<RowCounts> parse_row_counts(std::string_view text);

/// "store/hits/000001.native". \param number  from 1
[[nodiscard]] std::string table_entry(std::string_view table, std::size_t number);
/// The table of such a name; nothing for another one.
[[nodiscard]] std::optional<std::string_view> table_of_entry(std::string_view name);

}  // namespace throughline::workflow
