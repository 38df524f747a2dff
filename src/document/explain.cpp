#include <algorithm>
#include <fmt/format.h>

#include "document/document.hpp"
#include "document/marked_line.hpp"
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
  std::size_t before = 0;  ///< terminal columns before the carets
  std::size_t carets = 1;
};

std::size_t width_of(std::string_view text) { return text::display_width(text::printable(text)); }

// The part of a line around a range of columns; long lines are cut on both sides.
Window window(std::string_view line, std::size_t column, std::size_t end) {
  const std::size_t from = column > kBefore ? byte_of(line, column - kBefore) : 0;
  const std::string lead = from > 0 ? "…" : "";
  const std::string shown = lead + text::truncate(text::printable(line.substr(from)), kWindow);
  const std::size_t first = byte_of(line, column);
  const std::size_t last = std::max(byte_of(line, end), first);
  const std::size_t before = text::display_width(lead) + width_of(line.substr(from, first - from));
  const std::size_t room = std::max(text::display_width(shown), before + 1) - before;
  return {
      shown, before, std::clamp<std::size_t>(width_of(line.substr(first, last - first)), 1, room)};
}

}  // namespace

std::string marked_line(const Lines& lines, const Position& start, const Position& end) {
  const std::string_view line = lines.line(start.line);
  const std::size_t behind = end.line > start.line ? line.size() + 1 : end.column;
  const Window seen = window(line, start.column, behind);
  const std::string number = std::to_string(start.line);
  const std::string margin(number.size(), ' ');
  return fmt::format(" {0} |\n {1} | {2}\n {0} | {3}{4}\n",
                     margin,
                     number,
                     seen.shown,
                     std::string(seen.before, ' '),
                     std::string(seen.carets, '^'));
}

std::string explain(const Error& error, std::string_view text) {
  std::string out = fmt::format("error: {}\n", error.message);
  if (const std::string place = error.place.text(); !place.empty()) {
    out += fmt::format("  --> {}\n", place);
  }
  if (!text.empty() && error.place.line > 0) {
    const Position at{error.place.line, std::max<std::size_t>(error.place.column, 1)};
    out += marked_line(Lines(text), at, at);
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
