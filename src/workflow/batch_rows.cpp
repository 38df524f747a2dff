#include "workflow/batch_rows.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <variant>

namespace throughline::workflow {

engine::Batch rows_of(const engine::Batch& batch, const std::vector<std::size_t>& wanted) {
  engine::Batch out;
  for (const engine::Column& column : batch.columns) {
    std::visit(
        [&](const auto& values) {
          std::decay_t<decltype(values)> kept;
          for (const std::size_t row : wanted) {
            kept.push_back(values[row]);
          }
          out.columns.push_back({column.name, std::move(kept)});
        },
        column.values);
  }
  return out;
}

engine::Batch page_of(const engine::Batch& batch, std::uint64_t offset, std::uint64_t limit) {
  const std::size_t first = std::min<std::uint64_t>(offset, batch.n_rows());
  std::vector<std::size_t> wanted(std::min<std::uint64_t>(limit, batch.n_rows() - first));
  std::iota(wanted.begin(), wanted.end(), first);
  return rows_of(batch, wanted);
}

}  // namespace throughline::workflow
