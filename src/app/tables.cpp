#include "app/tables.hpp"

#include <type_traits>
#include <variant>

namespace throughline::app {
namespace {

template <class Values>
void add_column(const Values& values, render::Table& table) {
  for (std::size_t row = 0; row < values.size(); ++row) {
    if constexpr (std::is_same_v<Values, engine::Strings>) {
      table.rows[row].emplace_back(values[row]);
    } else {
      table.rows[row].push_back(fmt::format("{}", values[row]));
    }
  }
}

}  // namespace

render::Table table_of(const engine::Batch& batch) {
  render::Table table;
  table.rows.resize(batch.n_rows());
  for (const engine::Column& column : batch.columns) {
    const bool is_text = std::holds_alternative<engine::Strings>(column.values);
    table.columns.push_back({column.name, !is_text, is_text});
    std::visit([&](const auto& values) { add_column(values, table); }, column.values);
  }
  return table;
}

}  // namespace throughline::app
