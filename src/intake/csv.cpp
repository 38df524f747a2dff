#include "intake/csv.hpp"

#include <algorithm>
#include <utility>

namespace throughline::intake {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

struct End {
  std::size_t at = kNone;  // behind the line end; kNone where there is none
  bool quoted = false;     // there is none since quotes do not end
};

// Place behind the quote that closes the one at `open`; kNone where none does.
std::size_t behind_quotes(std::string_view bytes, std::size_t open) {
  std::size_t close = bytes.find('"', open + 1);
  while (close != kNone && close + 1 < bytes.size() && bytes[close + 1] == '"') {
    close = bytes.find('"', close + 2);
  }
  return close == kNone ? kNone : close + 1;
}

// A quote opens only where a field begins.
End record_end(std::string_view bytes, char delimiter) {
  bool at_start = true;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '"' && at_start) {
      at = behind_quotes(bytes, at);
      if (at >= bytes.size()) {
        return {kNone, at == kNone};
      }
    }
    if (bytes[at] == '\n') {
      return {at + 1, false};
    }
    at_start = bytes[at] == delimiter;
  }
  return {};
}

}  // namespace

CsvRecord next_record(std::string_view bytes, const CsvFormat& format, bool complete) {
  const End end = record_end(bytes.substr(0, format.longest), format.delimiter);
  if (end.at != kNone) {
    return {end.at, false};
  }
  const bool is_short = bytes.size() < format.longest;
  if (is_short && !complete) {
    return {};
  }
  if (is_short && !end.quoted) {
    return {bytes.size(), false};  // the last one, without an end
  }
  const std::size_t line = bytes.find('\n');
  if (line == kNone) {
    return {complete ? bytes.size() : 0, true};
  }
  return {line + 1, true};
}

std::size_t cut_records(std::string_view bytes, const CsvFormat& format) {
  std::size_t whole = 0;
  while (whole < bytes.size()) {
    const CsvRecord record = next_record(bytes.substr(whole), format, false);
    if (record.length == 0) {
      break;
    }
    whole += record.length;
  }
  return whole;
}

std::string_view without_line_end(std::string_view record) {
  for (const char c : {'\n', '\r'}) {
    if (record.ends_with(c)) {
      record.remove_suffix(1);
    }
  }
  return record;
}

// Undoes the quotes of the field that opens at `at`. \returns the place of the delimiter behind it
std::size_t CsvSplitter::take_quoted(std::string_view record, std::size_t at) {
  const std::size_t first = at + 1;
  const std::size_t start = unquoted_.size();
  std::size_t from = first;
  bool doubled = false;
  std::size_t quote = record.find('"', from);
  for (; quote != kNone && quote + 1 < record.size() && record[quote + 1] == '"';
       quote = record.find('"', from)) {
    unquoted_.append(record.substr(from, quote + 1 - from));
    from = quote + 2;
    doubled = true;
  }
  const std::size_t last = std::min(quote, record.size());
  const std::size_t end =
      std::min(record.find(delimiter_, std::min(last + 1, record.size())), record.size());
  const std::string_view rest =  // letters behind the closing quote are not thrown away
      record.substr(std::min(last + 1, record.size()), end - std::min(last + 1, record.size()));
  if (!doubled && rest.empty()) {
    fields_.push_back(record.substr(first, last - first));
    return end;
  }
  unquoted_.append(record.substr(from, last - from)).append(rest);
  fields_.push_back(std::string_view(unquoted_).substr(start));
  return end;
}

const std::vector<std::string_view>& CsvSplitter::split(std::string_view record) {
  fields_.clear();
  unquoted_.clear();
  unquoted_.reserve(record.size());  // views into it stay good
  for (std::size_t at = 0; at <= record.size(); ++at) {
    if (at < record.size() && record[at] == '"') {
      at = take_quoted(record, at);
      continue;
    }
    const std::size_t end = std::min(record.find(delimiter_, at), record.size());
    fields_.push_back(record.substr(at, end - at));
    at = end;
  }
  return fields_;
}

std::vector<std::string> array_of(std::string_view text) {
  std::vector<std::string> items;
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') {
    return items;
  }
  text = text.substr(1, text.size() - 2);
  bool quoted = false;
  bool some = false;
  std::string item;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      item += text[++i];
    } else if (text[i] == '\'') {
      quoted = !quoted;
      some = true;
    } else if (text[i] == ',' && !quoted) {
      items.push_back(std::exchange(item, {}));
      some = true;
    } else {
      item += text[i];
    }
  }
  if (some || !item.empty()) {
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace throughline::intake
