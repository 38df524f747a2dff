#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "engine/batch.hpp"

namespace throughline::engine {

/// A table's columns with the server's names of their types, as DESCRIBE TABLE gives them.
using ColumnTypes = std::vector<std::pair<std::string, std::string>>;

/// Writes a batch as one block of ClickHouse's Native format (see NativeDecoder), piece by piece,
/// so that a batch of a million rows is never held twice. Looks into the batch, which must outlive
/// it.
///
/// Columns take the types of the table, since servers of 2018 convert nothing: integers may be
/// written into any integer type that holds each of their values; DateTime takes UInt32, Date
/// UInt16, Float32 the nearest to Float64.
class NativeEncoder {
 public:
  /// Errors: InvalidArgument if the table lacks a column, a value does not fit its column or
  /// columns differ in length; Unsupported for a type that cannot be written.
  [[nodiscard]] static Result<NativeEncoder> create(const Batch& batch, const ColumnTypes& types);

  /// The next bytes, at most about 2 MiB (more only for one text that is longer); empty at the end.
  /// They stay until the next call.
  [[nodiscard]] std::string_view next();

  /// Begins again, for a request that has to be sent anew.
  void restart();

 private:
  using Writer = void (*)(const Values& values, std::size_t& row, std::string& out);

  struct Part {
    const Column* column;
    std::string type;
    Writer write;
  };

  [[nodiscard]] static Result<Part> part_of(const Column& column, const ColumnTypes& types);

  std::vector<Part> parts_;
  std::size_t n_rows_ = 0;
  std::size_t part_ = 0;  ///< the column that is being written
  std::size_t row_ = 0;   ///< its first row that is not
  bool begun_ = false;
  std::string piece_;
};

}  // namespace throughline::engine
