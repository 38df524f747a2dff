#pragma once

#include <cstdint>
#include <vector>

#include "intake/batch.hpp"
#include "intake/read_rows.hpp"
#include "intake/row_format.hpp"

namespace throughline::intake {

/// Ids that were announced. Forgets all of them when there are too many: a word that is announced
/// twice costs a row, memory without bound costs the machine.
class IdSet {
 public:
  IdSet();

  /// True if the id is new. 0 is no id.
  bool insert(std::uint64_t id);

 private:
  bool place(std::uint64_t id);
  void grow();

  std::vector<std::uint64_t> slots_;
  std::size_t count_ = 0;
};

/// Puts blocks, in their order, together to batches. The arguments must outlive it.
class Assembler {
 public:
  Assembler(const IntakeRules& rules,
            const RowFormat& format,
            const ReadOptions& options,
            const BatchSink& sink);

  /// \param growing  the source may be written to: a last row without an end waits until it is
  /// whole Errors: CorruptData if most of the first block's rows are bad; those of the sink.
  Result<void> take(Parsed&& parsed, bool growing);
  /// Hands on what there is.
  Result<void> flush();

  [[nodiscard]] std::uint64_t rows() const { return rows_; }

 private:
  Result<void> check_first(const Parsed& parsed);
  void append(Parsed& parsed);

  const IntakeRules& rules_;
  const RowFormat& format_;
  const ReadOptions& options_;
  const BatchSink& sink_;
  IntakeBatch batch_;
  IdSet announced_;
  std::uint64_t line_;
  std::uint64_t rows_ = 0;
  bool first_ = true;
};

}  // namespace throughline::intake
