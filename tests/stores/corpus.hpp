#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"

namespace throughline::stores {

/// One record of a `.test` file; blank lines part them, and # begins a comment:
///
///   plant TABLE column column …      rows of a table, one a line, as SQL writes values
///   1, 'text'
///
///   statement                        SQL that gives no rows
///   run NAME                         the statement sql/NAME.sql, with its parameters
///   name = value
///
///   query                            SQL, and the rows it must give, separated by tabs
///   SELECT …
///   ----
///   a	b
///   ask NAME                         the query sql/NAME.sql, with parameters and rows
struct Record {
  enum class Kind { Plant, Statement, Run, Query, Ask };
  Kind kind = Kind::Statement;
  std::string name;                 ///< table and columns, or name in sql/
  std::vector<std::string> lines;   ///< SQL, or rows to plant
  engine::Parameters parameters;    ///< of Run and Ask
  std::vector<std::string> wanted;  ///< rows of Query and Ask
  std::size_t line = 0;             ///< of the file, from 1
  std::size_t wanted_at = 0;        ///< line below ----; 0: none
};

/// Reads a file of the corpus. Errors: NotFound; CorruptData with the line of what is no record.
[[nodiscard]] Result<std::vector<Record>> read_corpus(const std::filesystem::path& file);

/// Replaces the wanted rows of a file, which may have become more or fewer.
void write_wanted(const std::filesystem::path& file,
                  const std::vector<Record>& records,
                  const std::vector<std::vector<std::string>>& rows);

[[nodiscard]] std::vector<std::string> lines_of(const std::filesystem::path& file);

}  // namespace throughline::stores
