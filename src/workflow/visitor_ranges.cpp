#include "workflow/visitor_ranges.hpp"

#include <string>

#include "workflow/store.hpp"

namespace throughline::workflow {

std::vector<VisitorRange> visitor_ranges(std::uint64_t n) {
  const std::uint64_t width = ~0ULL / n;
  std::vector<VisitorRange> ranges;
  for (std::uint64_t i = 0; i < n; ++i) {
    ranges.push_back({i == 0 ? 0 : width * i + 1, i + 1 == n ? ~0ULL : width * (i + 1)});
  }
  return ranges;
}

Result<std::vector<VisitorRange>> ranges_of_people(engine::Engine& store) {
  constexpr std::uint64_t kVisitsOfRange = 4'000'000;
  TL_TRY(const std::uint64_t n, one_number(store, "SELECT toUInt64(count()) AS n FROM sessions"));
  return visitor_ranges(1 + n / kVisitsOfRange);
}

engine::Parameters within(engine::Parameters parameters, const VisitorRange& range) {
  parameters.emplace_back("low", std::to_string(range.low));
  parameters.emplace_back("high", std::to_string(range.high));
  return parameters;
}

}  // namespace throughline::workflow
