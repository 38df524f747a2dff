#include "workflow/sources.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/ranges.h>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "acquisition/lists.hpp"
#include "sql/queries.hpp"
#include "workflow/store.hpp"
#include "workflow/visitor_ranges.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using schema::Channel;
using schema::SourceKind;
using schema::SourceTable;
using U8 = std::vector<std::uint8_t>;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;

engine::Parameters parameters_of_kind(const VisitFilter& filter, SourceKind kind) {
  engine::Parameters parameters = parameters_of(filter);
  parameters.emplace_back("kind", std::to_string(static_cast<int>(kind)));
  return parameters;
}

// Months arrive with their calendar number; they are made relative once the first is known.
Result<void> add_months(SourceTable& table, const Batch& batch) {
  TL_TRY(const auto* const name, batch.get<Strings>("name"));
  TL_TRY(const auto* const month, batch.get<U32>("month"));
  TL_TRY(const auto* const visits, batch.get<U32>("visits"));
  TL_TRY(const auto* const engaged, batch.get<U32>("engaged"));
  TL_TRY(const auto* const unknown, batch.get<U32>("unknown"));
  TL_TRY(const auto* const returning, batch.get<U32>("returning"));
  TL_TRY(const auto* const conversions, batch.get<U32>("conversions"));
  for (std::size_t i = 0; i < batch.n_rows(); ++i) {
    if (table.name.empty() || table.name.back() != (*name)[i]) {
      table.name.emplace_back((*name)[i]);
      table.first_month.push_back(table.months.size());
    }
    table.months.push_back({.month = (*month)[i],
                            .visits = (*visits)[i],
                            .engaged = (*engaged)[i],
                            .unknown = (*unknown)[i],
                            .returning = (*returning)[i],
                            .conversions = (*conversions)[i]});
  }
  return {};
}

void make_months_relative(SourceTable& table) {
  table.first_month.push_back(table.months.size());
  std::uint32_t first = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t last = 0;
  for (const schema::MonthCounts& row : table.months) {
    first = std::min(first, row.month);
    last = std::max(last, row.month);
  }
  if (table.months.empty()) {
    return;
  }
  for (schema::MonthCounts& row : table.months) {
    row.month -= first;
  }
  table.first_month_index = static_cast<MonthIndex>(first);
  table.n_months = last - first + 1;
}

// Rows of the second and third query come in the order of the names of the first: one walk side by
// side. A name that the first query did not have was written in between, and is left for next time.
class NameWalk {
 public:
  explicit NameWalk(const SourceTable& table) : table_(table) {}

  /// Index of the name, or nothing if the table does not have it.
  bool advance(std::string_view name) {
    while (at_ < table_.size() && table_.name[at_] < name) {
      ++at_;
    }
    return at_ < table_.size() && table_.name[at_] == name;
  }

  [[nodiscard]] std::size_t index() const { return at_; }

 private:
  const SourceTable& table_;
  std::size_t at_ = 0;
};

// Adds the people among the visitors of one range.
Result<void> add_people(engine::Engine& store,
                        const engine::Parameters& parameters,
                        SourceTable& table) {
  NameWalk walk(table);
  return store.stream(sql::kSourcePeople, parameters, [&](Batch&& batch) -> Result<void> {
    TL_TRY(const auto* const name, batch.get<Strings>("name"));
    TL_TRY(const auto* const people, batch.get<U64>("people"));
    TL_TRY(const auto* const returning, batch.get<U64>("returning_people"));
    for (std::size_t i = 0; i < batch.n_rows(); ++i) {
      if (walk.advance((*name)[i])) {
        table.people[walk.index()] += (*people)[i];
        table.returning_people[walk.index()] += (*returning)[i];
      }
    }
    return {};
  });
}

Result<void> load_people(engine::Engine& store,
                         const engine::Parameters& parameters,
                         SourceTable& table) {
  table.people.assign(table.size(), 0);
  table.returning_people.assign(table.size(), 0);
  TL_TRY(const auto ranges, ranges_of_people(store));
  for (const VisitorRange& range : ranges) {
    TL_CHECK(add_people(store, within(parameters, range), table));
  }
  return {};
}

// Chooses the landing page and the channel of most visits of one name; the smaller number wins a
// draw, so that the choice does not hang on the order of rows.
struct Majority {
  std::unordered_map<std::uint64_t, std::uint64_t> landings;
  std::array<std::uint64_t, schema::kChannels> channels{};

  void add(std::uint64_t landing, std::uint8_t channel, std::uint64_t visits) {
    landings[landing] += visits;
    channels[std::min<std::size_t>(channel, schema::kChannels - 1)] += visits;
  }

  [[nodiscard]] Channel channel() const {
    return static_cast<Channel>(std::max_element(channels.begin(), channels.end()) -
                                channels.begin());
  }

  [[nodiscard]] std::uint64_t landing() const {
    std::pair<std::uint64_t, std::uint64_t> best{0, 0};  // visits, id
    for (const auto& [id, visits] : landings) {
      if (visits > best.first || (visits == best.first && id < best.second)) {
        best = {visits, id};
      }
    }
    return best.second;
  }
};

Result<void> load_landings(engine::Engine& store,
                           const engine::Parameters& parameters,
                           SourceTable& table,
                           U64& landing) {
  table.channel.assign(table.size(), Channel::Unassigned);
  landing.assign(table.size(), 0);
  NameWalk walk(table);
  Majority majority;
  std::size_t current = table.size();
  const auto settle = [&] {
    if (current < table.size()) {
      table.channel[current] = majority.channel();
      landing[current] = majority.landing();
    }
  };
  TL_CHECK(store.stream(sql::kSourceLandings, parameters, [&](Batch&& batch) -> Result<void> {
    TL_TRY(const auto* const name, batch.get<Strings>("name"));
    TL_TRY(const auto* const page, batch.get<U64>("landing"));
    TL_TRY(const auto* const channel, batch.get<U8>("channel"));
    TL_TRY(const auto* const visits, batch.get<U64>("visits"));
    for (std::size_t i = 0; i < batch.n_rows(); ++i) {
      if (!walk.advance((*name)[i])) {
        continue;
      }
      if (walk.index() != current) {
        settle();
        current = walk.index();
        majority = {};
      }
      majority.add((*page)[i], (*channel)[i], (*visits)[i]);
    }
    return {};
  }));
  settle();
  return {};
}

Result<void> add_channels(const Batch& batch, std::map<Channel, ChannelTotals>& totals) {
  using Field = std::uint64_t ChannelTotals::*;
  constexpr std::array<std::pair<std::string_view, Field>, 10> kFields = {{
      {"visits", &ChannelTotals::visits},
      {"engaged", &ChannelTotals::engaged},
      {"unknown", &ChannelTotals::unknown},
      {"returning", &ChannelTotals::returning},
      {"conversions", &ChannelTotals::conversions},
      {"bounce_ga4", &ChannelTotals::bounce_ga4},
      {"bounce_plausible", &ChannelTotals::bounce_plausible},
      {"bounce_matomo", &ChannelTotals::bounce_matomo},
      {"bounce_posthog", &ChannelTotals::bounce_posthog},
      {"people", &ChannelTotals::people},
  }};
  TL_TRY(const auto* const channel, batch.get<U8>("channel"));
  for (const auto& [name, field] : kFields) {
    TL_TRY(const auto* const values, batch.get<U64>(name));
    for (std::size_t i = 0; i < batch.n_rows(); ++i) {
      ChannelTotals& row = totals[static_cast<Channel>((*channel)[i])];
      row.channel = static_cast<Channel>((*channel)[i]);
      row.*field += (*values)[i];
    }
  }
  return {};
}

Result<void> add_window(const Batch& batch, Window& window) {
  TL_TRY(const auto* const visits, batch.get<U64>("visits"));
  TL_TRY(const auto* const people, batch.get<U64>("people"));
  TL_TRY(const auto* const first, batch.get<U32>("first"));
  TL_TRY(const auto* const last, batch.get<U32>("last"));
  if (visits->empty() || visits->front() == 0) {
    return {};
  }
  window.first = window.visits == 0 ? first->front() : std::min(window.first, first->front());
  window.last = std::max(window.last, last->front());
  window.visits += visits->front();
  window.people += people->front();
  return {};
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_platform(std::string_view host) {
  static const std::unordered_set<std::string_view> kPlatforms(
      acquisition::lists::platforms().begin(), acquisition::lists::platforms().end());
  return kPlatforms.contains(host);
}

// What carries a source: "forum.example/t/1" lies on "forum.example", "knits.blogspot.com" on
// "blogspot.com".
std::string platform_of(std::string_view name, SourceKind kind) {
  if (kind == SourceKind::Page) {
    return std::string(name.substr(0, name.find('/')));
  }
  const std::string_view parent = name.substr(std::min(name.find('.') + 1, name.size()));
  return kind != SourceKind::Landing && is_platform(parent) ? std::string(parent) : std::string();
}

void name_landings(SourceTable& table,
                   const U64& landing,
                   const std::unordered_map<std::uint64_t, std::string>& words) {
  const auto word = [&](std::uint64_t id) {
    const auto found = words.find(id);
    return found == words.end() ? std::string() : found->second;
  };
  for (std::size_t i = 0; i < table.size(); ++i) {
    table.landing.push_back(word(landing[i]));
    table.platform.push_back(platform_of(table.name[i], table.kind));
    if (table.kind == SourceKind::Landing) {
      table.name[i] = word(number_of(table.name[i]));
    } else if (table.kind == SourceKind::Channel) {
      table.name[i] = schema::name_of(static_cast<Channel>(number_of(table.name[i])));
    }
  }
}

}  // namespace

Result<std::unordered_map<std::uint64_t, std::string>> load_path_names(engine::Engine& store) {
  std::unordered_map<std::uint64_t, std::string> words;
  TL_CHECK(store.stream(sql::kPathNames, {}, [&](Batch&& batch) -> Result<void> {
    TL_TRY(const auto* const id, batch.get<U64>("id"));
    TL_TRY(const auto* const name, batch.get<Strings>("name"));
    for (std::size_t i = 0; i < batch.n_rows(); ++i) {
      words.emplace((*id)[i], (*name)[i]);
    }
    return {};
  }));
  return words;
}

engine::Parameters parameters_of(const VisitFilter& filter) {
  return {{"from", std::to_string(filter.from)},
          {"until", std::to_string(filter.until)},
          {"zone", filter.zone},
          {"feeds", fmt::format("[{}]", fmt::join(filter.feeds, ","))}};
}

Result<SourceTable> load_sources(engine::Engine& store,
                                 SourceKind kind,
                                 const VisitFilter& filter) {
  const engine::Parameters parameters = parameters_of_kind(filter, kind);
  SourceTable table;
  table.kind = kind;
  TL_CHECK(store.stream(
      sql::kSourceMonths, parameters, [&](Batch&& batch) { return add_months(table, batch); }));
  make_months_relative(table);
  TL_CHECK(load_people(store, parameters, table));
  U64 landing;
  TL_CHECK(load_landings(store, parameters, table, landing));
  TL_TRY(const auto words, load_path_names(store));
  name_landings(table, landing, words);
  return table;
}

Result<std::vector<ChannelTotals>> load_channels(engine::Engine& store, const VisitFilter& filter) {
  std::map<Channel, ChannelTotals> totals;
  TL_TRY(const auto ranges, ranges_of_people(store));
  for (const VisitorRange& range : ranges) {
    TL_TRY(const Batch batch,
           store.query(sql::kChannelTotals, within(parameters_of(filter), range)));
    TL_CHECK(add_channels(batch, totals));
  }
  std::vector<ChannelTotals> rows;
  for (const auto& [channel, row] : totals) {
    rows.push_back(row);
  }
  return rows;
}

Result<Window> load_window(engine::Engine& store, const VisitFilter& filter) {
  Window window;
  TL_TRY(const auto ranges, ranges_of_people(store));
  for (const VisitorRange& range : ranges) {
    TL_TRY(const Batch batch, store.query(sql::kWindow, within(parameters_of(filter), range)));
    TL_CHECK(add_window(batch, window));
  }
  return window;
}

}  // namespace throughline::workflow
