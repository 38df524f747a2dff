#pragma once

#include <cstdint>
#include <span>

#include "base/error.hpp"
#include "experiments/assignments.hpp"
#include "experiments/reading.hpp"

namespace throughline::experiments {

/// A stretch of time in which the tactic was on or off.
struct Block {
  bool on = false;
  double outcome = 0.0;  ///< in total
  double length = 1.0;   ///< in any unit, such as days; 1e-6 to 1e9
};

/// How it was decided which blocks are on.
enum class BlockLot : std::uint8_t {
  AmongAll,     ///< so many of all blocks, by lot
  WithinPairs,  ///< one of each two neighbours, by lot
  FixedOrder,   ///< not by lot: on, off, on, off
};

struct SwitchBackOptions {
  BlockLot lot = BlockLot::AmongAll;
  double level = 0.9;  ///< in (0, 1)
  AssignmentOptions assignments;
};

/// Effect of switching a tactic on and off.
///
///   per unit of length  τ̂ = mean of on blocks' outcome / length − mean of off blocks'
///   total = τ · length of on blocks;  baseline = on blocks' outcome − total;  relative = their
///   ratio
///
/// The interval inverts the permutation test over the blocks that might have been on
/// (randomisation.hpp). Assumes that an effect does not outlive its block (leave out the first days
/// of each if it may) and one effect for all. Grade A by lot; B with a caveat in a fixed order,
/// whose interval is that of a lot among all blocks.
///
/// \param blocks  in order of time, which matters for pairs only
/// Cannot tell: too few ways for the level (3 on and 3 off, or 5 pairs, suffice for 90%), or blocks
/// that do not differ. Errors: InvalidArgument for NaN, lengths not above zero, pairs that are not
/// one on and one off, a level out of range.
/// Source: Bojinov, Simchi-Levi & Zhao (2023), Management Science 69, 3759-3777; Ernst (2004).
[[nodiscard]] Result<Reading> switch_back(std::span<const Block> blocks,
                                          const SwitchBackOptions& options = {});

}  // namespace throughline::experiments
