#include "render/table.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "text/utf8.hpp"

namespace throughline::render {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 8;

std::vector<std::size_t> widths_of(const Table& table, std::size_t width) {
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    std::size_t most = text::display_width(table.columns[c].head);
    for (const auto& row : table.rows) {
      most = std::max(most, text::display_width(text::printable(row[c])));
    }
    widths.push_back(most);
  }
  const auto total = [&] {
    return std::accumulate(
        widths.begin(), widths.end(), kGap * (widths.empty() ? 0 : widths.size() - 1));
  };
  while (width > 0 && total() > width) {  // the widest of those that shrink gives way first
    std::size_t* widest = nullptr;
    for (std::size_t c = 0; c < widths.size(); ++c) {
      if (table.columns[c].shrinks && widths[c] > kNarrowest &&
          (widest == nullptr || widths[c] > *widest)) {
        widest = &widths[c];
      }
    }
    if (widest == nullptr) {
      break;
    }
    *widest -= std::min(*widest - kNarrowest, total() - width);
  }
  return widths;
}

void add_line(std::string& out,
              const Table& table,
              const std::vector<std::string>& cells,
              const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t c = 0; c < widths.size(); ++c) {
    const std::string cell = text::truncate(text::printable(cells[c]), widths[c]);
    const std::string space(widths[c] - text::display_width(cell), ' ');
    line += c > 0 ? std::string(kGap, ' ') : "";
    line += table.columns[c].number ? space + cell : cell + space;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + "\n";
}

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) {
    return cell;
  }
  std::string text = "\"";
  for (const char c : cell) {
    text += c == '"' ? "\"\"" : std::string(1, c);
  }
  return text + "\"";
}

std::vector<std::string> heads_of(const Table& table) {
  std::vector<std::string> heads;
  for (const Column& column : table.columns) {
    heads.push_back(column.head);
  }
  return heads;
}

void add_csv(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    out += (c > 0 ? "," : "") + quoted(cells[c]);
  }
  out += "\r\n";
}

}  // namespace

std::string table_text(const Table& table, std::size_t width) {
  const std::vector<std::size_t> widths = widths_of(table, width);
  std::string out;
  add_line(out, table, heads_of(table), widths);
  for (const auto& row : table.rows) {
    add_line(out, table, row, widths);
  }
  return out;
}

std::string table_csv(const Table& table) {
  std::string out;
  add_csv(out, heads_of(table));
  for (const auto& row : table.rows) {
    add_csv(out, row);
  }
  return out;
}

std::string table_json(const Table& table) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t c = 0; c < row.size(); ++c) {
      object[table.columns[c].head] = text::printable(row[c]);
    }
    rows.push_back(std::move(object));
  }
  return nlohmann::ordered_json{{"schema", "throughline.table/1"}, {"rows", rows}}.dump(2) + "\n";
}

}  // namespace throughline::render
