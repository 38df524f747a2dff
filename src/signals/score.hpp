#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/source.hpp"
#include "schema/source_table.hpp"

namespace throughline::signals {

/// Visits to compare with: all paid channels together, or the whole site.
struct Reference {
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
};

/// When a source is a signal. All conditions must hold; this is the one place that states them.
struct SignalRule {
  double q = 0.10;           ///< share of false signals accepted (Benjamini-Hochberg), in (0, 1)
  double seen_share = 0.75;  ///< seen in 3 of 4 months between its first month and the window's end
  std::uint32_t min_months = 3;      ///< and in at least so many months
  std::uint64_t min_engaged = 20;    ///< engaged visits in the window
  double min_engaged_a_month = 4.0;  ///< engaged visits a month since first seen; fewer: pool it
};

/// Which pools of tiny sources are formed, and when two are the same.
struct PoolRule {
  std::uint32_t min_members = 5;      ///< distinct sources
  double max_overlap = 0.5;           ///< two pools with a greater Jaccard index are one signal
  std::uint32_t min_word_length = 3;  ///< letters of a theme's word (a Chinese word may have 2)
};

struct ScoreOptions {
  std::optional<Reference> paid;  ///< tested against; else the table's own paid rows, else the site
  std::optional<Reference> site;  ///< all visits; else the sum of the table
  double level = 0.9;             ///< probability of every interval
  SignalRule rule;
  PoolRule pool;
  double breakout_ratio = 1.5;  ///< a rise to so many times the level before is a breakout
  double breakout_min_engaged =
      20;  ///< engaged visits in the window to speak of trend and breakout
};

/// A share or a difference with its interval at ScoreOptions::level.
struct Share {
  float value = 0.0F;
  float low = 0.0F;
  float high = 0.0F;
};

/// How a source stands to a reference.
struct Comparison {
  float probability = 0.5F;  ///< that its engaged share is greater
  Share difference;          ///< its engaged share minus the reference's
};

/// Why a source is a signal or is none; the first that holds, in this order.
enum class Standing : std::uint8_t {
  Unnamed = 0,    ///< direct, or visits without a name in this kind: no source to act on
  Paid = 1,       ///< bought, so never a signal; a reference
  Small = 2,      ///< too few engaged visits a month to judge alone; goes into the pools
  Passing = 3,    ///< enough visits, but not month after month
  NotBetter = 4,  ///< not distinguishable from its peers or the reference
  Signal = 5,
};

/// Growth a month of engaged visits, 0.05 = 5% more each month.
struct Growth {
  Share a_month;
  bool known = false;  ///< false where engaged visits or months are too few
};

/// A rise that stayed.
struct Breakout {
  float probability = 0.0F;
  float ratio = 1.0F;       ///< engaged visits a month after / before
  std::uint32_t month = 0;  ///< first month of the new level; 0 = first month of the window
};

/// Everything known about one source, or about one pool as if it were one.
struct SourceScore {
  schema::SourceTotals totals;
  Share engaged;           ///< engaged / visits, shrunk to its peers: a lower bound from logs
  Share engaged_known;     ///< engaged / (visits − unknown), shrunk likewise
  Share returning;         ///< visits by people who had been here before / visits
  Share conversion;        ///< visits with a goal / visits
  Comparison versus_paid;  ///< meaningful if ScoredTable::paid
  Comparison versus_site;  ///< all other visits of the site
  double p_value = 1.0;    ///< of the one test; 1 for those not tested
  float q_value = 1.0F;
  float engaged_a_month = 0.0F;   ///< since first seen
  std::uint16_t first_month = 0;  ///< month first seen, 0 = first of the window
  std::uint16_t months_seen = 0;
  std::uint16_t months_better = 0;  ///< shrunk month share above the bar
  std::uint64_t better = 0;         ///< which: bit m for month m of the window, the first 64
  std::uint16_t longest_run = 0;    ///< consecutive months seen
  bool persistent = false;          ///< seen in 3 of 4 months, as SignalRule says
  Standing standing = Standing::Small;
  Growth growth;
  Breakout breakout;
};

/// Where a source or pool that is neither unnamed nor paid stands, by its counts and its q-value.
[[nodiscard]] Standing standing_by_rule(const SourceScore& score, const SignalRule& rule);

/// What the members of a pool share.
enum class PoolKey : std::uint8_t { Landing = 0, Platform = 1, Theme = 2 };

[[nodiscard]] std::string_view name_of(PoolKey key);        ///< "landing page"
[[nodiscard]] std::string_view name_of(Standing standing);  ///< "not better"

/// Tiny sources that are a signal together.
struct Pool {
  PoolKey key = PoolKey::Landing;
  std::string name;                    ///< "/refill/travel-pump", "forum.example", "refill"
  std::vector<std::uint32_t> members;  ///< rows of the table, ascending
  std::vector<std::string> also;       ///< pools of nearly the same members: "theme refill"
  SourceScore score;
};

/// What one kind of tests was held against.
struct Bar {
  float mean =
      0.0F;  ///< engaged share that a source must beat: the greatest of reference and peers
  float precision = 0.0F;  ///< of the Beta that says how unlike each other peers are
  float outliers = 0.0F;   ///< share of sources that do not follow it
};

/// Every source of one kind with its score: nothing is cut off.
struct ScoredTable {
  schema::SourceKind kind = schema::SourceKind::Domain;
  std::uint32_t n_months = 0;
  double level = 0.9;
  std::optional<Reference> paid;  ///< what `versus_paid` compares with
  Reference site;
  Bar bar;                           ///< of most sources (referral where there are peers)
  std::vector<SourceScore> sources;  ///< [n_sources], in the order of the table
  std::vector<Pool> pools;           ///< signals only, strongest first
  std::uint64_t n_tested = 0;        ///< sources in the family of the one test
  std::uint64_t n_signals = 0;
  std::uint64_t n_pools_tested = 0;
  std::vector<std::uint32_t>
      ranking;  ///< signals first, then the rest; each by engaged visits a month

  [[nodiscard]] std::size_t size() const { return sources.size(); }
};

/// Scores every source of one kind, before any cut.
///
/// The one test of a source: were k engaged of n visits likely if its true share were drawn like
/// its peers' shares are, around the greatest of their mean and the reference's? The p-value is the
/// upper tail of the beta-binomial, averaged over what is not known of the peers; the family of all
/// tested sources of the table is controlled by Benjamini-Hochberg.
///
/// Errors: none; an empty table has an empty result. A table whose arrays do not fit together is a
/// bug of the caller and stops the program. The result does not hang on the order of the sources.
/// Cost: O(months + distinct (visits, engaged) pairs · 40 incomplete beta functions).
[[nodiscard]] ScoredTable score(const schema::SourceTable& table, const ScoreOptions& options = {});

}  // namespace throughline::signals
