#include "render/json_parts.hpp"

#include <cmath>
#include <fmt/format.h>

#include "text/utf8.hpp"

namespace throughline::render {
namespace {

// JSON has no word for what is no number.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

}  // namespace

Json json_of(std::string_view text) { return text::printable(text); }

Json json_of(const std::vector<std::string>& texts) {
  return json_list(texts, [](const std::string& text) { return json_of(std::string_view(text)); });
}

Json json_of(CivilDate date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

Json json_of(const schema::Interval& interval) {
  return {{"est", number(interval.value)},
          {"lo", number(interval.low)},
          {"hi", number(interval.high)},
          {"level", number(interval.level)}};
}

Json json_of(schema::Grade grade) {
  return grade == schema::Grade::None ? Json(nullptr)
                                      : Json(std::string(1, schema::letter_of(grade)));
}

Json json_of(const views::FigureId& figure) { return text::printable(text_of(figure)); }

Json json_of(const views::MoneyFigure& money) {
  return {{"minor", money.minor}, {"rows", money.rows}, {"figure", json_of(money.figure)}};
}

Json json_of(const views::Quantity& quantity) {
  return {{"value", number(quantity.value)},
          {"rows", quantity.rows},
          {"figure", json_of(quantity.figure)}};
}

Json json_of(const views::EffectFigure& effect) {
  Json json = json_of(effect.interval);
  json["grade"] = json_of(effect.grade);
  json["rows"] = effect.rows;
  json["figure"] = json_of(effect.figure);
  return json;
}

Json json_of(const views::MetricName& metric) {
  return {{"id", json_of(std::string_view(metric.id))},
          {"name", json_of(std::string_view(metric.name))},
          {"unit", json_of(std::string_view(metric.unit))}};
}

Json json_of(const std::optional<views::Ablation>& chance) {
  if (!chance) {
    return nullptr;
  }
  return {{"with", number(chance->with)},
          {"without", number(chance->without)},
          {"rows", chance->rows},
          {"figure", json_of(chance->figure)}};
}

}  // namespace throughline::render
