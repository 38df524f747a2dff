#include "intake/plausible_rows.hpp"

#include <array>
#include <charconv>
#include <optional>

#include "intake/amount.hpp"
#include "intake/log_line.hpp"
#include "intake/table_rows.hpp"
#include "text/url.hpp"

namespace throughline::intake {
namespace {

using Fields = std::vector<std::string_view>;
using Places = std::vector<std::optional<std::size_t>>;

enum Field : std::size_t {
  Time,
  Visitor,
  Name,
  Path,
  Host,
  Referrer,
  Source,
  UtmSource,
  UtmMedium,
  UtmCampaign,
  UtmTerm,
  UtmContent,
  ClickId,
  Foreground,
  Browser,
  System,
  Keys,
  Values,
  Amount,
  Currency,
  ReportedAmount,
  ReportedCurrency,
};

constexpr std::size_t kFields = Field::ReportedCurrency + 1;

const std::array<Column, kFields> kColumns = {
    {{"time", {"timestamp"}, true},
     {"visitor", {"user_id"}, true},
     {"name", {}, true},
     {"path", {"pathname"}, true},
     {"host", {"hostname"}},
     {"referrer", {}},
     {"source", {"referrer_source"}},
     {"utm_source", {}},
     {"utm_medium", {}},
     {"utm_campaign", {}},
     {"utm_term", {}},
     {"utm_content", {}},
     {"click_id", {"click_id_param"}},
     {"foreground", {"engagement_time"}},
     {"browser", {}},
     {"system", {"operating_system"}},
     {"keys", {"meta.key"}},
     {"values", {"meta.value"}},
     {"value", {"revenue_source_amount"}},
     {"currency", {"revenue_source_currency"}},
     {"reported_value", {"revenue_reporting_amount"}},
     {"reported_currency", {"revenue_reporting_currency"}}}};

// The name that Plausible gave to leaving a page before it measured attention.
constexpr std::string_view kPageLeave = "pageleave";
constexpr std::size_t kLongestName = 256;
constexpr std::int64_t kLongestForeground = 86'400'000;  // a day

void append_parameter(std::string& query, std::string_view name, std::string_view value) {
  if (value.empty()) {
    return;
  }
  constexpr std::string_view kHex = "0123456789ABCDEF";
  query.append(query.empty() ? "" : "&").append(name).append("=");
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&' || c == '%' || c == '+' || c == '#' || c == '=' || byte <= 0x20) {
      query += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    } else {
      query += c;
    }
  }
}

// Takes records apart. Keeps buffers, into which its rows point.
class PlausibleParser {
 public:
  PlausibleParser(Places places, EventMoney money)
      : places_(std::move(places)), money_(std::move(money)) {}

  RejectReason parse(const Fields& fields, EventRow& row) {
    fields_ = &fields;
    row = {};
    row.visitor = text(Field::Visitor);
    row.name = text(Field::Name);
    row.host = text(Field::Host);
    row.path = text(Field::Path);
    row.agent_is_sent = false;
    if (!parse_iso_time(text(Field::Time), row.time) &&
        !parse_epoch_time(text(Field::Time), row.time)) {
      return RejectReason::Time;
    }
    if (row.visitor.empty() || row.visitor.size() > kLongestName) {
      return RejectReason::Visitor;
    }
    if (row.name.empty() || row.name.size() > kLongestName) {
      return RejectReason::Name;
    }
    if (!row.path.starts_with('/')) {
      return RejectReason::Url;
    }
    read_origin(row);
    read_agent(row);
    return row.name == kPageview                               ? RejectReason::None
           : row.name == kEngagement || row.name == kPageLeave ? read_foreground(row)
                                                               : read_money(row);
  }

 private:
  // ClickHouse writes \N for nothing.
  [[nodiscard]] std::string_view text(Field field) const {
    const std::optional<std::size_t> place = places_[field];
    const std::string_view found = place ? (*fields_)[*place] : std::string_view{};
    return found == "\\N" ? std::string_view{} : found;
  }

  // How the visit came stands beside the page: the tags are put back into a query. A source that
  // neither a referrer nor a tag explains was tagged by ?ref= or ?source=.
  void read_origin(EventRow& row) {
    const std::string_view referrer = text(Field::Referrer);
    referrer_.assign(
        referrer.empty() || referrer.find("://") != std::string_view::npos ? "" : "https://");
    referrer_.append(referrer);
    query_.clear();
    const bool is_told = !referrer.empty() || !text(Field::UtmSource).empty();
    append_parameter(query_, "utm_source", is_told ? text(Field::UtmSource) : text(Field::Source));
    append_parameter(query_, "utm_medium", text(Field::UtmMedium));
    append_parameter(query_, "utm_campaign", text(Field::UtmCampaign));
    append_parameter(query_, "utm_term", text(Field::UtmTerm));
    append_parameter(query_, "utm_content", text(Field::UtmContent));
    if (const std::string_view click_id = text(Field::ClickId); !click_id.empty()) {
      append_parameter(query_, click_id, "1");
    }
    row.referrer = referrer_;
    row.query = query_;
  }

  void read_agent(EventRow& row) {
    agent_.assign(text(Field::Browser));
    if (const std::string_view system = text(Field::System); !system.empty()) {
      agent_.append(agent_.empty() ? "" : " on ").append(system);
    }
    row.agent = agent_;
  }

  // Older versions measured how far a page was scrolled, not for how long it was looked at.
  RejectReason read_foreground(EventRow& row) const {
    const std::string_view time = text(Field::Foreground);
    if (!time.empty()) {
      const auto [end, error] = std::from_chars(time.data(), time.data() + time.size(), row.value);
      if (error != std::errc{} || end != time.data() + time.size() || row.value < 0 ||
          row.value > kLongestForeground) {
        return RejectReason::Foreground;
      }
    }
    row.is_view = row.name == kEngagement && row.value > 0;
    return RejectReason::None;
  }

  [[nodiscard]] std::string_view property(std::string_view name) {
    const std::vector<std::string> keys = array_of(text(Field::Keys));
    const std::vector<std::string> values = array_of(text(Field::Values));
    for (std::size_t i = 0; i < std::min(keys.size(), values.size()); ++i) {
      if (keys[i] == name) {
        property_ = values[i];
        return property_;
      }
    }
    return {};
  }

  RejectReason read_money(EventRow& row) {
    const auto said = money_.property_of.find(row.name);
    const bool is_money = said != money_.property_of.end();
    std::string_view amount = is_money ? property(said->second) : std::string_view{};
    if (amount.empty()) {
      if (text(Field::Amount).empty()) {
        return RejectReason::None;
      }
      const bool is_reported =
          is_own(text(Field::ReportedCurrency)) && !is_own(text(Field::Currency));
      amount = text(is_reported ? Field::ReportedAmount : Field::Amount);
      if (!is_reported && !is_own(text(Field::Currency))) {
        return is_money ? RejectReason::Currency : RejectReason::None;
      }
    }
    const auto minor = parse_amount(amount, money_.minor_digits);
    if (!minor) {
      return is_money ? RejectReason::Amount : RejectReason::None;
    }
    row.value = *minor;
    return RejectReason::None;
  }

  [[nodiscard]] bool is_own(std::string_view currency) const {
    return currency.empty() || text::equals_ignoring_case(currency, money_.currency);
  }

  Places places_;
  EventMoney money_;
  const Fields* fields_ = nullptr;
  std::string referrer_;
  std::string query_;
  std::string agent_;
  std::string property_;
};

class PlausibleRecords {
 public:
  PlausibleRecords(const IntakeRules& rules, const Places& places, const EventMoney& money)
      : builder_(rules), parser_(places, money) {}

  RejectReason take(const Fields& fields, std::string_view record) {
    EventRow row;
    const RejectReason reason = parser_.parse(fields, row);
    if (reason == RejectReason::None) {
      builder_.add(row, record);
    }
    return reason;
  }

  HitBuilder& builder() { return builder_; }

 private:
  HitBuilder builder_;
  PlausibleParser parser_;
};

}  // namespace

std::span<const Column> plausible_columns() { return kColumns; }

Result<RowFormat> plausible_rows(const ColumnNames& named,
                                 const EventMoney& money,
                                 std::string_view sample,
                                 std::string_view file) {
  const TableHead head = table_head(sample);
  TL_TRY(const Places places, map_columns(kColumns, named, head.names, file));
  return RowFormat{
      .name = "Plausible's events (CSV)",
      .advice = "The head names the columns of every row; docs/events.md has those that are read",
      .cut = [format = head.format](std::string_view bytes) { return cut_records(bytes, format); },
      .least_block = 2 * head.format.longest,
      .parser =
          [=](const IntakeRules& rules) {
            return std::make_unique<TableRows<PlausibleRecords>>(
                head, PlausibleRecords(rules, places, money));
          }};
}

}  // namespace throughline::intake
