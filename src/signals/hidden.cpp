#include "signals/hidden.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <unordered_set>

#include "math/gamma.hpp"
#include "math/trend.hpp"

namespace throughline::signals {
namespace {

double real(std::uint64_t n) { return static_cast<double>(n); }

// Biggest rows by visits; names break ties, so the order of rows does not matter.
std::vector<std::uint32_t> biggest(const ScoredKind& kind, std::uint32_t top_n) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < kind.scored->size(); ++i) {
    if (kind.scored->sources[i].standing != Standing::Unnamed) {
      rows.push_back(i);
    }
  }
  const auto bigger = [&](std::uint32_t a, std::uint32_t b) {
    const std::uint64_t visits_a = kind.scored->sources[a].totals.visits;
    const std::uint64_t visits_b = kind.scored->sources[b].totals.visits;
    return visits_a != visits_b ? visits_a > visits_b : kind.table->name[a] < kind.table->name[b];
  };
  const std::size_t kept = std::min<std::size_t>(top_n, rows.size());
  std::partial_sort(
      rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end(), bigger);
  rows.resize(kept);
  return rows;
}

void describe_top(const ScoredKind& kind, HiddenByTop& hidden) {
  std::uint64_t all = 0;
  for (const SourceScore& source : kind.scored->sources) {
    all += source.totals.visits;
  }
  std::uint64_t shown = 0;
  for (const std::uint32_t row : biggest(kind, hidden.top_n)) {
    hidden.top.push_back(kind.table->name[row]);
    shown += kind.scored->sources[row].totals.visits;
  }
  hidden.top_visit_share = all > 0 ? real(shown) / real(all) : 0.0;
}

// What the company sends itself.
bool is_own_message(schema::Channel channel) {
  return channel == schema::Channel::Email || channel == schema::Channel::Sms ||
         channel == schema::Channel::MobilePush;
}

// Adds up what is hidden, each source once, and how well their shares together are known.
class Sum {
 public:
  explicit Sum(HiddenByTop& hidden)
      : hidden_(hidden), shown_(hidden.top.begin(), hidden.top.end()) {}

  void add(const ScoredKind& kind) {
    hidden_.members.emplace_back();
    for (std::uint32_t i = 0; i < kind.scored->size(); ++i) {
      const SourceScore& source = kind.scored->sources[i];
      hidden_.sources += source.standing != Standing::Unnamed;
      if (source.standing == Standing::Signal && take(kind, i)) {
        ++hidden_.signals;
        count(kind, i);
      }
    }
    for (const Pool& pool : kind.scored->pools) {
      add(kind, pool);
    }
  }

  // Mean of the months with the spread that the months themselves show around it (quasi-Poisson,
  // Student's t): what a next month of the same kind would be averaged with.
  [[nodiscard]] schema::Interval a_month(double level) const {
    const std::size_t n = months_.size();
    if (n == 0) {
      return {.level = level};
    }
    const double mean = real(hidden_.engaged) / real(n);
    const double half =
        math::trend_multiplier(n + 1, level) * std::sqrt(dispersion(mean) * mean / real(n));
    return {.value = mean, .low = std::max(0.0, mean - half), .high = mean + half, .level = level};
  }

 private:
  // False for what is in the top, has been counted, or lies on a platform that has been counted. A
  // platform that is only in the top shows nothing of who writes on it. Nor does anybody overlook
  // their own newsletter.
  bool take(const ScoredKind& kind, std::uint32_t row) {
    if (is_own_message(kind.table->channel[row])) {
      return false;
    }
    const std::string_view name = kind.table->name[row];
    const std::string_view platform = kind.table->platform[row];
    if (shown_.contains(name) || (!platform.empty() && counted_.contains(platform))) {
      return false;
    }
    return counted_.insert(name).second;
  }

  void count(const ScoredKind& kind, std::uint32_t row) {
    hidden_.members.back().push_back(row);
    hidden_.visits += kind.scored->sources[row].totals.visits;
    hidden_.engaged += kind.scored->sources[row].totals.engaged;
    months_.resize(std::max<std::size_t>(months_.size(), kind.table->n_months), 0.0);
    for (std::uint64_t j = kind.table->first_month[row]; j < kind.table->first_month[row + 1];
         ++j) {
      months_[kind.table->months[j].month] += kind.table->months[j].engaged;
    }
  }

  void add(const ScoredKind& kind, const Pool& pool) {
    std::uint64_t taken = 0;
    for (const std::uint32_t member : pool.members) {
      if (take(kind, member)) {
        ++taken;
        count(kind, member);
      }
    }
    hidden_.pools += taken > 0;
    hidden_.pooled_sources += taken;
  }

  [[nodiscard]] double dispersion(double mean) const {
    double squares = 0.0;
    for (const double month : months_) {
      squares += (month - mean) * (month - mean);
    }
    return mean > 0.0 && months_.size() > 1
               ? std::max(1.0, squares / mean / real(months_.size() - 1))
               : 1.0;
  }

  HiddenByTop& hidden_;
  std::unordered_set<std::string_view> shown_;    // in the top
  std::unordered_set<std::string_view> counted_;  // signals and members so far
  std::vector<double> months_;                    // engaged visits of all of it, month by month
};

// Engaged visits of the paid channel nearest to `engaged` by their ratio, either way.
std::optional<ChannelVisits> nearest_paid(std::span<const ChannelVisits> channels,
                                          std::uint64_t engaged) {
  const auto distance = [&](const ChannelVisits& channel) {
    return std::fabs(std::log((real(channel.engaged) + 0.5) / (real(engaged) + 0.5)));
  };
  std::optional<ChannelVisits> best;
  for (const ChannelVisits& channel : channels) {
    if (!schema::is_paid(channel.channel) || channel.visits == 0) {
      continue;
    }
    if (!best || distance(channel) < distance(*best) ||
        (distance(channel) == distance(*best) && channel.channel < best->channel)) {
      best = channel;
    }
  }
  return best;
}

// Ratio of two counts: log scale, with the spread that the hidden sum has and a Poisson count's.
schema::Interval ratio_of(const HiddenByTop& hidden, const ChannelVisits& paid, double level) {
  const double mine = real(hidden.engaged);
  const double theirs = real(paid.engaged);
  if (mine <= 0.0 || theirs <= 0.0) {
    return {.level = level};
  }
  const double relative =
      (hidden.engaged_a_month.high - hidden.engaged_a_month.value) / hidden.engaged_a_month.value;
  const double z = math::normal_quantile(0.5 * (1.0 + level));
  const double half = std::sqrt(relative * relative + z * z / theirs);
  return {.value = mine / theirs,
          .low = mine / theirs * std::exp(-half),
          .high = mine / theirs * std::exp(half),
          .level = level};
}

Reference sum_of(std::span<const ChannelVisits> channels, bool only_paid) {
  Reference sum;
  for (const ChannelVisits& channel : channels) {
    if (!only_paid || schema::is_paid(channel.channel)) {
      sum.visits += channel.visits;
      sum.engaged += channel.engaged;
    }
  }
  return sum;
}

}  // namespace

std::optional<Reference> paid_reference(std::span<const ChannelVisits> channels) {
  const Reference paid = sum_of(channels, true);
  return paid.visits > 0 ? std::optional(paid) : std::nullopt;
}

Reference site_reference(std::span<const ChannelVisits> channels) {
  return sum_of(channels, false);
}

HiddenByTop what_top_hides(std::span<const ScoredKind> kinds,
                           std::span<const ChannelVisits> channels,
                           std::uint32_t top_n) {
  HiddenByTop hidden{.top_n = top_n};
  if (kinds.empty()) {
    return hidden;
  }
  const double level = kinds.front().scored->level;
  hidden.months = kinds.front().scored->n_months;
  describe_top(kinds.front(), hidden);
  Sum sum(hidden);
  for (const ScoredKind& kind : kinds) {
    sum.add(kind);
  }
  hidden.engaged_a_month = sum.a_month(level);
  hidden.comparable = nearest_paid(channels, hidden.engaged);
  if (hidden.comparable) {
    hidden.comparable_bounce_share =
        real(hidden.comparable->bounces) / real(hidden.comparable->visits);
    hidden.ratio = ratio_of(hidden, *hidden.comparable, level);
  }
  return hidden;
}

}  // namespace throughline::signals
