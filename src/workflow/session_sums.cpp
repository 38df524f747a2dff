#include <algorithm>
#include <compare>
#include <map>
#include <tuple>

#include "schema/source.hpp"
#include "sql/queries.hpp"
#include "workflow/markets.hpp"
#include "workflow/money.hpp"
#include "workflow/sources.hpp"
#include "workflow/visitor_ranges.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U16 = std::vector<std::uint16_t>;
using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;
using Words = std::unordered_map<std::uint64_t, std::string>;

// What tells sums apart, in the order in which they are given.
using Key = std::tuple<std::int64_t,
                       std::string,
                       std::string,
                       std::string,
                       std::string,
                       std::string,
                       std::string,
                       std::string>;

std::string word_of(const Words& words, std::uint64_t id) {
  const auto found = words.find(id);
  return found == words.end() ? std::string() : found->second;
}

// Several sites have one market, and several ranges of visitors one way of coming.
class SessionSums {
 public:
  SessionSums(std::map<std::uint32_t, std::string> markets, Words words)
      : markets_(std::move(markets)), words_(std::move(words)) {}

  Result<void> add(const Batch& batch) {
    TL_TRY(const auto* const start, batch.get<U16>("start"));
    TL_TRY(const auto* const feed, batch.get<U32>("feed"));
    TL_TRY(const auto* const channel, batch.get<std::vector<std::uint8_t>>("channel"));
    TL_TRY(const auto* const own_channel, batch.get<Strings>("own_channel"));
    TL_TRY(const auto* const source, batch.get<Strings>("source"));
    TL_TRY(const auto* const medium, batch.get<Strings>("medium"));
    TL_TRY(const auto* const campaign, batch.get<Strings>("campaign"));
    TL_TRY(const auto* const host, batch.get<Strings>("host"));
    TL_TRY(const auto* const page, batch.get<U64>("page"));
    for (std::size_t i = 0; i < batch.n_rows(); ++i) {
      const std::string_view name =
          (*own_channel)[i].empty() ? schema::name_of(static_cast<schema::Channel>((*channel)[i]))
                                    : (*own_channel)[i];
      rows_.push_back(&sums_[Key((*start)[i],
                                 market_of_feed((*feed)[i]),
                                 name,
                                 (*source)[i],
                                 (*medium)[i],
                                 (*campaign)[i],
                                 (*host)[i],
                                 word_of(words_, (*page)[i]))]);
    }
    TL_CHECK(add_counts(batch));
    rows_.clear();
    return {};
  }

  std::vector<SessionSum> take() && {
    std::vector<SessionSum> sums;
    for (auto& [key, sum] : sums_) {
      std::int64_t start = 0;
      std::tie(start,
               sum.market,
               sum.channel,
               sum.source,
               sum.medium,
               sum.campaign,
               sum.host,
               sum.landing) = key;
      sum.start = civil_from_days(start);
      sums.push_back(std::move(sum));
    }
    return sums;
  }

 private:
  Result<void> add_counts(const Batch& batch) {
    using Count = std::uint64_t SessionSum::*;
    constexpr std::array<std::pair<std::string_view, Count>, 5> kCounts = {
        {{"visits", &SessionSum::visits},
         {"engaged", &SessionSum::engaged},
         {"returning", &SessionSum::returning},
         {"returning_people", &SessionSum::returning_people},
         {"conversions", &SessionSum::conversions}}};
    for (const auto& [name, field] : kCounts) {
      TL_TRY(const auto* const counts, batch.get<U64>(name));
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i]->*field += (*counts)[i];
      }
    }
    TL_TRY(const auto* const value, batch.get<std::vector<std::int64_t>>("value"));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      rows_[i]->value += (*value)[i];
    }
    return {};
  }

  std::string market_of_feed(std::uint32_t feed) const {
    const auto found = markets_.find(feed);
    return found == markets_.end() ? "unknown" : found->second;
  }

  std::map<std::uint32_t, std::string> markets_;
  Words words_;
  std::map<Key, SessionSum> sums_;
  std::vector<SessionSum*> rows_;  // of the batch that is being added
};

}  // namespace

Result<std::vector<SessionSum>> load_sessions(engine::Engine& store,
                                              const settings::Settings& settings,
                                              const MoneyWindow& window,
                                              Landings landings) {
  Words words;
  if (landings == Landings::Apart) {
    TL_TRY(words, load_path_names(store));
  }
  SessionSums sums(markets_by_feed(settings), std::move(words));
  TL_TRY(engine::Parameters parameters, parameters_of_seconds(window));
  parameters.emplace_back("with_landing", landings == Landings::Apart ? "1" : "0");
  TL_TRY(const std::vector<VisitorRange> ranges, ranges_of_people(store));
  for (const VisitorRange& range : ranges) {
    TL_CHECK(store.stream(sql::kSessionSums, within(parameters, range), [&](Batch&& batch) {
      return sums.add(batch);
    }));
  }
  return std::move(sums).take();
}

}  // namespace throughline::workflow
