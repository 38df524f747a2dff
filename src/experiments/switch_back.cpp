#include "experiments/switch_back.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <vector>

#include "experiments/randomisation.hpp"

namespace throughline::experiments {
namespace {

Result<void> check_pairs(std::span<const Block> blocks) {
  bool paired = blocks.size() % 2 == 0;
  for (std::size_t i = 0; paired && i < blocks.size(); i += 2) {
    paired = blocks[i].on != blocks[i + 1].on;
  }
  if (!paired) {
    return fail(ErrorCode::InvalidArgument,
                "blocks drawn within pairs must be one on and one off in each two neighbours",
                "give the blocks in order of time, or say that the lot was among all");
  }
  return {};
}

Result<void> check(std::span<const Block> blocks, const SwitchBackOptions& options) {
  if (!(options.level > 0.0 && options.level < 1.0)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("level must be in (0, 1): {}", options.level));
  }
  for (const Block& block : blocks) {
    if (!is_outcome(block.outcome) || !is_length(block.length)) {
      return fail(
          ErrorCode::InvalidArgument,
          fmt::format("a block's outcome must be a number and its length from 1e-6 to 1e9: {}, {}",
                      block.outcome,
                      block.length));
    }
  }
  return options.lot == BlockLot::WithinPairs ? check_pairs(blocks) : Result<void>();
}

double n_ways_of(std::size_t n_blocks, std::size_t n_on, BlockLot lot) {
  const std::size_t n_pairs = n_blocks / 2;
  return lot == BlockLot::WithinPairs ? std::exp2(static_cast<double>(n_pairs))
                                      : n_ways(n_blocks, n_on);
}

tl::unexpected<CannotTell> too_few(std::size_t n_blocks, const SwitchBackOptions& options) {
  std::size_t m = 1;
  while (!rows_suffice(n_ways_of(2 * m, m, options.lot), options.level)) {
    ++m;
  }
  return cannot_tell(
      fmt::format("{} blocks give no {:.4g}% interval", n_blocks, 100.0 * options.level),
      fmt::format("at least {} blocks on and {} off", m, m));
}

Measured measured_of(const schema::Interval& per_unit, std::span<const Block> blocks) {
  double length = 0.0;
  double outcome = 0.0;
  for (const Block& block : blocks) {
    length += block.on ? block.length : 0.0;
    outcome += block.on ? block.outcome : 0.0;
  }
  Measured measured{.per_unit = per_unit,
                    .total = scaled(per_unit, length),
                    .relative = std::nullopt,
                    .n = blocks.size(),
                    .grade = schema::Grade::A,
                    .method = schema::Method::Switchback,
                    .caveats = {}};
  measured.baseline = outcome - measured.total.value;
  measured.relative = share_of_baseline(measured.total, outcome);
  if (!measured.relative) {
    measured.caveats.emplace_back("no relative effect: the baseline is not clear of zero");
  }
  return measured;
}

}  // namespace

Result<Reading> switch_back(std::span<const Block> blocks, const SwitchBackOptions& options) {
  TL_CHECK(check(blocks, options));
  std::vector<double> rate;
  std::vector<std::uint8_t> on;
  for (const Block& block : blocks) {
    rate.push_back(block.outcome / block.length);
    on.push_back(block.on ? 1 : 0);
  }
  const auto n_on = static_cast<std::size_t>(std::count(on.begin(), on.end(), 1));
  if (!rows_suffice(n_ways_of(blocks.size(), n_on, options.lot), options.level)) {
    return too_few(blocks.size(), options);
  }
  if (std::adjacent_find(rate.begin(), rate.end(), std::not_equal_to<>()) == rate.end()) {
    return cannot_tell("all blocks are alike", "blocks that differ, so that chance can be judged");
  }
  const Assignments assignments = options.lot == BlockLot::WithinPairs
                                      ? Assignments::of_pairs(on, options.assignments)
                                      : Assignments::of_groups(on, options.assignments);
  const auto interval = randomisation_interval(rate, {}, assignments, options.level);
  if (!interval) {
    return too_few(blocks.size(), options);
  }
  Measured measured = measured_of(*interval, blocks);
  if (options.lot == BlockLot::FixedOrder) {
    measured.grade = schema::Grade::B;
    measured.caveats.emplace_back("blocks were switched in a fixed order, not by lot");
  }
  return measured;
}

}  // namespace throughline::experiments
