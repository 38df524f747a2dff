#include "workflow/source_bounces.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sql/queries.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U64 = std::vector<std::uint64_t>;

// A landing page is named by its number in the store, and by its words in the table.
class Names {
 public:
  static Result<Names> of(engine::Engine& store, const schema::SourceTable& table) {
    Names names;
    if (table.kind == schema::SourceKind::Landing) {
      TL_TRY(names.words_, load_path_names(store));
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
      names.index_.emplace(table.name[i], i);
    }
    names.is_numbered_ = table.kind == schema::SourceKind::Landing;
    return names;
  }

  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view name) const {
    if (is_numbered_) {
      std::uint64_t number = 0;
      std::from_chars(name.data(), name.data() + name.size(), number);
      const auto word = words_.find(number);
      name = word == words_.end() ? std::string_view() : std::string_view(word->second);
    }
    const auto found = index_.find(name);
    return found == index_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::unordered_map<std::uint64_t, std::string> words_;
  std::unordered_map<std::string_view, std::size_t> index_;
  bool is_numbered_ = false;
};

Result<void> add(const Batch& batch, const Names& names, std::vector<views::Bounces>& bounces) {
  TL_TRY(const auto* const name, batch.get<Strings>("name"));
  TL_TRY(const auto* const plausible, batch.get<U64>("bounce_plausible"));
  TL_TRY(const auto* const matomo, batch.get<U64>("bounce_matomo"));
  TL_TRY(const auto* const posthog, batch.get<U64>("bounce_posthog"));
  for (std::size_t i = 0; i < batch.n_rows(); ++i) {
    if (const auto index = names.index_of((*name)[i])) {
      bounces[*index].plausible += (*plausible)[i];
      bounces[*index].matomo += (*matomo)[i];
      bounces[*index].posthog += (*posthog)[i];
    }
  }
  return {};
}

}  // namespace

Result<std::vector<views::Bounces>> load_bounces(engine::Engine& store,
                                                 const schema::SourceTable& table,
                                                 const VisitFilter& filter) {
  std::vector<views::Bounces> bounces(table.size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::uint64_t j = table.first_month[i]; j < table.first_month[i + 1]; ++j) {
      bounces[i].ga4 += table.months[j].visits - table.months[j].engaged;
    }
  }
  TL_TRY(const Names names, Names::of(store, table));
  engine::Parameters parameters = parameters_of(filter);
  parameters.emplace_back("kind", std::to_string(static_cast<int>(table.kind)));
  TL_CHECK(store.stream(
      sql::kSourceBounces, parameters, [&](Batch&& batch) { return add(batch, names, bounces); }));
  return bounces;
}

}  // namespace throughline::workflow
