#include "signals/peers.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "base/hash.hpp"

namespace throughline::signals {
namespace {

using schema::Channel;

constexpr std::uint64_t kEnoughPeers = 50;  // of one channel, to have a population of its own

// "(direct)" and "" are no sources that one could act on; a landing page is one whoever comes to
// it.
bool is_source(const schema::SourceTable& table, std::size_t i) {
  const bool direct =
      table.channel[i] == Channel::Direct && table.kind != schema::SourceKind::Landing;
  return !direct && !table.name[i].empty() && table.name[i].front() != '(';
}

// Finds the index of a trial among those met before; open addressing, never more than half full.
class TrialIndex {
 public:
  TrialIndex() : slots_(1024, kFree) {}

  std::uint32_t index_of(const Trial& trial, std::vector<Trial>& trials) {
    if (2 * trials.size() >= slots_.size()) {
      grow(trials);
    }
    std::size_t slot = slot_of(trial);
    while (slots_[slot] != kFree && trials[slots_[slot]] != trial) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    if (slots_[slot] == kFree) {
      slots_[slot] = static_cast<std::uint32_t>(trials.size());
      trials.push_back(trial);
    }
    return slots_[slot];
  }

 private:
  static constexpr std::uint32_t kFree = 0xffffffff;

  [[nodiscard]] std::size_t slot_of(const Trial& trial) const {
    return hash_combine(hash_combine(trial.n, trial.k), trial.group) & (slots_.size() - 1);
  }

  void grow(const std::vector<Trial>& trials) {
    slots_.assign(slots_.size() * 2, kFree);
    for (std::size_t i = 0; i < trials.size(); ++i) {
      std::size_t slot = slot_of(trials[i]);
      while (slots_[slot] != kFree) {
        slot = (slot + 1) & (slots_.size() - 1);
      }
      slots_[slot] = static_cast<std::uint32_t>(i);
    }
  }

  std::vector<std::uint32_t> slots_;
};

// Numbers trials by their value, so that nothing hangs on the order of rows.
void sort_trials(DistinctTrials& found) {
  std::vector<std::uint32_t> order(found.trials.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [&](std::uint32_t i) {
    const Trial& trial = found.trials[i];
    return std::tuple(trial.group, trial.n, trial.k);
  };
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
  std::vector<std::uint32_t> rank(order.size());
  std::vector<Trial> sorted(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = i;
    sorted[i] = found.trials[order[i]];
  }
  found.trials = std::move(sorted);
  for (std::uint32_t& row : found.of_row) {
    row = rank[row];
  }
}

}  // namespace

Grouping group_by_channel(const schema::SourceTable& table) {
  std::array<std::uint64_t, schema::kChannels> count{};
  Grouping grouping;
  grouping.is_peer.resize(table.size());
  grouping.group.assign(table.size(), Grouping::kAll);
  for (std::size_t i = 0; i < table.size(); ++i) {
    grouping.is_peer[i] = is_source(table, i);
    count[static_cast<std::size_t>(table.channel[i])] += grouping.is_peer[i];
  }
  grouping.n_groups = 2;
  std::array<std::uint8_t, schema::kChannels> group_of{};
  for (std::size_t c = 0; c < count.size(); ++c) {
    if (schema::is_paid(static_cast<Channel>(c))) {
      group_of[c] = Grouping::kPaid;
    } else if (count[c] >= kEnoughPeers) {
      group_of[c] = grouping.n_groups++;
    }
  }
  for (std::size_t i = 0; i < table.size(); ++i) {
    grouping.group[i] = group_of[static_cast<std::size_t>(table.channel[i])];
  }
  return grouping;
}

DistinctTrials distinct(std::span<const Trial> rows, const std::vector<bool>& is_peer) {
  DistinctTrials found;
  found.of_row.reserve(rows.size());
  TrialIndex index;
  for (const Trial& row : rows) {
    found.of_row.push_back(index.index_of(row, found.trials));
  }
  sort_trials(found);
  found.weight.assign(found.trials.size(), 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    found.weight[found.of_row[i]] += is_peer[i];
  }
  return found;
}

std::vector<math::Count> counts_of(const DistinctTrials& distinct, std::uint8_t group) {
  std::vector<math::Count> counts;
  for (std::size_t i = 0; i < distinct.trials.size(); ++i) {
    const Trial& trial = distinct.trials[i];
    const bool belongs =
        group == Grouping::kAll ? trial.group != Grouping::kPaid : trial.group == group;
    if (belongs) {
      counts.push_back({.n = trial.n, .k = trial.k, .weight = distinct.weight[i]});
    }
  }
  return math::aggregated(std::move(counts));
}

std::vector<math::RatePopulation> fit_groups(const DistinctTrials& distinct,
                                             std::uint8_t n_groups) {
  const std::vector<math::Count> all = counts_of(distinct, Grouping::kAll);
  std::vector<math::RatePopulation> fits = {math::fit_rates(all)};
  for (std::uint8_t group = 1; group < n_groups; ++group) {
    const std::vector<math::Count> peers = counts_of(distinct, group);
    // Often one channel is all there is: the dearest fit is not made twice.
    fits.push_back(peers == all ? fits.front() : math::fit_rates(peers));
  }
  return fits;
}

}  // namespace throughline::signals
