#include "server/batch_json.hpp"

#include <cmath>
#include <type_traits>

#include "render/json_parts.hpp"
#include "render/table.hpp"

namespace throughline::server {
namespace {

using render::Json;

template <class T>
Json cell(const T& value) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    return render::json_of(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
  } else {
    constexpr auto kLargest = std::int64_t{1} << 53;  // beyond this JavaScript rounds
    const bool exact = std::is_signed_v<T> ? static_cast<std::int64_t>(value) <= kLargest &&
                                                 static_cast<std::int64_t>(value) >= -kLargest
                                           : static_cast<std::uint64_t>(value) <=
                                                 static_cast<std::uint64_t>(kLargest);
    return exact ? Json(value) : Json(std::to_string(value));
  }
}

Json cell_at(const engine::Values& values, std::size_t row) {
  return std::visit([&](const auto& of) { return cell(of[row]); }, values);
}

std::string text_at(const engine::Values& values, std::size_t row) {
  return std::visit(
      [&](const auto& of) {
        if constexpr (std::is_same_v<std::decay_t<decltype(of)>, engine::Strings>) {
          return std::string(of[row]);
        } else {
          return fmt::format("{}", of[row]);
        }
      },
      values);
}

}  // namespace

std::string rows_json(const RowsHead& head, const engine::Batch& batch) {
  Json json{{"schema", "throughline.rows/1"},
            {"figure", render::json_of(std::string_view(head.figure))},
            {"total", head.total},
            {"offset", head.offset},
            {"minor", head.minor ? Json(*head.minor) : Json(nullptr)},
            {"currency", head.minor ? Json(head.currency) : Json(nullptr)}};
  json["columns"] = render::json_list(
      batch.columns, [](const engine::Column& column) { return Json(column.name); });
  Json rows = Json::array();
  for (std::size_t i = 0; i < batch.n_rows(); ++i) {
    rows.push_back(render::json_list(
        batch.columns, [&](const engine::Column& column) { return cell_at(column.values, i); }));
  }
  json["rows"] = std::move(rows);
  return json.dump() + "\n";
}

std::string rows_csv(const engine::Batch& batch, bool with_head) {
  render::Table table;
  for (const engine::Column& column : batch.columns) {
    table.columns.push_back({.head = column.name});
  }
  for (std::size_t i = 0; i < batch.n_rows(); ++i) {
    std::vector<std::string>& row = table.rows.emplace_back();
    for (const engine::Column& column : batch.columns) {
      row.push_back(text_at(column.values, i));
    }
  }
  std::string text = render::table_csv(table);
  if (!with_head) {
    const render::Table head{table.columns, {}};
    text.erase(0, render::table_csv(head).size());
  }
  return text;
}

}  // namespace throughline::server
