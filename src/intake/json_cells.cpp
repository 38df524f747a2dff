#include "intake/json_cells.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace throughline::intake {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

// Calls what(key, value) for what stands in an object and in the objects within.
template <class What>
void for_each_member(const object& root, const What& what) {
  for (const auto [key, value] : root) {
    object within;
    if (value.get(within) != simdjson::SUCCESS) {
      what(key, value);
      continue;
    }
    for (const auto [inner, of_inner] : within) {
      what(std::string(key).append(".").append(inner), of_inner);
    }
  }
}

std::string text_with_words(element value) {
  bool truth = false;
  if (value.get(truth) == simdjson::SUCCESS) {
    return truth ? "true" : "false";
  }
  if (!value.is_array()) {
    std::string buffer;
    return std::string(text_of(value, buffer));
  }
  std::string joined;
  for (const element one : simdjson::dom::array(value)) {
    joined.append(joined.empty() ? "" : "\n").append(text_with_words(one));
  }
  return joined;
}

}  // namespace

JsonCells::JsonCells(std::span<const Column> columns, const ColumnNames& named)
    : ranks_(columns.size()), texts_(columns.size()), cells_(columns.size()) {
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const auto names = names_of(columns[column], named);
    for (std::size_t rank = 0; rank < names.size(); ++rank) {
      roles_.push_back({std::string(names[rank]), column, rank});
    }
  }
}

void JsonCells::fill(std::string_view key, element value) {
  for (const Role& role : roles_) {
    if (role.key == key && role.rank < ranks_[role.column] && !value.is_null()) {
      ranks_[role.column] = role.rank;
      texts_[role.column] = text_with_words(value);
    }
  }
}

std::optional<Cells> JsonCells::read(std::string_view line) {
  object root;
  if (!json_.parse(line, root)) {
    return std::nullopt;
  }
  std::fill(ranks_.begin(), ranks_.end(), roles_.size());
  std::fill(texts_.begin(), texts_.end(), std::string());
  for_each_member(root, [this](std::string_view key, element value) { fill(key, value); });
  std::copy(texts_.begin(), texts_.end(), cells_.begin());
  return Cells(cells_);
}

std::vector<std::string> json_columns(std::string_view sample) {
  constexpr std::size_t kEnough = 200;
  std::set<std::string> keys;
  JsonLines json;
  for (std::size_t n = 0; n < kEnough && !sample.empty(); ++n) {
    const std::size_t end = std::min(sample.find('\n'), sample.size());
    object root;
    if (json.parse(sample.substr(0, end), root)) {
      for_each_member(root, [&](std::string_view key, element) { keys.emplace(key); });
    }
    sample.remove_prefix(std::min(end + 1, sample.size()));
  }
  return {keys.begin(), keys.end()};
}

}  // namespace throughline::intake
