#pragma once

#include <string>
#include <vector>

#include "signals/pool.hpp"

namespace throughline::signals {

/// One pool under test: its members added up.
struct TestedPool {
  PoolKey key = PoolKey::Landing;
  std::string name;
  std::vector<std::uint32_t> members;  ///< rows of the table
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  double p_value = 1.0;
  double q_value = 1.0;
};

/// Fills p_value and q_value of every pool; all of them are one family.
///
/// Pools are taken to be as unlike each other as sources are, which is more than members drawn at
/// random would be; where pools of a key are many and still more unlike, that counts. A pool that
/// holds much of what is known of the sources is judged by the others alone: sixty threads that
/// behave alike would else widen, by themselves, the spread against which they are held.
/// Cost: a fit of the population for each such pool, of which there are few.
void test_pools(const PoolContext& context, std::vector<TestedPool>& pools);

}  // namespace throughline::signals
