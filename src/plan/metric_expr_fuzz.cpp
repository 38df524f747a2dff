#include <cstddef>
#include <cstdint>
#include <string_view>

#include "plan/metric_expr.hpp"

namespace {

namespace plan = throughline::plan;

template <class Parse>
void hold(Parse parse, std::string_view text) {
  const auto parsed = parse(text);
  if (!parsed) {
    TL_ASSERT(parsed.error().place.column >= 1 && parsed.error().place.column <= text.size() + 1);
    return;
  }
  const auto again = parse(plan::text_of(*parsed));
  TL_ASSERT(plan::text_of(*parsed).size() > 4096 || (again && *again == *parsed));
  for (const auto& table : throughline::schema::data_tables()) {
    for (const auto& problem : plan::check_columns(*parsed, table)) {
      TL_ASSERT(!problem.message.empty() && !problem.help.empty());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  hold(plan::parse_metric_expr, text);
  hold(plan::parse_where, text);
  return 0;
}
