#include "intake/recognise.hpp"

#include <algorithm>

#include "intake/event_rows.hpp"
#include "intake/plausible_rows.hpp"
#include "intake/table_rows.hpp"

namespace throughline::intake {
namespace {

constexpr const char* kInstead =
    "Export the events themselves: SELECT * FROM events_v2 WHERE site_id = ... FORMAT CSVWithNames "
    "in Plausible's ClickHouse; docs/events.md says how";

tl::unexpected<Error> only_totals(std::string_view file, std::string_view what) {
  return fail(ErrorCode::Unsupported,
              fmt::format("{} is {} of Plausible's dashboard export, which has daily totals and no "
                          "visits",
                          file,
                          what),
              kInstead);
}

bool has(const TableHead& head, std::string_view name) {
  return std::ranges::find(head.names, name) != head.names.end();
}

// imported_visitors.csv and the like: one row a day and page, source, country ...
bool is_total(const TableHead& head) {
  return has(head, "date") && has(head, "visitors") &&
         (has(head, "visits") || has(head, "exits") || has(head, "entrances") ||
          has(head, "events"));
}

}  // namespace

Result<FileKind> recognise(std::string_view sample, std::string_view file) {
  if (sample.starts_with("PK\x03\x04")) {
    if (sample.find("imported_") != std::string_view::npos) {
      return only_totals(file, "the archive");
    }
    return fail(ErrorCode::Unsupported,
                fmt::format("{} is a zip archive", file),
                "Unpack it and import the files in it");
  }
  const TableHead head = table_head(sample);
  if (is_total(head)) {
    return only_totals(file, "a table");
  }
  if (check_needed(plausible_columns(), {}, head.names, file)) {
    return FileKind::Plausible;
  }
  return share_of_events(sample) >= 0.5 ? FileKind::Events : FileKind::Log;
}

}  // namespace throughline::intake
