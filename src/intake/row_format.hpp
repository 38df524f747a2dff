#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "intake/batch.hpp"
#include "intake/blocks.hpp"
#include "intake/hit_builder.hpp"
#include "intake/records.hpp"

namespace throughline::intake {

/// A block and what its rows became. Words and touches point into the block's bytes or into
/// `texts`.
struct Parsed {
  Block block;
  HitColumns hits;
  std::vector<SeenWord> words;
  std::vector<SeenTouch> touches;
  std::deque<std::string> texts;
  Records records;
  std::vector<Reject> rejects;  ///< lines counted from the block's first
  std::uint64_t rows = 0;       ///< hits + records + rejects + blank
  std::uint64_t lines = 0;      ///< of the file; more than rows where a row spans several
  std::uint64_t blank = 0;
};

/// Turns blocks of whole rows into hits or records. Keeps what it has met; one a thread. What a
/// block becomes does not depend on the blocks before, unless the format says so.
class RowParser {
 public:
  virtual ~RowParser() = default;
  virtual Parsed parse(Block block) = 0;
};

/// How the rows of a source are cut and read: all that tells one kind of source from another.
struct RowFormat {
  std::string name;    ///< "combined", "events"; shown and stored
  std::string advice;  ///< what to do where most rows are in another format
  RowCut cut = cut_lines;
  std::size_t least_block = 0;  ///< bytes without which `cut` may not see the end of a row
  bool in_order = false;        ///< rows change how later ones are read: one parser reads them all
  std::function<std::unique_ptr<RowParser>(const IntakeRules&)> parser;
};

}  // namespace throughline::intake
