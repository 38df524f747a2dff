#include "render/table.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "text/utf8.hpp"

namespace throughline::render {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 14;

// A column of the table as it is shown.
struct Shown {
  std::size_t column = 0;
  std::size_t width = 0;
};

std::size_t total_of(const std::vector<Shown>& shown) {
  std::size_t total = kGap * (shown.empty() ? 0 : shown.size() - 1);
  for (const Shown& one : shown) {
    total += one.width;
  }
  return total;
}

std::size_t widest_cell(const Table& table, std::size_t column) {
  std::size_t most = text::display_width(table.columns[column].head);
  for (const auto& row : table.rows) {
    most = std::max(most, text::display_width(text::printable(row[column])));
  }
  return most;
}

// Width of the table when every column that can has given way.
std::size_t least_of(const Table& table, const std::vector<Shown>& shown) {
  std::size_t least = total_of(shown);
  for (const Shown& one : shown) {
    least -= table.columns[one.column].shrinks ? one.width - std::min(one.width, kNarrowest) : 0;
  }
  return least;
}

void leave_out(const Table& table, std::size_t width, std::vector<Shown>& shown) {
  for (std::size_t c = shown.size(); c-- > 0 && least_of(table, shown) > width;) {
    if (table.columns[shown[c].column].optional) {
      shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(c));
    }
  }
}

// The widest of those that shrink gives way first.
void shrink(const Table& table, std::size_t width, std::vector<Shown>& shown) {
  while (total_of(shown) > width) {
    Shown* widest = nullptr;
    for (Shown& one : shown) {
      if (table.columns[one.column].shrinks && one.width > kNarrowest &&
          (widest == nullptr || one.width > widest->width)) {
        widest = &one;
      }
    }
    if (widest == nullptr) {
      return;
    }
    widest->width -= std::min(widest->width - kNarrowest, total_of(shown) - width);
  }
}

std::vector<Shown> layout(const Table& table, std::size_t width) {
  std::vector<Shown> shown;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    shown.push_back({c, widest_cell(table, c)});
  }
  if (width > 0) {
    leave_out(table, width, shown);
    shrink(table, width, shown);
  }
  return shown;
}

void add_line(std::string& out,
              const Table& table,
              const std::vector<std::string>& cells,
              const std::vector<Shown>& shown) {
  std::string line;
  for (const Shown& one : shown) {
    const std::string cell = text::truncate(text::printable(cells[one.column]), one.width);
    const std::string space(one.width - text::display_width(cell), ' ');
    line += line.empty() ? "" : std::string(kGap, ' ');
    line += table.columns[one.column].number ? space + cell : cell + space;
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
  const std::vector<Shown> shown = layout(table, width);
  std::string out;
  add_line(out, table, heads_of(table), shown);
  for (const auto& row : table.rows) {
    add_line(out, table, row, shown);
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
