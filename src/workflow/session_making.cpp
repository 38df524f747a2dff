#include "workflow/session_making.hpp"

#include <algorithm>
#include <bit>
#include <fmt/ranges.h>
#include <iterator>
#include <vector>

#include "base/hash.hpp"
#include "sql/queries.hpp"
#include "workflow/visitor_ranges.hpp"

namespace throughline::workflow {
namespace {

template <class Number>
std::string array_text(const std::vector<Number>& values) {
  return fmt::format("[{}]", fmt::join(values, ","));
}

// The query makes rows for `sessions`; they are as good in another table of its form.
std::string into(std::string_view table, std::string_view insertion) {
  constexpr std::string_view kBegin = "INSERT INTO sessions\n";
  const std::size_t at = insertion.find(kBegin);
  TL_ASSERT(at != std::string_view::npos);
  return fmt::format("INSERT INTO {}\n{}", table, insertion.substr(at + kBegin.size()));
}

// In how many ranges each of the two queries is made.
struct Passes {
  std::uint64_t of_one = 0;  ///< 0 = visitors of one view are not made apart
  std::uint64_t of_several = 1;
};

// Views of each kind of visitor, told from so much of the key space as is enough to tell.
struct Views {
  double of_one = 0;
  double of_several = 0;
};

Result<Views> views_of(engine::Engine& store,
                       const engine::Parameters& rules,
                       std::uint64_t n_hits) {
  constexpr std::uint64_t kEnough = 200'000;
  const std::uint64_t parts = 1 + n_hits / kEnough;
  engine::Parameters parameters{{"high", std::to_string(~0ULL / parts)}};
  std::ranges::copy_if(rules, std::back_inserter(parameters), [](const auto& parameter) {
    return parameter.first == "feeds_off";
  });
  TL_TRY(const engine::Batch answer, store.query(sql::kViewShares, parameters));
  TL_TRY(const auto* const of_one, answer.get<std::vector<std::uint64_t>>("of_one"));
  TL_TRY(const auto* const of_several, answer.get<std::vector<std::uint64_t>>("of_several"));
  const auto whole = static_cast<double>(parts);
  return Views{whole * static_cast<double>(of_one->front()),
               whole * static_cast<double>(of_several->front())};
}

Result<Passes> passes_of(engine::Engine& store,
                         const engine::Parameters& rules,
                         std::uint64_t n_hits,
                         const SessionWork& work) {
  constexpr double kViewsOfRange = 750'000;  // half a gigabyte of arrays in the engine
  constexpr double kVisitorsOfRange = 600'000;
  TL_TRY(const Views views, views_of(store, rules, n_hits));
  const bool apart =
      work.one_view == OneViewVisitors::Apart ||
      (work.one_view == OneViewVisitors::ByTheirShare && views.of_one > views.of_several);
  const auto ranges = [&](double size, double of_range) -> std::uint64_t {
    return work.n_ranges > 0 ? work.n_ranges : 1 + static_cast<std::uint64_t>(size / of_range);
  };
  if (!apart) {
    return Passes{0, ranges(views.of_one + views.of_several, kViewsOfRange)};
  }
  return Passes{ranges(views.of_one, kVisitorsOfRange), ranges(views.of_several, kViewsOfRange)};
}

}  // namespace

engine::Parameters parameters_of(const SessionRules& rules) {
  std::vector<int> off;
  for (const schema::BotReason reason : rules.bots_off) {
    off.push_back(static_cast<int>(reason));
  }
  return {{"gap", std::to_string(rules.gap_seconds)},
          {"cut_at_midnight", rules.cut_at_midnight ? "1" : "0"},
          {"cut_on_campaign", rules.cut_on_campaign ? "1" : "0"},
          {"zone", rules.zone},
          {"engagement", std::to_string(hash_bytes("engagement"))},
          {"goal_paths", array_text(rules.goal_paths)},
          {"goal_events", array_text(rules.goal_events)},
          {"money_events", array_text(rules.money_events)},
          {"feeds_off", array_text(rules.feeds_off)},
          {"off", array_text(off)}};
}

// In steps of two, so that a store that grows asks the same visitors for a long time.
std::uint64_t sampled_every(std::uint64_t n_hits) {
  constexpr std::uint64_t kEnough = 2'000'000;
  return std::bit_floor(std::max<std::uint64_t>(1, n_hits / kEnough));
}

Result<std::string> feeds_with_assets(engine::Engine& store, std::uint64_t every) {
  TL_TRY(const engine::Batch answer,
         store.query(sql::kAssetShare, {{"every", std::to_string(every)}}));
  TL_TRY(const auto* const feed, answer.get<std::vector<std::uint32_t>>("feed"));
  TL_TRY(const auto* const visitors, answer.get<std::vector<std::uint64_t>>("visitors"));
  TL_TRY(const auto* const fetching, answer.get<std::vector<std::uint64_t>>("fetching"));
  std::vector<std::uint32_t> feeds;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    if (2 * (*fetching)[i] >= (*visitors)[i]) {
      feeds.push_back((*feed)[i]);
    }
  }
  return array_text(feeds);
}

Result<void> make_sessions(engine::Engine& store,
                           std::string_view table,
                           engine::Parameters parameters,
                           std::uint64_t n_hits,
                           const SessionWork& work) {
  TL_TRY(const Passes passes, passes_of(store, parameters, n_hits, work));
  parameters.emplace_back("since", "0");
  parameters.emplace_back("apart", passes.of_one > 0 ? "1" : "0");
  const auto n = static_cast<double>(passes.of_one + passes.of_several);
  double done = 0;
  const auto pass = [&](std::string_view query, std::uint64_t n_ranges) -> Result<void> {
    for (const VisitorRange& range : visitor_ranges(n_ranges)) {
      TL_CHECK(store.execute(into(table, query), within(parameters, range)));
      if (work.progress) {
        work.progress(++done / n);
      }
    }
    return {};
  };
  if (passes.of_one > 0) {
    TL_CHECK(pass(sql::kSessionsOfOneView, passes.of_one));
  }
  return pass(sql::kSessions, passes.of_several);
}

Result<void> make_touched_sessions(engine::Engine& store,
                                   std::string_view table,
                                   engine::Parameters parameters,
                                   const Touched& touched) {
  constexpr std::uint64_t kNewHitsOfRange = 150'000;  // those who come again have older ones, too
  parameters.emplace_back("since", std::to_string(touched.since));
  parameters.emplace_back("apart", "0");
  for (const VisitorRange& range : visitor_ranges(1 + touched.n_hits / kNewHitsOfRange)) {
    TL_CHECK(store.execute(into(table, sql::kSessions), within(parameters, range)));
  }
  return {};
}

}  // namespace throughline::workflow
