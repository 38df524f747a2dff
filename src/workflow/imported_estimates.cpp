#include "workflow/imported_estimates.hpp"

#include <algorithm>

#include "sql/queries.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using schema::Estimate;
using U8 = std::vector<std::uint8_t>;
using U16 = std::vector<std::uint16_t>;
using U64 = std::vector<std::uint64_t>;
using Doubles = std::vector<double>;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Sets one field of every estimate from one column.
template <class Column, class Set>
Result<void> fill(const Batch& batch,
                  std::string_view name,
                  std::vector<Estimate>& estimates,
                  const Set& set) {
  TL_TRY(const auto* const column, batch.get<Column>(name));
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    set(estimates[i], (*column)[i]);
  }
  return {};
}

Result<void> fill_texts(const Batch& batch, std::vector<Estimate>& all) {
  using Text = std::string_view;
  const auto texts = [&](Text name, const auto& set) {
    return fill<Strings>(batch, name, all, set);
  };
  TL_CHECK(texts("id", [](Estimate& one, Text text) { one.id = text; }));
  TL_CHECK(texts("tactic", [](Estimate& one, Text text) { one.about.tactic = text; }));
  TL_CHECK(texts("link", [](Estimate& one, Text text) { one.about.link = text; }));
  TL_CHECK(texts("second", [](Estimate& one, Text text) { one.about.second = text; }));
  TL_CHECK(texts("metric", [](Estimate& one, Text text) { one.metric = text; }));
  TL_CHECK(texts("market", [](Estimate& one, Text text) { one.market = text; }));
  TL_CHECK(texts("run", [](Estimate& one, Text text) { one.inputs.run = text; }));
  TL_CHECK(texts("plan_hash", [](Estimate& one, Text text) { one.inputs.plan_hash = text; }));
  TL_CHECK(texts("version", [](Estimate& one, Text text) { one.inputs.version = text; }));
  TL_CHECK(texts("sources", [](Estimate& one, Text text) { one.inputs.sources = lines_of(text); }));
  return texts("caveats", [](Estimate& one, Text text) { one.caveats = lines_of(text); });
}

Result<void> fill_effects(const Batch& batch, std::vector<Estimate>& all) {
  const auto numbers = [&](std::string_view name, const auto& set) {
    return fill<Doubles>(batch, name, all, set);
  };
  TL_CHECK(numbers("est", [](Estimate& one, double x) { one.effect.interval.value = x; }));
  TL_CHECK(numbers("lo", [](Estimate& one, double x) { one.effect.interval.low = x; }));
  TL_CHECK(numbers("hi", [](Estimate& one, double x) { one.effect.interval.high = x; }));
  TL_CHECK(numbers("level", [](Estimate& one, double x) { one.effect.interval.level = x; }));
  TL_CHECK(numbers("baseline", [](Estimate& one, double x) { one.effect.baseline = x; }));
  return fill<U8>(batch, "scale", all, [](Estimate& one, std::uint8_t scale) {
    one.effect.scale = static_cast<schema::Scale>(scale);
  });
}

Result<void> fill_rest(const Batch& batch, std::vector<Estimate>& all) {
  const auto counts = [&](std::string_view name, const auto& set) {
    return fill<U64>(batch, name, all, set);
  };
  const auto days = [&](std::string_view name, const auto& set) {
    return fill<U16>(batch, name, all, set);
  };
  TL_CHECK(counts("n", [](Estimate& one, std::uint64_t n) { one.n = n; }));
  TL_CHECK(counts("n_rows", [](Estimate& one, std::uint64_t n) { one.inputs.rows = n; }));
  TL_CHECK(counts("seed", [](Estimate& one, std::uint64_t n) { one.inputs.seed = n; }));
  TL_CHECK(days("since_day", [](Estimate& one, auto day) { one.from = civil_from_days(day); }));
  TL_CHECK(days("until_day", [](Estimate& one, auto day) { one.to = civil_from_days(day); }));
  TL_CHECK(fill<U8>(batch, "grade", all, [](Estimate& one, std::uint8_t grade) {
    one.grade = static_cast<schema::Grade>(grade);
  }));
  return fill<U8>(batch, "method", all, [](Estimate& one, std::uint8_t method) {
    one.method = static_cast<schema::Method>(method);
  });
}

}  // namespace

Result<std::vector<Estimate>> load_imported_estimates(engine::Engine& store) {
  TL_TRY(const Batch answer, store.query(sql::kImportedEstimates));
  std::vector<Estimate> all(answer.n_rows(), Estimate{.origin = schema::Origin::Imported});
  TL_CHECK(fill_texts(answer, all));
  TL_CHECK(fill_effects(answer, all));
  TL_CHECK(fill_rest(answer, all));
  return all;
}

}  // namespace throughline::workflow
