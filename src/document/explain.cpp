#include <algorithm>
#include <fmt/format.h>

#include "document/document.hpp"
#include "document/scan.hpp"
#include "text/utf8.hpp"

namespace throughline::document {
namespace {

constexpr std::size_t kBefore = 60;  ///< characters shown to the left of the caret
constexpr std::size_t kWindow = 96;  ///< characters shown in all

// The byte at which the character of a column begins.
std::size_t byte_of(std::string_view line, std::size_t column) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < column && at < line.size(); ++i) {
    at += text::first_code_point(line.substr(at)).length;
  }
  return at;
}

struct Window {
  std::string shown;
  std::size_t caret = 0;  ///< terminal columns before the caret
};

// The part of a line around a column; long lines are cut on both sides.
Window window(std::string_view line, std::size_t column) {
  const std::size_t from = column > kBefore ? byte_of(line, column - kBefore) : 0;
  const std::string lead = from > 0 ? "…" : "";
  const std::string_view rest = line.substr(from);
  const std::string_view before = line.substr(from, byte_of(line, column) - from);
  return {lead + text::truncate(text::printable(rest), kWindow),
          text::display_width(lead) + text::display_width(text::printable(before))};
}

std::string source_lines(const Place& place, std::string_view text) {
  const Window seen = window(Lines(text).line(place.line), std::max<std::size_t>(place.column, 1));
  const std::string number = std::to_string(place.line);
  const std::string margin(number.size(), ' ');
  return fmt::format(" {0} |\n {1} | {2}\n {0} | {3}^\n",
                     margin,
                     number,
                     seen.shown,
                     std::string(seen.caret, ' '));
}

}  // namespace

std::string explain(const Error& error, std::string_view text) {
  std::string out = fmt::format("error: {}\n", error.message);
  if (const std::string place = error.place.text(); !place.empty()) {
    out += fmt::format("  --> {}\n", place);
  }
  if (!text.empty() && error.place.line > 0) {
    out += source_lines(error.place, text);
  }
  if (!error.hint.empty()) {
    out += fmt::format("  help: {}\n", error.hint);
  }
  return out;
}

Error join(std::vector<Error> problems) {
  TL_ASSERT(!problems.empty());
  if (problems.size() == 1) {
    return std::move(problems.front());
  }
  std::string message = fmt::format("{} problems:", problems.size());
  for (const Error& problem : problems) {
    message += fmt::format("\n  {}", problem.text());
  }
  return {problems.front().code, std::move(message), {}, {problems.front().place.file, 0, 0}};
}

}  // namespace throughline::document
