#include "workflow/dataset_ages.hpp"

#include <algorithm>

#include "schema/datasets.hpp"
#include "sql/queries.hpp"
#include "workflow/import.hpp"

namespace throughline::workflow {
namespace {

using Newest = std::map<std::uint32_t, std::uint32_t>;

Result<Newest> newest_by_feed(engine::Engine& store) {
  TL_TRY(const engine::Batch answer, store.query(sql::kFeedHealth));
  TL_TRY(const auto* const feed, answer.get<std::vector<std::uint32_t>>("feed"));
  TL_TRY(const auto* const newest, answer.get<std::vector<std::uint32_t>>("newest"));
  Newest found;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    std::uint32_t& known = found[(*feed)[i]];
    known = std::max(known, (*newest)[i]);
  }
  return found;
}

bool stands_in(const settings::Source& source, const std::string& named) {
  return source.id == named || schema::table_of_kind(settings::name_of(source.kind)) == named;
}

evidence::DatasetFacts facts_of(const settings::Settings& settings,
                                const std::string& named,
                                const Newest& newest) {
  evidence::DatasetFacts facts;
  for (const settings::Source& source : settings.sources) {
    const auto found = newest.find(feed_number(source.id));
    if (stands_in(source, named) && found != newest.end() && found->second > 0) {
      facts.newest = std::max<Seconds>(facts.newest.value_or(0), found->second);
    }
  }
  return facts;
}

}  // namespace

Result<std::map<std::string, evidence::DatasetFacts, std::less<>>> load_dataset_ages(
    engine::Engine& store, const settings::Settings& settings, const plan::Plan& plan) {
  TL_TRY(const Newest newest, newest_by_feed(store));
  std::map<std::string, evidence::DatasetFacts, std::less<>> ages;
  for (const plan::Dataset& dataset : plan.datasets) {
    if (dataset.source) {
      ages[dataset.head.id.value] = facts_of(settings, dataset.source->value, newest);
    }
  }
  return ages;
}

}  // namespace throughline::workflow
