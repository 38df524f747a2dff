#pragma once

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
/// no Native.
class NativeDecoder {
 public:
  /// Takes the next bytes, cut anywhere, and hands on each block that is complete and not empty.
  [[nodiscard]] Result<void> feed(std::string_view bytes, const BatchSink& sink);
  /// Errors: CorruptData if the bytes ended inside a block.
  [[nodiscard]] Result<void> finish() const;

 private:
  std::string pending_;
};

}  // namespace throughline::engine
