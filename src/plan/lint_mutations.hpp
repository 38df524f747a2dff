#pragma once

#include <fmt/format.h>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "plan/lint_cases.hpp"

/// Edits of testdata/lint/base.yaml, each with what it must raise.
namespace throughline::plan::cases {

struct Edit {
  std::string from;
  std::string to;
};

struct Mutation {
  std::string code;
  std::string title;
  std::vector<Edit> edits;
  std::string place;  // '|' where the finding begins
  std::vector<std::string> said;

  [[nodiscard]] bool tagged(std::string_view tag) const {
    return title.find(fmt::format("[{}]", tag)) != std::string::npos;
  }
};

inline void add_line(std::string& text, std::string_view line, bool first) {
  text += (first ? "" : "\n") + std::string(line);
}

class RecordReader {
 public:
  void line(const std::string& line) {
    const std::string rest = line.size() > 2 ? line.substr(2) : std::string();
    const bool same = !line.empty() && line[0] == last_;
    switch (line[0]) {
      case '-':
        in_place_ ? add_line(out_.place, rest, false) : from(rest, same);
        break;
      case '+':
        add_line(out_.edits.back().to, rest, !same);
        break;
      case '@':
        add_line(out_.place, rest, out_.place.empty());
        in_place_ = true;
        break;
      case '=':
        out_.said.push_back(rest);
        break;
      default:
        out_.code = line.substr(0, 5);
        out_.title = line;
    }
    last_ = line[0];
  }

  [[nodiscard]] Mutation take() && { return std::move(out_); }

 private:
  void from(const std::string& rest, bool same) {
    if (!same) {
      out_.edits.push_back({});
    }
    add_line(out_.edits.back().from, rest, !same);
  }

  Mutation out_;
  char last_ = ' ';
  bool in_place_ = false;
};

/// The records of testdata/lint/mutations.txt.
inline std::vector<Mutation> mutations() {
  std::vector<Mutation> out;
  std::istringstream file(cases::file_text("mutations.txt"));
  std::optional<RecordReader> record;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() && record) {
      out.push_back(std::move(*record).take());
      record.reset();
    } else if (!line.empty() && line[0] != '#') {
      if (!record) {
        record.emplace();
      }
      record->line(line);
    }
  }
  if (record) {
    out.push_back(std::move(*record).take());
  }
  return out;
}

}  // namespace throughline::plan::cases
