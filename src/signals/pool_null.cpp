#include "signals/pool_null.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.hpp"
#include "math/false_discovery.hpp"
#include "signals/rates.hpp"

namespace throughline::signals {
namespace {

constexpr std::uint64_t kEnoughPools = 50;  // of one key, to learn from them how unlike pools are
constexpr double kHeavy = 0.02;             // share of what is known of sources
constexpr std::uint64_t kTells = 20;        // visits after which a source tells little more

double real(std::uint64_t n) { return static_cast<double>(n); }

double told_by(std::uint64_t visits) { return real(std::min(visits, kTells)); }

// What a population is fitted to, less the members of a pool.
std::vector<math::Count> counts_without(const PoolContext& context, const TestedPool& pool) {
  std::vector<math::Count> counts(context.peer_counts.begin(), context.peer_counts.end());
  for (const std::uint32_t member : pool.members) {
    const schema::SourceTotals& totals = context.sources[member].totals;
    const auto at = std::lower_bound(
        counts.begin(), counts.end(), totals, [](const math::Count& a, const auto& b) {
          return a.n != b.visits ? a.n < b.visits : a.k < b.engaged;
        });
    TL_ASSERT(at != counts.end() && at->n == totals.visits && at->k == totals.engaged);
    --at->weight;
  }
  return math::aggregated(std::move(counts));
}

class PoolNull {
 public:
  PoolNull(const PoolContext& context, const std::vector<TestedPool>& pools) : context_(context) {
    for (const math::Count& count : context.peer_counts) {
      told_ += real(count.weight) * told_by(count.n);
    }
    for (std::size_t key = 0; key < of_key_.size(); ++key) {
      of_key_[key].spread = spread_of(pools, static_cast<PoolKey>(key));
      of_key_[key].nodes = nodes_among(context.peers, of_key_[key].spread);
    }
  }

  [[nodiscard]] double tail(const TestedPool& pool) const {
    const OfKey& all = of_key_[static_cast<std::size_t>(pool.key)];
    if (!is_above(pool) || !is_heavy(pool)) {
      return null_tail(all.nodes, context_.floor, pool.visits, pool.engaged);
    }
    const math::RatePopulation others = math::fit_rates(counts_without(context_, pool));
    return null_tail(nodes_among(others, all.spread), context_.floor, pool.visits, pool.engaged);
  }

 private:
  // How unlike each other the pools of one key are, where they are enough to tell.
  struct OfKey {
    std::optional<math::RatePopulation> spread;
    std::vector<Node> nodes;
  };

  static std::optional<math::RatePopulation> spread_of(const std::vector<TestedPool>& pools,
                                                       PoolKey key) {
    std::vector<math::Count> counts;
    for (const TestedPool& pool : pools) {
      if (pool.key == key) {
        counts.push_back({.n = pool.visits, .k = pool.engaged});
      }
    }
    if (counts.size() < kEnoughPools) {
      return std::nullopt;
    }
    return math::fit_rates(math::aggregated(std::move(counts)));
  }

  static std::vector<Node> nodes_among(const math::RatePopulation& sources,
                                       const std::optional<math::RatePopulation>& pools) {
    if (!pools) {
      return nodes_of(sources);
    }
    math::RatePopulation both = *pools;
    both.rate =
        math::beta_of(std::max(pools->rate.mean(), sources.rate.mean()),
                      std::min(pools->rate.a + pools->rate.b, sources.rate.a + sources.rate.b));
    return nodes_of(both);
  }

  // Below the bar no population of the others makes a signal of it.
  [[nodiscard]] bool is_above(const TestedPool& pool) const {
    const double bar = std::max(context_.floor, context_.peers.rate.mean());
    return real(pool.engaged) > bar * real(pool.visits);
  }

  [[nodiscard]] bool is_heavy(const TestedPool& pool) const {
    double told = 0.0;
    for (const std::uint32_t member : pool.members) {
      told += told_by(context_.sources[member].totals.visits);
    }
    return told >= kHeavy * told_;
  }

  const PoolContext& context_;
  double told_ = 0.0;
  std::array<OfKey, 3> of_key_;  // by PoolKey
};

}  // namespace

void test_pools(const PoolContext& context, std::vector<TestedPool>& pools) {
  const PoolNull null(context, pools);
  std::vector<double> p_values;
  for (TestedPool& pool : pools) {
    pool.p_value = null.tail(pool);
    p_values.push_back(pool.p_value);
  }
  const std::vector<double> q = math::benjamini_hochberg(p_values);
  for (std::size_t i = 0; i < pools.size(); ++i) {
    pools[i].q_value = q[i];
  }
}

}  // namespace throughline::signals
