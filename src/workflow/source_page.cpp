#include "workflow/source_page.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <numeric>
#include <utility>

#include "views/figure.hpp"
#include "workflow/source_bounces.hpp"

namespace throughline::workflow {
namespace {

using schema::SourceKind;
using views::SourceRow;

constexpr std::array<std::pair<std::string_view, SourceKey>, 20> kKeys = {
    {{"rank", SourceKey::Rank},
     {"name", SourceKey::Name},
     {"channel", SourceKey::Channel},
     {"landing", SourceKey::Landing},
     {"visits", SourceKey::Visits},
     {"engaged", SourceKey::Engaged},
     {"unknown", SourceKey::Unknown},
     {"conversions", SourceKey::Conversions},
     {"people", SourceKey::People},
     {"share", SourceKey::Share},
     {"returning", SourceKey::Returning},
     {"probability", SourceKey::Probability},
     {"q", SourceKey::Q},
     {"months_better", SourceKey::MonthsBetter},
     {"months_seen", SourceKey::MonthsSeen},
     {"standing", SourceKey::Standing},
     {"bounce_ga4", SourceKey::BounceGa4},
     {"bounce_plausible", SourceKey::BouncePlausible},
     {"bounce_matomo", SourceKey::BounceMatomo},
     {"bounce_posthog", SourceKey::BouncePosthog}}};

constexpr std::array<std::pair<std::string_view, SourceKind>, 5> kKinds = {
    {{"domain", SourceKind::Domain},
     {"host", SourceKind::Host},
     {"page", SourceKind::Page},
     {"campaign", SourceKind::Campaign},
     {"landing", SourceKind::Landing}}};

template <class Value, std::size_t N>
Result<Value> named_in(const std::array<std::pair<std::string_view, Value>, N>& known,
                       std::string_view name,
                       std::string_view what) {
  std::string names;
  for (const auto& [word, value] : known) {
    if (word == name) {
      return value;
    }
    names += (names.empty() ? "" : ", ") + std::string(word);
  }
  return fail(ErrorCode::InvalidArgument,
              fmt::format("no {} is called \"{}\"", what, name),
              fmt::format("There are: {}", names));
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool holds(std::string_view text, std::string_view low) {
  return std::search(text.begin(), text.end(), low.begin(), low.end(), [](char a, char b) {
           return lower(a) == b;
         }) != text.end();
}

const signals::Comparison& better_of(const ScoredSources& sources, std::size_t i) {
  const signals::SourceScore& score = sources.scored.sources[i];
  return sources.scored.paid ? score.versus_paid : score.versus_site;
}

double number_of(const SourceList& list, SourceKey key, std::size_t i) {
  const signals::SourceScore& score = list.sources.scored.sources[i];
  const schema::SourceTotals& totals = score.totals;
  const auto bounced = [&](std::uint64_t views::Bounces::* which) {
    return list.bounces.empty() ? 0.0 : static_cast<double>(list.bounces[i].*which);
  };
  switch (key) {
    case SourceKey::Visits:
      return static_cast<double>(totals.visits);
    case SourceKey::Engaged:
      return static_cast<double>(totals.engaged);
    case SourceKey::Unknown:
      return static_cast<double>(totals.unknown);
    case SourceKey::Conversions:
      return static_cast<double>(totals.conversions);
    case SourceKey::People:
      return static_cast<double>(totals.people);
    case SourceKey::Share:
      return score.engaged.value;
    case SourceKey::Returning:
      return score.returning.value;
    case SourceKey::Probability:
      return better_of(list.sources, i).probability;
    case SourceKey::Q:
      return score.q_value;
    case SourceKey::MonthsBetter:
      return score.months_better;
    case SourceKey::MonthsSeen:
      return score.months_seen;
    case SourceKey::BounceGa4:
      return bounced(&views::Bounces::ga4);
    case SourceKey::BouncePlausible:
      return bounced(&views::Bounces::plausible);
    case SourceKey::BounceMatomo:
      return bounced(&views::Bounces::matomo);
    case SourceKey::BouncePosthog:
      return bounced(&views::Bounces::posthog);
    default:
      return list.rank[i];
  }
}

std::string_view text_of_key(const SourceList& list, SourceKey key, std::size_t i) {
  switch (key) {
    case SourceKey::Channel:
      return schema::name_of(list.sources.table.channel[i]);
    case SourceKey::Landing:
      return list.sources.table.landing[i];
    case SourceKey::Standing:
      return name_of(list.sources.scored.sources[i].standing);
    default:
      return list.sources.table.name[i];
  }
}

bool is_text(SourceKey key) {
  return key == SourceKey::Name || key == SourceKey::Channel || key == SourceKey::Landing ||
         key == SourceKey::Standing;
}

// Sorts by a key of which a copy was made, so that comparing does not look it up again.
template <class Key>
void sort_by(std::vector<std::uint32_t>& rows, const std::vector<Key>& keys, Order order) {
  std::vector<std::uint32_t> places(rows.size());
  std::iota(places.begin(), places.end(), 0U);
  std::stable_sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
    return order == Order::Ascending ? keys[a] < keys[b] : keys[b] < keys[a];
  });
  std::vector<std::uint32_t> sorted(rows.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    sorted[i] = rows[places[i]];
  }
  rows = std::move(sorted);
}

void sort_rows(const SourceList& list, const SourceWish& wish, std::vector<std::uint32_t>& rows) {
  if (wish.key == SourceKey::Rank) {  // they are ordered so already
    if (wish.order == Order::Descending) {
      std::reverse(rows.begin(), rows.end());
    }
  } else if (is_text(wish.key)) {
    std::vector<std::string_view> keys;
    for (const std::uint32_t row : rows) {
      keys.push_back(text_of_key(list, wish.key, row));
    }
    sort_by(rows, keys, wish.order);
  } else {
    std::vector<double> keys;
    for (const std::uint32_t row : rows) {
      keys.push_back(number_of(list, wish.key, row));
    }
    sort_by(rows, keys, wish.order);
  }
}

schema::Interval interval_of(const signals::Share& share, double level) {
  return {.value = share.value, .low = share.low, .high = share.high, .level = level};
}

SourceRow row_of(const SourceList& list, std::uint32_t i) {
  const ScoredSources& sources = list.sources;
  const signals::SourceScore& score = sources.scored.sources[i];
  SourceRow row{.figure = views::source_figure(sources.table.kind, sources.table.name[i]),
                .rank = list.rank[i] + std::uint64_t{1},
                .name = sources.table.name[i],
                .channel = sources.table.channel[i],
                .landing = sources.table.landing[i],
                .visits = score.totals.visits,
                .engaged = score.totals.engaged,
                .unknown = score.totals.unknown,
                .conversions = score.totals.conversions,
                .people = score.totals.people};
  if (!list.bounces.empty()) {
    row.bounces = list.bounces[i];
  }
  row.share = interval_of(score.engaged, sources.scored.level);
  row.returning = interval_of(score.returning, sources.scored.level);
  row.probability = better_of(sources, i).probability;
  row.q = score.q_value;
  row.months_better = score.months_better;
  row.months_seen = score.months_seen;
  row.standing = name_of(score.standing);
  return row;
}

views::SourceSums sums_of(const SourceList& list, const std::vector<std::uint32_t>& rows) {
  views::SourceSums sums;
  for (const std::uint32_t row : rows) {
    const schema::SourceTotals& totals = list.sources.scored.sources[row].totals;
    sums.visits += totals.visits;
    sums.engaged += totals.engaged;
    sums.unknown += totals.unknown;
    sums.conversions += totals.conversions;
  }
  return sums;
}

}  // namespace

Result<SourceKey> source_key_named(std::string_view name) {
  return named_in(kKeys, name, "column of the sources");
}

Result<SourceKind> source_kind_named(std::string_view name) {
  return named_in(kKinds, name, "kind of source");
}

Result<SourceList> load_source_list(engine::Engine& store,
                                    SourceKind kind,
                                    const VisitFilter& filter,
                                    const settings::Thresholds& thresholds) {
  SourceList list;
  TL_TRY(const auto channels, load_channels(store, filter));
  TL_TRY(list.sources, load_scored(store, kind, filter, channels, thresholds));
  TL_TRY(list.bounces, load_bounces(store, list.sources.table, filter));
  list.rank.resize(list.sources.scored.size());
  for (std::uint32_t place = 0; place < list.sources.scored.ranking.size(); ++place) {
    list.rank[list.sources.scored.ranking[place]] = place;
  }
  return list;
}

std::vector<std::uint32_t> matching(const SourceList& list, const SourceWish& wish) {
  std::string low = wish.text;
  std::ranges::transform(low, low.begin(), lower);
  const schema::SourceTable& table = list.sources.table;
  std::vector<std::uint32_t> rows;
  for (const std::uint32_t i : list.sources.scored.ranking) {
    if ((low.empty() || holds(table.name[i], low) || holds(table.landing[i], low)) &&
        (!wish.channel || table.channel[i] == *wish.channel) &&
        (!wish.standing || name_of(list.sources.scored.sources[i].standing) == *wish.standing)) {
      rows.push_back(i);
    }
  }
  sort_rows(list, wish, rows);
  return rows;
}

views::SourcePage page_of(const SourceList& list,
                          const std::vector<std::uint32_t>& matches,
                          std::uint64_t offset,
                          std::uint64_t limit) {
  const signals::ScoredTable& scored = list.sources.scored;
  views::SourcePage page{.kind = list.sources.table.kind,
                         .total = scored.size(),
                         .matching = matches.size(),
                         .offset = offset,
                         .sums = sums_of(list, matches),
                         .bar = scored.bar.mean,
                         .has_paid = scored.paid.has_value(),
                         .tested = scored.n_tested,
                         .signals = scored.n_signals};
  page.site_share = scored.site.visits == 0 ? 0.0
                                            : static_cast<double>(scored.site.engaged) /
                                                  static_cast<double>(scored.site.visits);
  const std::uint64_t first = std::min<std::uint64_t>(offset, matches.size());
  const std::uint64_t end = first + std::min<std::uint64_t>(limit, matches.size() - first);
  for (std::uint64_t i = first; i < end; ++i) {
    page.rows.push_back(row_of(list, matches[i]));
  }
  return page;
}

}  // namespace throughline::workflow
