#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "intake/csv.hpp"
#include "intake/line_rows.hpp"
#include "intake/reject_reason.hpp"
#include "intake/row_format.hpp"

namespace throughline::intake {

/// The first record of a table, and how the table is written.
struct TableHead {
  CsvFormat format;
  std::string record;              ///< as it stands there, without line end
  std::vector<std::string> names;  ///< of the columns; one alone if this is no table
};

/// Reads the head of a table, whose delimiter is the one of , ; and tab that stands in it most
/// often.
[[nodiscard]] TableHead table_head(std::string_view sample);

/// The bytes without a byte order mark.
[[nodiscard]] std::string_view without_mark(std::string_view bytes);

/// Why a record cannot be read whatever its columns hold.
[[nodiscard]] RejectReason check_record(std::string_view record, const CsvRecord& extent);

/// Sources in which a record of a table is a row. `Records` says what its fields are:
///
///   RejectReason take(fields, record)    adds its hit or record to builder(), or says why not
///   Builder& builder()                   HitBuilder or RecordBuilder
///
/// Blank are empty records and the head, wherever it stands: files are put behind one another.
template <class Records>
class TableRows final : public RowParser {
 public:
  TableRows(TableHead head, Records records)
      : head_(std::move(head)), splitter_(head_.format.delimiter), records_(std::move(records)) {}

  Parsed parse(Block block) override {
    Parsed parsed = start_block(records_.builder(), std::move(block));
    std::string_view rest = parsed.block.bytes;
    while (!rest.empty()) {
      const CsvRecord extent = next_record(rest, head_.format, true);
      take(rest.substr(0, extent.length),
           extent,
           static_cast<std::uint64_t>(rest.data() - parsed.block.bytes.data()),
           parsed);
      rest.remove_prefix(extent.length);
    }
    finish_block(records_.builder(), parsed);
    return parsed;
  }

 private:
  void take(std::string_view bytes, const CsvRecord& extent, std::uint64_t at, Parsed& parsed) {
    const std::uint64_t line = parsed.lines + 1;
    const std::string_view record = without_line_end(bytes);
    ++parsed.rows;
    parsed.lines += static_cast<std::uint64_t>(std::count(record.begin(), record.end(), '\n')) + 1;
    if (record.empty() || without_mark(record) == head_.record) {
      ++parsed.blank;
      return;
    }
    RejectReason reason = check_record(record, extent);
    if (reason == RejectReason::None) {
      const std::vector<std::string_view>& fields = splitter_.split(record);
      reason =
          fields.size() == head_.names.size() ? records_.take(fields, record) : RejectReason::Width;
    }
    if (reason != RejectReason::None) {
      parsed.rejects.push_back({.line = line,
                                .offset = parsed.block.offset + at,
                                .reason = std::string(name_of(reason)),
                                .text = std::string(record.substr(0, kKeptOfReject))});
      return;
    }
    note_place(records_.builder(), line, parsed.block.offset + at);
  }

  TableHead head_;
  CsvSplitter splitter_;
  Records records_;
};

}  // namespace throughline::intake
