#include "intake/record_kind.hpp"

#include <algorithm>

#include "intake/order_rows.hpp"
#include "intake/spend_rows.hpp"

namespace throughline::intake {

std::span<const RecordKind> record_kinds() {
  static const std::vector<RecordKind> kKinds = {order_kind(), spend_kind()};
  return kKinds;
}

const RecordKind* record_kind(std::string_view name) {
  const auto kinds = record_kinds();
  const auto found = std::ranges::find(kinds, name, &RecordKind::name);
  return found == kinds.end() ? nullptr : &*found;
}

}  // namespace throughline::intake
