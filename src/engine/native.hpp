#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "engine/batch.hpp"
#include "engine/engine.hpp"

namespace throughline::engine {

/// Reads ClickHouse's Native format (without protocol revision) as it arrives: blocks of
///
///   varuint columns · varuint rows · per column: name · type · values
///
/// where texts are a varuint length and bytes. Numbers are little-endian. Integers below 64 bits
/// that are signed, and enumerations, become Int64; Float32 becomes Float64; DateTime UInt32; Date
/// UInt16. Errors: Unsupported for types without a place in Values, CorruptData for bytes that are
/// no Native. Cost: linear in the bytes, however they are cut; holds one block.
class NativeDecoder {
 public:
  /// Takes the next bytes, cut anywhere, and hands on each block that is complete and not empty.
  [[nodiscard]] Result<void> feed(std::string_view bytes, const BatchSink& sink);

  /// Errors: CorruptData if the bytes ended inside a block.
  [[nodiscard]] Result<void> finish() const;

  /// The bytes that could not be taken yet. A server that fails behind a good block writes its
  /// report there, and no report has the form of a block's head: so it stands here whole.
  [[nodiscard]] std::string_view unread() const { return pending_; }

 private:
  class Cursor;
  /// Takes what is there of a column's values; true: the column is whole.
  using Reader = bool (*)(Cursor& cursor, std::uint64_t n_rows, Values& values);

  template <class Stored, class Given>
  static bool read_numbers(Cursor& cursor, std::uint64_t n_rows, Values& values);
  static bool read_strings(Cursor& cursor, std::uint64_t n_rows, Values& values);
  [[nodiscard]] static Reader reader_of(std::string_view type);

  [[nodiscard]] Result<void> advance(Cursor& cursor, const BatchSink& sink);
  [[nodiscard]] Result<bool> begin_column(Cursor& cursor);
  [[nodiscard]] Result<bool> begin_block(Cursor& cursor);

  std::string pending_;
  Batch batch_;  ///< the block so far; its last column may be growing
  std::uint64_t n_columns_ = 0;
  std::uint64_t n_rows_ = 0;
  Reader reader_ = nullptr;  ///< of the growing column; null between columns
  bool in_block_ = false;
};

}  // namespace throughline::engine
