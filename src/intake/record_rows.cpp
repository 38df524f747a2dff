#include "intake/record_rows.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <simdjson.h>
#include <utility>

#include "intake/json_cells.hpp"
#include "intake/line_rows.hpp"
#include "intake/table_rows.hpp"

namespace throughline::intake {
namespace {

using Places = std::vector<std::optional<std::size_t>>;

constexpr std::string_view kBlank = " \t";

// Without blanks around it; ClickHouse writes \N for nothing.
std::string_view trimmed(std::string_view cell) {
  const std::size_t first = cell.find_first_not_of(kBlank);
  if (first == std::string_view::npos || cell == "\\N") {
    return {};
  }
  return cell.substr(first, cell.find_last_not_of(kBlank) + 1 - first);
}

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

// Records of a table.
class TableRecords {
 public:
  TableRecords(const RecordKind& kind, CellRules rules, Places places)
      : kind_(kind),
        rules_(std::move(rules)),
        places_(std::move(places)),
        cells_(kind.columns.size()) {}

  RejectReason take(const std::vector<std::string_view>& fields, std::string_view record) {
    if (!is_utf8(record)) {
      return RejectReason::Encoding;
    }
    for (std::size_t i = 0; i < places_.size(); ++i) {
      cells_[i] = places_[i] ? trimmed(fields[*places_[i]]) : std::string_view{};
    }
    builder_.records.table = kind_.table;
    return kind_.take(cells_, rules_, builder_.records);
  }

  RecordBuilder& builder() { return builder_; }

 private:
  const RecordKind& kind_;
  CellRules rules_;
  Places places_;
  std::vector<std::string_view> cells_;
  RecordBuilder builder_;
};

// JSON objects, one a line.
class LineRecords {
 public:
  LineRecords(const RecordKind& kind, CellRules rules, const ColumnNames& named)
      : kind_(kind), rules_(std::move(rules)), json_(kind.columns, named) {}

  bool skip(std::string_view line) { return line.front() == '#'; }

  RejectReason take(std::string_view line) {
    builder_.records.table = kind_.table;
    const std::optional<Cells> cells = json_.read(line);
    return cells ? kind_.take(*cells, rules_, builder_.records) : RejectReason::Json;
  }

  RecordBuilder& builder() { return builder_; }

 private:
  const RecordKind& kind_;
  CellRules rules_;
  JsonCells json_;
  RecordBuilder builder_;
};

bool is_json(std::string_view sample) {
  const std::string_view text = without_mark(sample);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos || text[first] == '{';
}

// What stands in the columns with decimals, in the sample's whole records.
std::vector<std::string> decimals_of(const RecordKind& kind,
                                     const TableHead& head,
                                     const Places& places,
                                     std::string_view sample) {
  std::vector<std::string> numbers;
  CsvSplitter splitter(head.format.delimiter);
  while (true) {
    const CsvRecord record = next_record(sample, head.format, false);
    if (record.length == 0) {
      return numbers;
    }
    const auto& fields = splitter.split(without_line_end(sample.substr(0, record.length)));
    for (const std::size_t column : kind.decimals) {
      if (places[column] && *places[column] < fields.size()) {
        numbers.emplace_back(trimmed(fields[*places[column]]));
      }
    }
    sample.remove_prefix(record.length);
  }
}

Result<std::optional<DecimalMark>> said_mark(std::string_view format) {
  if (format.empty()) {
    return std::optional<DecimalMark>();
  }
  if (format == "decimal comma" || format == "decimal point") {
    return std::optional(format == "decimal comma" ? DecimalMark::Comma : DecimalMark::Point);
  }
  return fail(ErrorCode::InvalidArgument,
              fmt::format("a table has no such format: {}", format),
              "Write format: decimal comma, or format: decimal point, or leave it out");
}

RowFormat json_format(const RecordKind& kind, const ColumnNames& named, const CellRules& rules) {
  return {.name = fmt::format("{} (JSON lines)", kind.name),
          .parser = [&kind, named, rules](const IntakeRules& of_site) {
            CellRules own = rules;
            own.key = of_site.visitors;
            return std::make_unique<LineRows<LineRecords>>(LineRecords(kind, own, named));
          }};
}

RowFormat table_format(const RecordKind& kind,
                       const TableHead& head,
                       const Places& places,
                       const CellRules& rules) {
  return {
      .name = fmt::format("{} ({})", kind.name, head.format.delimiter == '\t' ? "TSV" : "CSV"),
      .cut = [format = head.format](std::string_view bytes) { return cut_records(bytes, format); },
      .least_block = 2 * head.format.longest,
      .parser =
          [&kind, head, places, rules](const IntakeRules& of_site) {
            CellRules own = rules;
            own.key = of_site.visitors;
            return std::make_unique<TableRows<TableRecords>>(head, TableRecords(kind, own, places));
          }};
}

std::vector<std::string> columns_in(std::string_view sample) {
  return is_json(sample) ? json_columns(sample) : table_head(sample).names;
}

}  // namespace

Result<RowFormat> record_rows(const RecordKind& kind,
                              const ColumnNames& named,
                              CellRules rules,
                              std::string_view format,
                              std::string_view sample,
                              std::string_view file) {
  constexpr const char* kAdvice =
      "docs/money.md says what a row must have; columns: in the settings names what is called "
      "otherwise";
  TL_CHECK(check_names(kind.columns, named));
  TL_TRY(const std::optional<DecimalMark> said, said_mark(format));
  if (is_json(sample)) {
    if (const std::vector<std::string> keys = json_columns(sample); !keys.empty()) {
      TL_CHECK(check_needed(kind.columns, named, keys, file));
    }
    rules.mark = said.value_or(DecimalMark::Point);
    RowFormat made = json_format(kind, named, rules);
    made.advice = kAdvice;
    return made;
  }
  const TableHead head = table_head(sample);
  TL_TRY(const Places places, map_columns(kind.columns, named, head.names, file));
  // Where a comma parts decimals, a semicolon parts columns.
  const auto usual = head.format.delimiter == ';' ? DecimalMark::Comma : DecimalMark::Point;
  rules.mark = said ? *said : decimal_mark_of(decimals_of(kind, head, places, sample), usual);
  RowFormat made = table_format(kind, head, places, rules);
  made.advice = kAdvice;
  return made;
}

const RecordKind* recognise_records(std::string_view sample) {
  const std::vector<std::string> columns = columns_in(sample);
  if (columns.size() < 2) {
    return nullptr;
  }
  const auto kinds = record_kinds();
  const auto found = std::ranges::find_if(kinds, [&](const RecordKind& kind) {
    return check_needed(kind.columns, {}, columns, "").has_value();
  });
  return found == kinds.end() ? nullptr : &*found;
}

}  // namespace throughline::intake
