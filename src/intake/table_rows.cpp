#include "intake/table_rows.hpp"

#include <algorithm>
#include <array>

namespace throughline::intake {

std::string_view without_mark(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return bytes.substr(bytes.starts_with(kMark) ? kMark.size() : 0);
}

TableHead table_head(std::string_view sample) {
  TableHead head;
  sample = without_mark(sample);
  const std::string_view line = sample.substr(0, sample.find('\n'));
  constexpr std::array kDelimiters = {',', ';', '\t'};
  head.format.delimiter = *std::ranges::max_element(
      kDelimiters, {}, [&](char delimiter) { return std::ranges::count(line, delimiter); });
  const CsvRecord extent = next_record(sample, head.format, true);
  head.record = without_line_end(sample.substr(0, extent.length));
  CsvSplitter splitter(head.format.delimiter);
  for (const std::string_view name : splitter.split(head.record)) {
    head.names.emplace_back(name);
  }
  return head;
}

RejectReason check_record(std::string_view record, const CsvRecord& extent) {
  if (extent.broken) {
    return record.size() < kLongestLine ? RejectReason::Quotes : RejectReason::TooLong;
  }
  while (!record.empty()) {
    const std::size_t end = std::min(record.find('\n'), record.size());
    if (is_binary(without_line_end(record.substr(0, end)))) {
      return RejectReason::Binary;
    }
    record.remove_prefix(std::min(end + 1, record.size()));
  }
  return RejectReason::None;
}

}  // namespace throughline::intake
