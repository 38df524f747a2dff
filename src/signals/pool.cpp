#include "signals/pool.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include "base/hash.hpp"
#include "signals/pool_null.hpp"

namespace throughline::signals {
namespace {

using schema::MonthCounts;
using schema::SourceKind;
using schema::SourceTable;

constexpr double kContained = 0.9;  // a pool of which so much lies in another one adds nothing

// Words of addresses, not of themes.
constexpr std::array<std::string_view, 44> kMachinery = {
    "and",   "app",    "archive",  "archives", "article", "articles", "asp",     "aspx",    "blog",
    "blogs", "board",  "category", "com",      "comment", "comments", "content", "default", "for",
    "forum", "forums", "from",     "home",     "htm",     "html",     "http",    "https",   "index",
    "item",  "jsp",    "latest",   "net",      "news",    "org",      "page",    "php",     "post",
    "posts", "tag",    "the",      "thread",   "threads", "topic",    "topics",  "www"};

bool is_machinery(std::string_view word) {
  return std::binary_search(kMachinery.begin(), kMachinery.end(), word);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Decodes percent signs and lowers ASCII letters, into a buffer that is used again.
void read_decoded(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    const int high = c == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
}

bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || c >= 0x80; }

// Three-byte UTF-8 from U+3000 on: Chinese, Japanese, Korean, where words have no spaces.
bool is_ideograph(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  return first >= 0xe3 && first <= 0xed && at + 3 <= text.size();
}

// Hands each word of a path to `take`; a word may come more than once.
template <class Take>
class Words {
 public:
  Words(std::uint32_t min_length, Take& take) : min_length_(min_length), take_(take) {}

  void read(std::string_view path) {
    read_decoded(path, text_);
    for (std::size_t i = 0; i < text_.size();) {
      i = is_ideograph(text_, i) ? read_ideographs(i) : read_letters(i);
    }
  }

 private:
  std::size_t read_letters(std::size_t from) {
    std::size_t end = from;
    while (end < text_.size() && is_letter(static_cast<unsigned char>(text_[end])) &&
           !is_ideograph(text_, end)) {
      ++end;
    }
    const std::string_view word = std::string_view(text_).substr(from, end - from);
    if (word.size() >= min_length_ && !is_machinery(word)) {
      take_(word);
    }
    return std::max(end, from + 1);
  }

  std::size_t read_ideographs(std::size_t from) {
    std::size_t at = from;
    for (; at + 6 <= text_.size() && is_ideograph(text_, at + 3); at += 3) {
      take_(std::string_view(text_).substr(at, 6));
    }
    return at + 3;
  }

  std::uint32_t min_length_;
  Take& take_;
  std::string text_;
};

template <class Take>
void each_theme_word(std::string_view name,
                     std::string_view landing,
                     std::uint32_t min_word_length,
                     Take take) {
  Words<Take> reader(min_word_length, take);
  const std::size_t slash = name.find('/');
  if (slash != std::string_view::npos) {
    reader.read(name.substr(slash));
  }
  reader.read(landing);
}

// A key by which sources are put together, and who has it.
struct Candidate {
  PoolKey key = PoolKey::Landing;
  std::string name;
  std::uint32_t n_members = 0;
};

class Membership {
 public:
  Membership() : slots_(1 << 12, kFree) {}

  /// Sources come one after the other; a key that a source has twice counts once.
  void add(PoolKey key, std::string_view name, std::uint32_t source) {
    const std::uint32_t candidate = candidate_of(key, name);
    if (last_source_[candidate] == source) {
      return;
    }
    last_source_[candidate] = source;
    ++candidates_[candidate].n_members;
    postings_.emplace_back(candidate, source);
  }

  [[nodiscard]] const std::vector<Candidate>& candidates() const { return candidates_; }

  // Members of every candidate with enough of them; others stay empty. Sources come in their order.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> members(std::uint32_t at_least) const {
    std::vector<std::vector<std::uint32_t>> out(candidates_.size());
    for (std::size_t c = 0; c < out.size(); ++c) {
      if (candidates_[c].n_members >= at_least) {
        out[c].reserve(candidates_[c].n_members);
      }
    }
    for (const auto& [candidate, source] : postings_) {
      if (candidates_[candidate].n_members >= at_least) {
        out[candidate].push_back(source);
      }
    }
    return out;
  }

 private:
  static constexpr std::uint32_t kFree = 0xffffffff;

  std::uint32_t candidate_of(PoolKey key, std::string_view name) {
    if (2 * candidates_.size() >= slots_.size()) {
      grow();
    }
    const std::uint64_t hash = hash_bytes(name, static_cast<std::uint64_t>(key) + 1);
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != kFree && !is(slots_[slot], hash, key, name)) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    if (slots_[slot] == kFree) {
      slots_[slot] = static_cast<std::uint32_t>(candidates_.size());
      candidates_.push_back({.key = key, .name = std::string(name)});
      hashes_.push_back(hash);
      last_source_.push_back(kFree);
    }
    return slots_[slot];
  }

  [[nodiscard]] bool is(std::uint32_t at,
                        std::uint64_t hash,
                        PoolKey key,
                        std::string_view name) const {
    return hashes_[at] == hash && candidates_[at].key == key && candidates_[at].name == name;
  }

  void grow() {
    slots_.assign(slots_.size() * 2, kFree);
    for (std::uint32_t i = 0; i < hashes_.size(); ++i) {
      std::size_t slot = hashes_[i] & (slots_.size() - 1);
      while (slots_[slot] != kFree) {
        slot = (slot + 1) & (slots_.size() - 1);
      }
      slots_[slot] = i;
    }
  }

  std::vector<Candidate> candidates_;
  std::vector<std::uint64_t> hashes_;       // [candidates]
  std::vector<std::uint32_t> last_source_;  // [candidates]
  std::vector<std::uint32_t> slots_;        // open addressing, at most half full
  std::vector<std::pair<std::uint32_t, std::uint32_t>> postings_;
};

Membership memberships(const PoolContext& context) {
  Membership found;
  const SourceTable& table = context.table;
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    if (context.sources[i].standing != Standing::Small || context.sources[i].totals.visits == 0) {
      continue;
    }
    if (!table.landing[i].empty() && table.kind != SourceKind::Landing) {
      found.add(PoolKey::Landing, table.landing[i], i);
    }
    if (!table.platform[i].empty()) {
      found.add(PoolKey::Platform, table.platform[i], i);
    }
    each_theme_word(table.name[i],
                    table.landing[i],
                    context.options.pool.min_word_length,
                    [&](std::string_view word) { found.add(PoolKey::Theme, word, i); });
  }
  return found;
}

std::vector<TestedPool> candidates_of(const PoolContext& context) {
  const Membership found = memberships(context);
  std::vector<std::vector<std::uint32_t>> members = found.members(context.options.pool.min_members);
  std::vector<TestedPool> tested;
  for (std::size_t c = 0; c < members.size(); ++c) {
    if (members[c].empty()) {
      continue;
    }
    TestedPool pool{.key = found.candidates()[c].key,
                    .name = found.candidates()[c].name,
                    .members = std::move(members[c])};
    for (const std::uint32_t member : pool.members) {
      pool.visits += context.sources[member].totals.visits;
      pool.engaged += context.sources[member].totals.engaged;
    }
    if (pool.visits >= context.options.rule.min_engaged) {
      tested.push_back(std::move(pool));
    }
  }
  return tested;
}

std::vector<MonthCounts> added_up(const PoolContext& context,
                                  std::span<const std::uint32_t> members) {
  const SourceTable& table = context.table;
  std::vector<MonthCounts> sums(table.n_months);
  for (const std::uint32_t member : members) {
    for (std::uint64_t j = table.first_month[member]; j < table.first_month[member + 1]; ++j) {
      const MonthCounts& month = table.months[j];
      MonthCounts& sum = sums[month.month];
      sum.visits += month.visits;
      sum.engaged += month.engaged;
      sum.unknown += month.unknown;
      sum.returning += month.returning;
      sum.conversions += month.conversions;
    }
  }
  for (std::uint32_t m = 0; m < table.n_months; ++m) {
    sums[m].month = m;
  }
  std::erase_if(sums, [](const MonthCounts& month) { return month.visits == 0; });
  return sums;
}

// A pool that passed, and how much it says.
struct Ranked {
  Pool pool;
  double strength = 0.0;
};

double log_ratio(double x, double y) { return x > 0.0 ? x * std::log(x / y) : 0.0; }

// Visits times the divergence of the pool's share from the bar: unlike a p-value against peers of
// every kind, it grows with the members that behave alike and falls with those that do not.
double strength_of(const SourceScore& score, double bar) {
  const auto visits = static_cast<double>(score.totals.visits);
  const double share = static_cast<double>(score.totals.engaged) / visits;
  return visits * (log_ratio(share, bar) + log_ratio(1.0 - share, 1.0 - bar));
}

bool is_stronger(const Ranked& a, const Ranked& b) {
  const auto key = [](const Ranked& ranked) {
    return std::tuple(-ranked.strength,
                      ~ranked.pool.score.totals.engaged,
                      ranked.pool.key,
                      std::string_view(ranked.pool.name));
  };
  return key(a) < key(b);
}

Ranked described(const PoolContext& context, TestedPool&& tested) {
  Ranked out{.pool = {.key = tested.key,
                      .name = std::move(tested.name),
                      .members = std::move(tested.members)}};
  SourceScore& score = out.pool.score;
  score = context.describe(added_up(context, out.pool.members));
  out.strength = strength_of(score, std::max(context.floor, context.peers.rate.mean()));
  score.p_value = tested.p_value;
  score.q_value = static_cast<float>(tested.q_value);
  score.standing = standing_by_rule(score, context.options.rule);
  for (const std::uint32_t member : out.pool.members) {
    score.totals.people += context.sources[member].totals.people;
    score.totals.returning_people += context.sources[member].totals.returning_people;
  }
  return out;
}

// Pools that pass the test and, like a single source, the rest of the rule; strongest first.
std::vector<Ranked> signals_among(const PoolContext& context, std::vector<TestedPool>& pools) {
  std::vector<Ranked> signals;
  for (TestedPool& tested : pools) {
    if (tested.q_value > context.options.rule.q) {
      continue;
    }
    Ranked ranked = described(context, std::move(tested));
    if (ranked.pool.score.standing == Standing::Signal) {
      signals.push_back(std::move(ranked));
    }
  }
  std::sort(signals.begin(), signals.end(), is_stronger);
  return signals;
}

// Which accepted pool is nearly this one, if any: counts shared members through the sources, so the
// cost is that of reading the members, not of comparing pools.
class Overlaps {
 public:
  explicit Overlaps(const PoolRule& rule) : rule_(rule) {}

  [[nodiscard]] std::size_t same_as(const Pool& pool, const std::vector<Pool>& accepted) {
    std::unordered_map<std::size_t, std::size_t> shared;
    for (const std::uint32_t member : pool.members) {
      for (const std::size_t owner : owners_[member]) {
        ++shared[owner];
      }
    }
    std::size_t best = accepted.size();
    for (const auto& [owner, n] : shared) {
      if (is_same(n, pool.members.size(), accepted[owner].members.size())) {
        best = std::min(best, owner);  // the strongest one, whatever the order of the map
      }
    }
    return best;
  }

  void own(const Pool& pool, std::size_t index) {
    for (const std::uint32_t member : pool.members) {
      owners_[member].push_back(index);
    }
  }

 private:
  [[nodiscard]] bool is_same(std::size_t shared, std::size_t mine, std::size_t others) const {
    const auto common = static_cast<double>(shared);
    const double jaccard = common / static_cast<double>(mine + others - shared);
    return jaccard > rule_.max_overlap || common >= kContained * static_cast<double>(mine);
  }

  const PoolRule& rule_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> owners_;
};

std::vector<Pool> merged(std::vector<Ranked> signals, const PoolRule& rule) {
  std::vector<Pool> accepted;
  Overlaps overlaps(rule);
  for (auto& [pool, strength] : signals) {
    const std::size_t same = overlaps.same_as(pool, accepted);
    if (same < accepted.size()) {
      accepted[same].also.push_back(std::string(name_of(pool.key)) + " " + pool.name);
      continue;
    }
    overlaps.own(pool, accepted.size());
    accepted.push_back(std::move(pool));
  }
  return accepted;
}

}  // namespace

std::vector<std::string> theme_words(std::string_view name,
                                     std::string_view landing,
                                     std::uint32_t min_word_length) {
  std::vector<std::string> words;
  each_theme_word(
      name, landing, min_word_length, [&](std::string_view word) { words.emplace_back(word); });
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

FoundPools find_pools(const PoolContext& context) {
  if (context.table.kind == SourceKind::Channel) {
    return {};  // channels share nothing but the site
  }
  std::vector<TestedPool> pools = candidates_of(context);
  test_pools(context, pools);
  const std::uint64_t n_tested = pools.size();
  return {.pools = merged(signals_among(context, pools), context.options.pool),
          .n_tested = n_tested};
}

}  // namespace throughline::signals
