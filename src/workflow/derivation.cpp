#include "workflow/derivation.hpp"

#include <utility>
#include <vector>

#include "sql/queries.hpp"

namespace throughline::workflow {

using U64 = std::vector<std::uint64_t>;

Result<std::optional<Derivation>> last_derivation(engine::Engine& store) {
  TL_TRY(const engine::Batch answer, store.query(sql::kLastDerivation));
  if (answer.n_rows() == 0) {
    return std::optional<Derivation>();
  }
  TL_TRY(const auto* const step, answer.get<U64>("step"));
  TL_TRY(const auto* const rules, answer.get<U64>("rules"));
  TL_TRY(const auto* const last_batch, answer.get<U64>("last_batch"));
  TL_TRY(const auto* const asset_feeds, answer.get<engine::Strings>("asset_feeds"));
  TL_TRY(const auto* const every, answer.get<U64>("every"));
  return std::optional(Derivation{.step = step->front(),
                                  .rules = rules->front(),
                                  .last_batch = last_batch->front(),
                                  .asset_feeds = std::string((*asset_feeds)[0]),
                                  .every = every->front()});
}

Result<void> note(engine::Engine& store, const Derivation& derivation) {
  engine::Strings asset_feeds;
  asset_feeds.push_back(derivation.asset_feeds);
  return store.insert("derivation_steps",
                      {{{"step", U64{derivation.step}},
                        {"rules", U64{derivation.rules}},
                        {"last_batch", U64{derivation.last_batch}},
                        {"asset_feeds", std::move(asset_feeds)},
                        {"every", U64{derivation.every}}}});
}

Result<void> forget_derivations(engine::Engine& store) {
  return store.execute("TRUNCATE TABLE derivation_steps");
}

}  // namespace throughline::workflow
