#include "engine/batch.hpp"

namespace throughline::engine {

std::size_t size_of(const Values& values) {
  return std::visit([](const auto& column) { return column.size(); }, values);
}

std::size_t Batch::n_rows() const { return columns.empty() ? 0 : size_of(columns.front().values); }

std::string column_list(const Batch& batch) {
  std::string list;
  for (const Column& column : batch.columns) {
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", column.name);
  }
  return list;
}

}  // namespace throughline::engine
