#include "workflow/money.hpp"

#include <algorithm>

#include "sql/queries.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U16 = std::vector<std::uint16_t>;
using U64 = std::vector<std::uint64_t>;
using I64 = std::vector<std::int64_t>;

engine::Parameters days_of(const MoneyWindow& window) {
  return {{"bucket", std::to_string(static_cast<int>(window.bucket))},
          {"from", format_date(window.from)},
          {"until", format_date(window.until)}};
}

std::string text(const Strings& column, std::size_t row) { return std::string(column[row]); }

}  // namespace

Result<engine::Parameters> parameters_of_seconds(const MoneyWindow& window) {
  TL_TRY(const TimeZone zone, TimeZone::named(window.zone));
  const auto second = [&](CivilDate day) {
    return std::to_string(std::clamp<Seconds>(zone.start_of(day), 0, 0xffffffff));
  };
  return engine::Parameters{{"bucket", std::to_string(static_cast<int>(window.bucket))},
                            {"zone", window.zone},
                            {"from", second(window.from)},
                            {"until", second(window.until)}};
}

Result<std::vector<SpendSum>> load_spend(engine::Engine& store, const MoneyWindow& window) {
  TL_TRY(const Batch answer, store.query(sql::kSpendSums, days_of(window)));
  TL_TRY(const auto* const start, answer.get<U16>("start"));
  TL_TRY(const auto* const market, answer.get<Strings>("market"));
  TL_TRY(const auto* const channel, answer.get<Strings>("channel"));
  TL_TRY(const auto* const source, answer.get<Strings>("source"));
  TL_TRY(const auto* const medium, answer.get<Strings>("medium"));
  TL_TRY(const auto* const campaign, answer.get<Strings>("campaign"));
  TL_TRY(const auto* const tag, answer.get<Strings>("tag"));
  TL_TRY(const auto* const rows, answer.get<U64>("rows"));
  TL_TRY(const auto* const unpriced, answer.get<U64>("unpriced"));
  TL_TRY(const auto* const cost, answer.get<I64>("cost"));
  TL_TRY(const auto* const impressions, answer.get<U64>("impressions"));
  TL_TRY(const auto* const clicks, answer.get<U64>("clicks"));
  std::vector<SpendSum> sums;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    sums.push_back({.start = civil_from_days((*start)[i]),
                    .market = text(*market, i),
                    .channel = text(*channel, i),
                    .source = text(*source, i),
                    .medium = text(*medium, i),
                    .campaign = text(*campaign, i),
                    .tag = text(*tag, i),
                    .rows = (*rows)[i],
                    .unpriced = (*unpriced)[i],
                    .cost = (*cost)[i],
                    .impressions = (*impressions)[i],
                    .clicks = (*clicks)[i]});
  }
  return sums;
}

Result<std::vector<OrderSum>> load_orders(engine::Engine& store, const MoneyWindow& window) {
  TL_TRY(const engine::Parameters parameters, parameters_of_seconds(window));
  TL_TRY(const Batch answer, store.query(sql::kOrderSums, parameters));
  TL_TRY(const auto* const start, answer.get<U16>("start"));
  TL_TRY(const auto* const market, answer.get<Strings>("market"));
  TL_TRY(const auto* const code, answer.get<Strings>("code"));
  TL_TRY(const auto* const source, answer.get<Strings>("source"));
  TL_TRY(const auto* const medium, answer.get<Strings>("medium"));
  TL_TRY(const auto* const campaign, answer.get<Strings>("campaign"));
  TL_TRY(const auto* const orders, answer.get<U64>("orders"));
  TL_TRY(const auto* const first, answer.get<U64>("first"));
  TL_TRY(const auto* const repeat, answer.get<U64>("repeat"));
  TL_TRY(const auto* const unpriced, answer.get<U64>("unpriced"));
  TL_TRY(const auto* const value, answer.get<I64>("value"));
  std::vector<OrderSum> sums;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    sums.push_back({.start = civil_from_days((*start)[i]),
                    .market = text(*market, i),
                    .code = text(*code, i),
                    .source = text(*source, i),
                    .medium = text(*medium, i),
                    .campaign = text(*campaign, i),
                    .orders = (*orders)[i],
                    .first = (*first)[i],
                    .repeat = (*repeat)[i],
                    .unpriced = (*unpriced)[i],
                    .value = (*value)[i]});
  }
  return sums;
}

Result<std::vector<HoursSum>> load_hours(engine::Engine& store, const MoneyWindow& window) {
  constexpr double kThousandths = 1000.0;
  TL_TRY(const Batch answer, store.query(sql::kHourSums, days_of(window)));
  TL_TRY(const auto* const start, answer.get<U16>("start"));
  TL_TRY(const auto* const role, answer.get<Strings>("role"));
  TL_TRY(const auto* const tag, answer.get<Strings>("tag"));
  TL_TRY(const auto* const market, answer.get<Strings>("market"));
  TL_TRY(const auto* const rows, answer.get<U64>("rows"));
  TL_TRY(const auto* const millihours, answer.get<I64>("millihours"));
  std::vector<HoursSum> sums;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    sums.push_back({.start = civil_from_days((*start)[i]),
                    .role = text(*role, i),
                    .tag = text(*tag, i),
                    .market = text(*market, i),
                    .rows = (*rows)[i],
                    .hours = static_cast<double>((*millihours)[i]) / kThousandths});
  }
  return sums;
}

Result<std::vector<LeadSum>> load_leads(engine::Engine& store, const MoneyWindow& window) {
  TL_TRY(const engine::Parameters parameters, parameters_of_seconds(window));
  TL_TRY(const Batch answer, store.query(sql::kLeadSums, parameters));
  TL_TRY(const auto* const start, answer.get<U16>("start"));
  TL_TRY(const auto* const market, answer.get<Strings>("market"));
  TL_TRY(const auto* const stage, answer.get<Strings>("stage"));
  TL_TRY(const auto* const code, answer.get<Strings>("code"));
  TL_TRY(const auto* const source, answer.get<Strings>("source"));
  TL_TRY(const auto* const medium, answer.get<Strings>("medium"));
  TL_TRY(const auto* const campaign, answer.get<Strings>("campaign"));
  TL_TRY(const auto* const leads, answer.get<U64>("leads"));
  TL_TRY(const auto* const lost, answer.get<U64>("lost"));
  TL_TRY(const auto* const unpriced, answer.get<U64>("unpriced"));
  TL_TRY(const auto* const value, answer.get<I64>("value"));
  std::vector<LeadSum> sums;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    sums.push_back({.start = civil_from_days((*start)[i]),
                    .market = text(*market, i),
                    .stage = text(*stage, i),
                    .code = text(*code, i),
                    .source = text(*source, i),
                    .medium = text(*medium, i),
                    .campaign = text(*campaign, i),
                    .leads = (*leads)[i],
                    .lost = (*lost)[i],
                    .unpriced = (*unpriced)[i],
                    .value = (*value)[i]});
  }
  return sums;
}

}  // namespace throughline::workflow
