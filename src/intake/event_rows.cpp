#include "intake/event_rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <simdjson.h>

#include "intake/amount.hpp"
#include "intake/json_text.hpp"
#include "intake/line_rows.hpp"
#include "intake/log_line.hpp"
#include "text/url.hpp"

namespace throughline::intake {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

enum Field : std::size_t {
  Time,
  Visitor,
  Name,
  Url,
  Host,
  Path,
  Query,
  Referrer,
  Agent,
  Foreground,
  Value,
  Currency,
  Properties,
};

constexpr std::size_t kFields = Field::Properties + 1;

const std::array<Column, kFields> kColumns = {{{"time", {"ts", "timestamp", "at"}, true},
                                               {"visitor", {"visitor_id", "user_id"}, true},
                                               {"name", {"event", "type"}, true},
                                               {"url", {"page_url", "page"}},
                                               {"host", {"hostname"}},
                                               {"path", {"pathname"}},
                                               {"query", {}},
                                               {"referrer", {"referer"}},
                                               {"agent", {"user_agent"}},
                                               {"foreground", {"foreground_ms"}},
                                               {"value", {}},
                                               {"currency", {}},
                                               {"props", {"properties"}}}};

constexpr std::size_t kLongestName = 256;
constexpr std::int64_t kLongestForeground = 86'400'000;  // a day

// Which of the fields a key of an object is, and how well: lower ranks win.
struct KeyRole {
  std::string key;
  std::size_t field = kFields;
  std::size_t rank = 0;
};

std::vector<KeyRole> roles_of(const ColumnNames& named) {
  std::vector<KeyRole> roles;
  for (std::size_t field = 0; field < kFields; ++field) {
    const auto names = names_of(kColumns[field], named);
    for (std::size_t rank = 0; rank < names.size(); ++rank) {
      roles.push_back({std::string(names[rank]), field, rank});
    }
  }
  return roles;
}

// What the file says of its visitors.
enum class Visitors : std::uint8_t { Names, Numbers };

std::optional<std::uint64_t> number_of(std::string_view text) {
  constexpr std::size_t kDigits = 16;
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, 16);
  return text.size() == kDigits && stop == end && error == std::errc() ? std::optional(number)
                                                                       : std::nullopt;
}

bool is_sound(std::string_view text) { return !text.empty() && text.size() <= kLongestName; }

// Takes objects apart. Keeps buffers, into which its rows point.
class EventParser {
 public:
  EventParser(const ColumnNames& named, EventMoney money, Visitors visitors)
      : roles_(roles_of(named)), money_(std::move(money)), visitors_(visitors) {}

  RejectReason parse(std::string_view line, EventRow& row) {
    object root;
    if (!json_.parse(line, root)) {
      return RejectReason::Json;
    }
    fields_ = {};
    collect(root);
    row = {};
    row.visitor = text(Field::Visitor);
    row.name = text(Field::Name);
    row.referrer = text(Field::Referrer);
    row.agent = text(Field::Agent);
    if (!read_time(row.time)) {
      return RejectReason::Time;
    }
    if (!is_sound(row.visitor)) {
      return RejectReason::Visitor;
    }
    if (!is_sound(row.name)) {
      return RejectReason::Name;
    }
    if (!read_place(row)) {
      return RejectReason::Url;
    }
    return visitors_ == Visitors::Numbers ? read_collected(root, row) : read_figure(root, row);
  }

 private:
  void collect(const object& root) {
    std::array<std::size_t, kFields> ranks;
    ranks.fill(roles_.size());
    for (const auto [key, value] : root) {
      for (const KeyRole& role : roles_) {
        if (role.key == key && role.rank < ranks[role.field] && !value.is_null()) {
          fields_[role.field] = value;
          ranks[role.field] = role.rank;
        }
      }
    }
  }

  std::string_view text(Field field) {
    return fields_[field] ? text_of(*fields_[field], buffers_[field]) : std::string_view{};
  }

  bool read_time(std::uint32_t& time) {
    const std::string_view at = text(Field::Time);
    return !at.empty() && (parse_iso_time(at, time) || parse_epoch_time(at, time));
  }

  bool read_place(EventRow& row) {
    const std::string_view url = text(Field::Url);
    row.host = text(Field::Host);
    row.path = text(Field::Path);
    row.query = text(Field::Query);
    if (!url.empty()) {
      return split(url, row);
    }
    return row.path.starts_with('/');
  }

  bool split(std::string_view url, EventRow& row) {
    if (!url.starts_with('/')) {
      url_ = text::split_url(url);
      row.host = url_.host;
      row.path = url_.path.empty() ? std::string_view("/") : url_.path;
      row.query = url_.query;
      return !row.host.empty() && row.path.starts_with('/');
    }
    LogLine target;
    split_target(url, target);
    row.path = target.path;
    row.query = target.query;
    return true;
  }

  RejectReason read_figure(const object& root, EventRow& row) {
    return row.name == kEngagement ? read_foreground(row)
           : row.name == kPageview ? RejectReason::None
                                   : read_money(root, row);
  }

  // The collector's own rows: a number for a visitor, and rows that are no views.
  RejectReason read_collected(const object& root, EventRow& row) {
    row.number = number_of(row.visitor);
    if (!row.number) {
      return RejectReason::Visitor;
    }
    row.is_view = row.name != kScroll && !is_friction(row.name);
    return row.name == kScroll ? read_depth(row) : read_figure(root, row);
  }

  RejectReason read_depth(EventRow& row) {
    double percent = 0.0;
    if (fields_[Field::Value] && fields_[Field::Value]->get(percent) == simdjson::SUCCESS &&
        percent >= 0.0 && percent <= 100.0) {
      row.value = static_cast<std::int64_t>(percent);
    }
    return RejectReason::None;
  }

  RejectReason read_foreground(EventRow& row) {
    double milliseconds = 0.0;
    const bool is_number = fields_[Field::Foreground] &&
                           fields_[Field::Foreground]->get(milliseconds) == simdjson::SUCCESS;
    if (!is_number || !(milliseconds >= 0.0 && milliseconds <= kLongestForeground)) {
      return RejectReason::Foreground;
    }
    row.value = static_cast<std::int64_t>(milliseconds);
    return RejectReason::None;
  }

  // A property of the event: beside the fields, or among "props".
  std::optional<element> property(const object& root, std::string_view name) {
    element found;
    if (root[name].get(found) == simdjson::SUCCESS && !found.is_null()) {
      return found;
    }
    object properties;
    if (fields_[Field::Properties] &&
        fields_[Field::Properties]->get(properties) == simdjson::SUCCESS &&
        properties[name].get(found) == simdjson::SUCCESS && !found.is_null()) {
      return found;
    }
    return std::nullopt;
  }

  std::optional<element> amount_of(const object& root, std::string_view event) {
    if (const auto said = money_.property_of.find(event); said != money_.property_of.end()) {
      return property(root, said->second);
    }
    return fields_[Field::Value] ? fields_[Field::Value] : property(root, "value");
  }

  RejectReason read_money(const object& root, EventRow& row) {
    const std::optional<element> amount = amount_of(root, row.name);
    if (!amount) {
      return RejectReason::None;
    }
    double number = 0.0;
    const auto minor =
        amount->is_string() ? parse_amount(std::string_view(*amount), money_.minor_digits)
        : amount->get(number) == simdjson::SUCCESS ? minor_units(number, money_.minor_digits)
                                                   : std::nullopt;
    // Only what the settings call money must be some; anybody may call a property "value".
    const bool is_money = money_.property_of.contains(row.name);
    if (!minor) {
      return is_money ? RejectReason::Amount : RejectReason::None;
    }
    if (!is_own_currency(root)) {
      return is_money ? RejectReason::Currency : RejectReason::None;
    }
    row.value = *minor;
    return RejectReason::None;
  }

  bool is_own_currency(const object& root) {
    const auto said =
        fields_[Field::Currency] ? fields_[Field::Currency] : property(root, "currency");
    return !said || !said->is_string() ||
           text::equals_ignoring_case(std::string_view(*said), money_.currency);
  }

  std::vector<KeyRole> roles_;
  EventMoney money_;
  Visitors visitors_;
  JsonLines json_;
  std::array<std::optional<element>, kFields> fields_;
  std::array<std::string, kFields> buffers_;
  text::Url url_;
};

class EventLines {
 public:
  EventLines(const IntakeRules& rules,
             const ColumnNames& named,
             const EventMoney& money,
             Visitors visitors)
      : builder_(rules), parser_(named, money, visitors) {}

  bool skip(std::string_view line) { return line.front() == '#'; }

  RejectReason take(std::string_view line) {
    EventRow row;
    const RejectReason reason = parser_.parse(line, row);
    if (reason == RejectReason::None) {
      builder_.add(row, line);
    }
    return reason;
  }

  HitBuilder& builder() { return builder_; }

 private:
  HitBuilder builder_;
  EventParser parser_;
};

// Keys of the sample's objects, sorted; the last line may be cut off.
std::vector<std::string> keys_of(std::string_view sample) {
  constexpr std::size_t kEnough = 200;
  std::set<std::string> keys;
  JsonLines json;
  for (std::size_t n = 0; n < kEnough && !sample.empty(); ++n) {
    const std::size_t end = std::min(sample.find('\n'), sample.size());
    object root;
    if (json.parse(sample.substr(0, end), root)) {
      for (const auto [key, value] : root) {
        keys.emplace(key);
      }
    }
    sample.remove_prefix(std::min(end + 1, sample.size()));
  }
  return {keys.begin(), keys.end()};
}

}  // namespace

std::span<const Column> event_columns() { return kColumns; }

Result<RowFormat> event_rows(const ColumnNames& named,
                             const EventMoney& money,
                             std::string_view sample,
                             std::string_view file) {
  TL_CHECK(check_names(kColumns, named));
  if (const std::vector<std::string> keys = keys_of(sample); !keys.empty()) {
    TL_CHECK(check_needed(kColumns, named, keys, file));
  }
  const Visitors visitors =
      sample.starts_with(kCollectedMark) ? Visitors::Numbers : Visitors::Names;
  return RowFormat{
      .name = "events (JSON lines)",
      .advice =
          "docs/events.md says what a line must have; columns: in the settings names what is "
          "called otherwise",
      .parser = [named, money, visitors](const IntakeRules& rules) {
        return std::make_unique<LineRows<EventLines>>(EventLines(rules, named, money, visitors));
      }};
}

double share_of_events(std::string_view sample) {
  EventParser parser({}, {}, Visitors::Names);
  std::size_t lines = 0;
  std::size_t events = 0;
  while (sample.find('\n') != std::string_view::npos || (lines == 0 && !sample.empty())) {
    const std::size_t end = std::min(sample.find('\n'), sample.size());
    if (end > 0 && sample.front() != '#') {
      EventRow row;
      events += parser.parse(sample.substr(0, end), row) == RejectReason::None ? 1U : 0U;
      ++lines;
    }
    sample.remove_prefix(std::min(end + 1, sample.size()));
  }
  return lines == 0 ? 0.0 : static_cast<double>(events) / static_cast<double>(lines);
}

}  // namespace throughline::intake
