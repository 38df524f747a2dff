#include "stores/corpus.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

namespace throughline::stores {
namespace {

namespace fs = std::filesystem;
using Kind = Record::Kind;

constexpr std::string_view kRowsBelow = "----";

// The first line of a record.
std::optional<Record> record_of(const std::string& line) {
  constexpr std::array<std::pair<std::string_view, Kind>, 5> kWords = {
      {{"plant", Kind::Plant},
       {"statement", Kind::Statement},
       {"run", Kind::Run},
       {"query", Kind::Query},
       {"ask", Kind::Ask}}};
  const std::string word = line.substr(0, line.find(' '));
  for (const auto& [known, kind] : kWords) {
    if (word == known) {
      return Record{.kind = kind,
                    .name = word.size() < line.size() ? line.substr(word.size() + 1) : ""};
    }
  }
  return std::nullopt;
}

bool has_parameters(const Record& record) {
  return record.kind == Kind::Run || record.kind == Kind::Ask;
}

// A line below the first one; false: it does not belong there.
bool take_line(Record& record, const std::string& line, std::size_t number) {
  if (record.wanted_at > 0) {
    record.wanted.push_back(line);
  } else if (line == kRowsBelow) {
    record.wanted_at = number + 1;
  } else if (has_parameters(record)) {
    const std::size_t equals = line.find(" =");
    if (equals == std::string::npos) {
      return false;
    }
    record.parameters.emplace_back(line.substr(0, equals),
                                   line.substr(std::min(equals + 3, line.size())));
  } else {
    record.lines.push_back(line);
  }
  return true;
}

tl::unexpected<Error> broken(const fs::path& file, std::size_t line, std::string_view text) {
  return fail(ErrorCode::CorruptData,
              fmt::format("{}:{}: is no line of a record: {}", file.string(), line, text));
}

}  // namespace

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

Result<std::vector<Record>> read_corpus(const fs::path& file) {
  if (!fs::exists(file)) {
    return fail(ErrorCode::NotFound, "no file of the corpus: " + file.string());
  }
  std::vector<Record> records;
  bool in_record = false;
  std::size_t number = 0;
  for (const std::string& line : lines_of(file)) {
    ++number;
    const bool is_row = in_record && records.back().wanted_at > 0;
    if (line.starts_with('#') && !is_row) {
      continue;
    }
    if (line.empty()) {
      in_record = false;
    } else if (!in_record) {
      auto record = record_of(line);
      if (!record) {
        return broken(file, number, line);
      }
      record->line = number;
      records.push_back(std::move(*record));
      in_record = true;
    } else if (!take_line(records.back(), line, number)) {
      return broken(file, number, line);
    }
  }
  return records;
}

void write_wanted(const fs::path& file,
                  const std::vector<Record>& records,
                  const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::string> lines = lines_of(file);
  for (std::size_t i = records.size(); i-- > 0;) {  // from below, so that line numbers hold
    if (records[i].wanted_at > 0) {
      const auto at = lines.begin() + static_cast<std::ptrdiff_t>(records[i].wanted_at - 1);
      const auto end = at + static_cast<std::ptrdiff_t>(records[i].wanted.size());
      lines.insert(lines.erase(at, end), rows[i].begin(), rows[i].end());
    }
  }
  std::ofstream out(file);
  for (const std::string& line : lines) {
    out << line << "\n";
  }
}

}  // namespace throughline::stores
