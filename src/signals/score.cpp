#include "signals/score.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "math/false_discovery.hpp"
#include "signals/months.hpp"
#include "signals/peers.hpp"
#include "signals/pool.hpp"
#include "signals/rates.hpp"

namespace throughline::signals {
namespace {

using schema::MonthCounts;
using schema::SourceTable;
using schema::SourceTotals;

double real(std::uint64_t n) { return static_cast<double>(n); }

void check(const SourceTable& table) {
  const std::size_t n = table.size();
  TL_ASSERT(table.channel.size() == n && table.landing.size() == n && table.platform.size() == n);
  TL_ASSERT(n == 0 || table.first_month.size() == n + 1);
  TL_ASSERT(n == 0 || table.first_month[n] == table.months.size());
  for (const MonthCounts& month : table.months) {
    TL_ASSERT(month.month < table.n_months);
  }
}

std::span<const MonthCounts> months_of(const SourceTable& table, std::size_t i) {
  return std::span(table.months)
      .subspan(table.first_month[i], table.first_month[i + 1] - table.first_month[i]);
}

// All but n visits, k of them engaged.
Reference others(Reference all, std::uint64_t n, std::uint64_t k) {
  const std::uint64_t visits = all.visits - std::min(n, all.visits);
  return {.visits = visits, .engaged = std::min(all.engaged - std::min(k, all.engaged), visits)};
}

// What of a source's totals one share is of.
Trial engaged_trial(const SourceTotals& t) { return {.n = t.visits, .k = t.engaged}; }

Trial known_trial(const SourceTotals& t) {
  const std::uint64_t known = t.visits - t.unknown;
  return {.n = known, .k = std::min(t.engaged, known)};
}

Trial returning_trial(const SourceTotals& t) { return {.n = t.visits, .k = t.returning}; }

Trial conversion_trial(const SourceTotals& t) { return {.n = t.visits, .k = t.conversions}; }

// A share of every source that is described and not tested.
struct Described {
  Trial (*trial)(const SourceTotals&);
  Share SourceScore::* share;
};

constexpr std::array<Described, 3> kDescribed = {{
    {known_trial, &SourceScore::engaged_known},
    {returning_trial, &SourceScore::returning},
    {conversion_trial, &SourceScore::conversion},
}};

// What one distinct (visits, engaged) pair says, whoever has it.
struct Verdict {
  Share engaged;
  Comparison versus_paid;
  Comparison versus_site;
  double p_value = 1.0;
};

class Scorer {
 public:
  Scorer(const SourceTable& table, const ScoreOptions& options)
      : table_(table), options_(options), grouping_(group_by_channel(table)) {}

  ScoredTable run() {
    scored_.kind = table_.kind;
    scored_.n_months = table_.n_months;
    scored_.level = options_.level;
    scored_.sources.resize(table_.size());
    count();
    find_references();
    judge_engagement();
    for (const Described& described : kDescribed) {
      describe_share(described);
    }
    read_series();
    control_false_discoveries();
    pool();
    rank();
    return std::move(scored_);
  }

 private:
  void count() {
    for (std::size_t i = 0; i < table_.size(); ++i) {
      SourceScore& score = scored_.sources[i];
      count_months(months_of(table_, i), table_.n_months, options_.rule, score);
      if (!table_.people.empty()) {
        score.totals.people = table_.people[i];
        score.totals.returning_people = table_.returning_people[i];
      }
    }
  }

  void find_references() {
    Reference all;
    Reference paid;
    for (std::size_t i = 0; i < table_.size(); ++i) {
      const SourceTotals& totals = scored_.sources[i].totals;
      Reference& both = schema::is_paid(table_.channel[i]) ? paid : all;
      both.visits += totals.visits;
      both.engaged += totals.engaged;
    }
    all.visits += paid.visits;
    all.engaged += paid.engaged;
    scored_.site = options_.site.value_or(all);
    scored_.paid = options_.paid ? options_.paid : std::optional(paid);
    if (scored_.paid->visits == 0) {
      scored_.paid.reset();
    }
  }

  [[nodiscard]] std::vector<Trial> trials_of(Trial (*trial)(const SourceTotals&)) const {
    std::vector<Trial> rows(table_.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i] = trial(scored_.sources[i].totals);
      rows[i].group = grouping_.group[i];
    }
    return rows;
  }

  void judge_engagement() {
    const DistinctTrials found = distinct(trials_of(engaged_trial), grouping_.is_peer);
    engaged_peers_ = fit_groups(found, grouping_.n_groups);
    engaged_counts_ = counts_of(found, Grouping::kAll);
    for (const math::RatePopulation& peers : engaged_peers_) {
      nodes_.push_back(nodes_of(peers));
    }
    paid_belief_ = belief_of(scored_.paid.value_or(Reference{}), options_.level);
    std::vector<Verdict> verdicts;
    verdicts.reserve(found.trials.size());
    for (const Trial& trial : found.trials) {
      verdicts.push_back(judged(trial));
    }
    for (std::size_t i = 0; i < table_.size(); ++i) {
      take(verdicts[found.of_row[i]], scored_.sources[i]);
      mark_months(months_of(table_, i), grouping_.group[i], scored_.sources[i]);
    }
    describe_bar();
  }

  [[nodiscard]] Verdict judged(const Trial& trial) const {
    const Belief belief = believe(engaged_peers_[trial.group], trial.n, trial.k);
    Verdict verdict{.engaged = share_of(belief, options_.level)};
    if (scored_.paid) {
      verdict.versus_paid = compared(belief, verdict.engaged, paid_belief_);
    }
    const Reference rest = others(scored_.site, trial.n, trial.k);
    verdict.versus_site = compared(belief, verdict.engaged, belief_of(rest, options_.level));
    verdict.p_value = null_tail(nodes_[trial.group], floor_of(trial.group, rest), trial.n, trial.k);
    return verdict;
  }

  static void take(const Verdict& verdict, SourceScore& score) {
    score.engaged = verdict.engaged;
    score.versus_paid = verdict.versus_paid;
    score.versus_site = verdict.versus_site;
    score.p_value = verdict.p_value;
  }

  // The reference's engaged share; a small reference is drawn to the peers, so that ten paid visits
  // do not set the bar.
  [[nodiscard]] double floor_of(std::uint8_t group, Reference rest) const {
    const math::Beta peers = engaged_peers_[group].rate;
    const Reference reference = scored_.paid ? *scored_.paid : rest;
    return (real(std::min(reference.engaged, reference.visits)) + peers.a) /
           (real(reference.visits) + peers.a + peers.b);
  }

  [[nodiscard]] double bar_of(std::uint8_t group) const {
    return std::max(engaged_peers_[group].rate.mean(), floor_of(group, scored_.site));
  }

  void mark_months(std::span<const MonthCounts> months,
                   std::uint8_t group,
                   SourceScore& score) const {
    mark_better_months(months, engaged_peers_[group].rate, bar_of(group), score);
  }

  void describe_bar() {
    const math::RatePopulation& peers = engaged_peers_[Grouping::kAll];
    scored_.bar = {.mean = static_cast<float>(bar_of(Grouping::kAll)),
                   .precision = static_cast<float>(peers.rate.a + peers.rate.b),
                   .outliers = static_cast<float>(peers.outliers)};
  }

  void describe_share(const Described& described) {
    const DistinctTrials found = distinct(trials_of(described.trial), grouping_.is_peer);
    std::vector<math::RatePopulation> peers = fit_groups(found, grouping_.n_groups);
    std::vector<Share> shares;
    shares.reserve(found.trials.size());
    for (const Trial& trial : found.trials) {
      shares.push_back(share_of(believe(peers[trial.group], trial.n, trial.k), options_.level));
    }
    for (std::size_t i = 0; i < table_.size(); ++i) {
      scored_.sources[i].*described.share = shares[found.of_row[i]];
    }
    described_peers_.push_back(peers[Grouping::kAll]);
  }

  void read_series() {
    SeriesReader reader(table_.n_months, options_);
    for (std::size_t i = 0; i < table_.size(); ++i) {
      reader.read(months_of(table_, i), scored_.sources[i]);
    }
  }

  [[nodiscard]] bool is_tested(std::size_t i) const {
    const SourceScore& score = scored_.sources[i];
    return grouping_.is_peer[i] && !schema::is_paid(table_.channel[i]) && score.persistent &&
           score.totals.visits >= options_.rule.min_engaged;
  }

  // The family holds the sources that could be signals going by their visits alone. Visits do not
  // tell how engaged people are, so choosing by them leaves the p-values what they are and the test
  // stronger (independent filtering; Bourgon, Gentleman & Huber 2010).
  void control_false_discoveries() {
    std::vector<double> p_values;
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < table_.size(); ++i) {
      if (is_tested(i)) {
        p_values.push_back(scored_.sources[i].p_value);
        rows.push_back(static_cast<std::uint32_t>(i));
      }
    }
    const std::vector<double> q = math::benjamini_hochberg(p_values);
    for (std::size_t j = 0; j < rows.size(); ++j) {
      scored_.sources[rows[j]].q_value = static_cast<float>(q[j]);
    }
    scored_.n_tested = rows.size();
    for (std::size_t i = 0; i < table_.size(); ++i) {
      scored_.sources[i].standing = standing_of(i);
      scored_.n_signals += scored_.sources[i].standing == Standing::Signal;
    }
  }

  [[nodiscard]] Standing standing_of(std::size_t i) const {
    if (!grouping_.is_peer[i]) {
      return Standing::Unnamed;
    }
    if (schema::is_paid(table_.channel[i])) {
      return Standing::Paid;
    }
    return standing_by_rule(scored_.sources[i], options_.rule);
  }

  void pool() {
    const double floor = floor_of(Grouping::kAll, scored_.site);
    FoundPools found = find_pools({.table = table_,
                                   .options = options_,
                                   .sources = scored_.sources,
                                   .peers = engaged_peers_[Grouping::kAll],
                                   .peer_counts = engaged_counts_,
                                   .floor = floor,
                                   .describe = [this](auto months) { return described(months); }});
    scored_.pools = std::move(found.pools);
    scored_.n_pools_tested = found.n_tested;
  }

  // Scores months as if they were those of one source of no channel in particular.
  [[nodiscard]] SourceScore described(std::span<const MonthCounts> months) const {
    SourceScore score;
    count_months(months, table_.n_months, options_.rule, score);
    take(judged(engaged_trial(score.totals)), score);
    mark_months(months, Grouping::kAll, score);
    for (std::size_t j = 0; j < kDescribed.size(); ++j) {
      const Trial trial = kDescribed[j].trial(score.totals);
      score.*kDescribed[j].share =
          share_of(believe(described_peers_[j], trial.n, trial.k), options_.level);
    }
    SeriesReader(table_.n_months, options_).read(months, score);
    return score;
  }

  // Ties are broken by a hash of the name before the name itself: comparing a million names that
  // mostly begin alike is slow.
  void rank() {
    struct Key {
      bool is_signal;
      float engaged_a_month;
      std::uint64_t visits;
      std::uint64_t hash;
      std::uint32_t row;
    };

    std::vector<Key> keys;
    keys.reserve(table_.size());
    for (std::uint32_t i = 0; i < table_.size(); ++i) {
      const SourceScore& score = scored_.sources[i];
      keys.push_back({score.standing == Standing::Signal,
                      score.engaged_a_month,
                      score.totals.visits,
                      hash_bytes(table_.name[i]),
                      i});
    }
    std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
      if (a.is_signal != b.is_signal) {
        return a.is_signal;
      }
      if (a.engaged_a_month != b.engaged_a_month) {
        return a.engaged_a_month > b.engaged_a_month;
      }
      if (a.visits != b.visits) {
        return a.visits > b.visits;
      }
      return a.hash != b.hash ? a.hash < b.hash : table_.name[a.row] < table_.name[b.row];
    });
    scored_.ranking.reserve(keys.size());
    for (const Key& key : keys) {
      scored_.ranking.push_back(key.row);
    }
  }

  const SourceTable& table_;
  const ScoreOptions& options_;
  Grouping grouping_;
  ScoredTable scored_;
  std::vector<math::RatePopulation> engaged_peers_;    // [n_groups]
  std::vector<math::Count> engaged_counts_;            // of all unpaid sources
  std::vector<std::vector<Node>> nodes_;               // [n_groups]
  std::vector<math::RatePopulation> described_peers_;  // [kDescribed], of all unpaid sources
  ReferenceBelief paid_belief_;
};

}  // namespace

std::string_view name_of(PoolKey key) {
  switch (key) {
    case PoolKey::Landing:
      return "landing page";
    case PoolKey::Platform:
      return "platform";
    case PoolKey::Theme:
      return "theme";
  }
  return "unknown";
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::Unnamed:
      return "unnamed";
    case Standing::Paid:
      return "paid";
    case Standing::Small:
      return "small";
    case Standing::Passing:
      return "passing";
    case Standing::NotBetter:
      return "not better";
    case Standing::Signal:
      return "signal";
  }
  return "unknown";
}

Standing standing_by_rule(const SourceScore& score, const SignalRule& rule) {
  if (score.totals.engaged < rule.min_engaged || score.engaged_a_month < rule.min_engaged_a_month) {
    return Standing::Small;
  }
  if (!score.persistent) {
    return Standing::Passing;
  }
  return score.q_value <= rule.q ? Standing::Signal : Standing::NotBetter;
}

ScoredTable score(const SourceTable& table, const ScoreOptions& options) {
  check(table);
  return Scorer(table, options).run();
}

}  // namespace throughline::signals
