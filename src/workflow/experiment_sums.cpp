#include "workflow/experiment_sums.hpp"

#include <algorithm>

#include "sql/queries.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using U8 = std::vector<std::uint8_t>;
using U16 = std::vector<std::uint16_t>;
using U64 = std::vector<std::uint64_t>;
using I64 = std::vector<std::int64_t>;

constexpr double kMillionths = 1e6;

bool is_same_arm(const ArmSum& arm,
                 std::string_view experiment,
                 std::string_view market,
                 std::string_view name) {
  return arm.experiment == experiment && arm.market == market && arm.arm == name;
}

// Units come in the order of their arms.
Result<void> add_units(const Batch& batch, std::vector<ArmSum>& arms) {
  TL_TRY(const auto* const experiment, batch.get<Strings>("experiment"));
  TL_TRY(const auto* const market, batch.get<Strings>("market"));
  TL_TRY(const auto* const arm, batch.get<Strings>("arm"));
  TL_TRY(const auto* const exposed, batch.get<U8>("was_exposed"));
  TL_TRY(const auto* const rows, batch.get<U64>("rows"));
  TL_TRY(const auto* const millionths, batch.get<I64>("millionths"));
  TL_TRY(const auto* const first, batch.get<U16>("first"));
  TL_TRY(const auto* const last, batch.get<U16>("last"));
  for (std::size_t i = 0; i < batch.n_rows(); ++i) {
    if (arms.empty() || !is_same_arm(arms.back(), (*experiment)[i], (*market)[i], (*arm)[i])) {
      arms.push_back({.experiment = std::string((*experiment)[i]),
                      .market = std::string((*market)[i]),
                      .arm = std::string((*arm)[i]),
                      .first = civil_from_days((*first)[i]),
                      .last = civil_from_days((*last)[i])});
    }
    ArmSum& sum = arms.back();
    const double brought = static_cast<double>((*millionths)[i]) / kMillionths;
    ++sum.units;
    sum.exposed += (*exposed)[i];
    sum.rows += (*rows)[i];
    sum.sum += brought;
    sum.sum_squares += brought * brought;
    sum.first = civil_from_days(std::min<std::int64_t>(days_from_civil(sum.first), (*first)[i]));
    sum.last = civil_from_days(std::max<std::int64_t>(days_from_civil(sum.last), (*last)[i]));
  }
  return {};
}

Result<void> add_days(const Batch& batch, std::vector<UnitDay>& days) {
  TL_TRY(const auto* const experiment, batch.get<Strings>("experiment"));
  TL_TRY(const auto* const market, batch.get<Strings>("market"));
  TL_TRY(const auto* const unit, batch.get<U64>("unit"));
  TL_TRY(const auto* const region, batch.get<Strings>("region"));
  TL_TRY(const auto* const day, batch.get<U16>("day"));
  TL_TRY(const auto* const exposed, batch.get<U8>("was_exposed"));
  TL_TRY(const auto* const millionths, batch.get<I64>("millionths"));
  for (std::size_t i = 0; i < batch.n_rows(); ++i) {
    days.push_back({.experiment = std::string((*experiment)[i]),
                    .market = std::string((*market)[i]),
                    .unit = (*region)[i].empty() ? fmt::format("{:016x}", (*unit)[i])
                                                 : std::string((*region)[i]),
                    .day = civil_from_days((*day)[i]),
                    .exposed = (*exposed)[i] != 0,
                    .outcome = static_cast<double>((*millionths)[i]) / kMillionths});
  }
  return {};
}

}  // namespace

Result<std::vector<ArmSum>> load_arms(engine::Engine& store) {
  std::vector<ArmSum> arms;
  TL_CHECK(store.stream(
      sql::kExperimentUnits, {}, [&](Batch&& batch) { return add_units(batch, arms); }));
  return arms;
}

Result<std::vector<UnitDay>> load_unit_days(engine::Engine& store) {
  std::vector<UnitDay> days;
  TL_CHECK(
      store.stream(sql::kExperimentDays, {}, [&](Batch&& batch) { return add_days(batch, days); }));
  return days;
}

}  // namespace throughline::workflow
