#include "document/scan.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace throughline::document {
namespace {

// U+FFFD with length 1 stands for a byte that is no UTF-8; written out it takes three bytes.
bool is_broken(const text::CodePoint& point) {
  return point.value == U'\uFFFD' && point.length == 1;
}

bool is_control(char32_t value) {
  return (value < 0x20 && value != '\t') || (value >= 0x7F && value < 0xA0 && value != 0x85) ||
         value == U'\uFEFF';
}

void scan_characters(std::string_view line, std::size_t number, Problems& problems) {
  std::size_t column = 1;
  for (std::size_t at = 0; at < line.size(); ++column) {
    const text::CodePoint point = text::first_code_point(line.substr(at));
    if (is_broken(point)) {
      problems.add({number, column},
                   fmt::format("byte 0x{:02x} is no UTF-8", static_cast<unsigned char>(line[at])),
                   "Save the file as UTF-8",
                   ErrorCode::CorruptData);
      return;
    }
    if (is_control(point.value)) {
      problems.add({number, column},
                   fmt::format("control character U+{:04X}", static_cast<unsigned>(point.value)),
                   "Remove it, or write it as \\u in double quotes",
                   ErrorCode::CorruptData);
      return;
    }
    at += point.length;
  }
}

void scan_indentation(std::string_view line, std::size_t number, Problems& problems) {
  const std::size_t tab = line.find_first_not_of(' ');
  if (tab != std::string_view::npos && line[tab] == '\t') {
    problems.add({number, tab + 1},
                 "a tab stands in the indentation",
                 "Indent with spaces",
                 ErrorCode::CorruptData);
  }
}

}  // namespace

Lines::Lines(std::string_view text) : text_(text) {
  starts_.push_back(0);
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    starts_.push_back(at + 1);
  }
}

std::string_view Lines::line(std::size_t number) const {
  if (number == 0 || number > starts_.size()) {
    return {};
  }
  const std::size_t begin = starts_[number - 1];
  const std::size_t end = number < starts_.size() ? starts_[number] - 1 : text_.size();
  std::string_view line = text_.substr(begin, end - begin);
  if (number < starts_.size() && line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

std::string_view Lines::from(std::size_t line_from_0, std::size_t byte) const {
  if (line_from_0 >= starts_.size()) {
    return {};
  }
  return text_.substr(std::min(starts_[line_from_0] + byte, text_.size()));
}

std::size_t Lines::start_of(std::size_t line_from_0) const {
  return line_from_0 < starts_.size() ? starts_[line_from_0] : text_.size();
}

std::size_t Lines::line_of(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(starts_, offset);
  return static_cast<std::size_t>(after - starts_.begin()) - 1;
}

Position Cursor::at(std::size_t line_from_0, std::size_t byte) {
  const std::string_view text = lines_.line(line_from_0 + 1);
  const std::size_t end = std::min(byte, text.size());
  if (line_from_0 != line_ || end < byte_) {
    line_ = line_from_0;
    byte_ = 0;
    characters_ = 0;
  }
  for (; byte_ < end; ++characters_) {
    byte_ += text::first_code_point(text.substr(byte_)).length;
  }
  return {line_from_0 + 1,
          characters_ + 1 + (byte - end),
          lines_.start_of(line_from_0) + byte + skipped_};
}

Position Cursor::at(std::size_t offset) {
  const std::size_t line = offset >= lines_.start_of(line_) && offset < lines_.start_of(line_ + 1)
                               ? line_
                               : lines_.line_of(offset);
  return at(line, offset - lines_.start_of(line));
}

void scan(const Lines& lines, Problems& problems) {
  for (std::size_t number = 1; number <= lines.count(); ++number) {
    scan_characters(lines.line(number), number, problems);
    scan_indentation(lines.line(number), number, problems);
  }
}

}  // namespace throughline::document
