#include "workflow/visitor_ranges.hpp"

#include <string>

namespace throughline::workflow {

std::vector<VisitorRange> visitor_ranges(std::uint64_t n) {
  const std::uint64_t width = ~0ULL / n;
  std::vector<VisitorRange> ranges;
  for (std::uint64_t i = 0; i < n; ++i) {
    ranges.push_back({i == 0 ? 0 : width * i + 1, i + 1 == n ? ~0ULL : width * (i + 1)});
  }
  return ranges;
}

engine::Parameters within(engine::Parameters parameters, const VisitorRange& range) {
  parameters.emplace_back("low", std::to_string(range.low));
  parameters.emplace_back("high", std::to_string(range.high));
  return parameters;
}

}  // namespace throughline::workflow
