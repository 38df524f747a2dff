#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "views/ledger.hpp"

namespace throughline::render {

/// Parts of which the JSON of views is made. Names come from strangers: text is made printable, so
/// that writing it out cannot fail.

using Json = nlohmann::ordered_json;

[[nodiscard]] Json json_of(std::string_view text);
[[nodiscard]] Json json_of(const std::vector<std::string>& texts);
[[nodiscard]] Json json_of(CivilDate date);                    ///< "2026-09-30"
[[nodiscard]] Json json_of(const schema::Interval& interval);  ///< {est, lo, hi, level}
[[nodiscard]] Json json_of(schema::Grade grade);               ///< "A"; null = no evidence
[[nodiscard]] Json json_of(const views::FigureId& figure);     ///< its id
[[nodiscard]] Json json_of(const views::MoneyFigure& money);   ///< {minor, rows, figure}
[[nodiscard]] Json json_of(const views::Quantity& quantity);   ///< {value, rows, figure}
[[nodiscard]] Json json_of(const views::EffectFigure& effect);
[[nodiscard]] Json json_of(const views::MetricName& metric);
[[nodiscard]] Json json_of(const std::optional<views::Ablation>& chance);

/// The same of what may be absent: null.
template <class T>
[[nodiscard]] Json json_or_null(const std::optional<T>& value) {
  return value ? json_of(*value) : Json(nullptr);
}

/// A list, each of whose items `make` turns into JSON.
template <class T, class Make>
[[nodiscard]] Json json_list(const std::vector<T>& items, const Make& make) {
  Json list = Json::array();
  for (const T& item : items) {
    list.push_back(make(item));
  }
  return list;
}

/// A node of the tree, with everything that is known of it.
[[nodiscard]] Json json_of_node(const views::Ledger& ledger, const views::TreeNode& node);

}  // namespace throughline::render
