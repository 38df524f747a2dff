#include "intake/record_kind.hpp"

#include <algorithm>

#include "intake/estimate_rows.hpp"
#include "intake/experiment_rows.hpp"
#include "intake/hours_rows.hpp"
#include "intake/lead_rows.hpp"
#include "intake/order_rows.hpp"
#include "intake/spend_rows.hpp"

namespace throughline::intake {

std::span<const RecordKind> record_kinds() {
  static const std::vector<RecordKind> kKinds = {
      estimate_kind(), experiment_kind(), lead_kind(), hours_kind(), order_kind(), spend_kind()};
  return kKinds;
}

const RecordKind* record_kind(std::string_view name) {
  const auto kinds = record_kinds();
  const auto found = std::ranges::find(kinds, name, &RecordKind::name);
  return found == kinds.end() ? nullptr : &*found;
}

}  // namespace throughline::intake
