#include "engine/batch.hpp"

namespace throughline::engine {

std::size_t size_of(const Values& values) {
  return std::visit([](const auto& column) { return column.size(); }, values);
}

std::size_t Batch::n_rows() const { return columns.empty() ? 0 : size_of(columns.front().values); }

}  // namespace throughline::engine
