#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "base/currency.hpp"
#include "document/document.hpp"
#include "document/fields.hpp"
#include "settings/settings.hpp"
#include "settings/tables.hpp"

namespace throughline::settings {
namespace {

using document::Fields;
using document::Node;
using document::Position;
using document::Problems;

// Sets a field where the file says something; else its default stays.
template <class T, class U>
void assign(T& field, std::optional<U> value) {
  if (value) {
    field = *std::move(value);
  }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), lower);
  return text;
}

// Names one entry of a list in messages: by its id, else by its place in the list.
std::string entry_name(std::string_view list, const Node& node, std::size_t index) {
  const document::Entry* id = node.find("id");
  return id != nullptr && !id->value.text.empty() && id->value.text.size() <= 64
             ? fmt::format("{}.{}", list, id->value.text)
             : fmt::format("{}[{}]", list, index + 1);
}

// Reads a file from top to bottom; what later parts refer to is kept while reading.
class Reader {
 public:
  explicit Reader(Problems& problems) : problems_(problems) {}

  Settings read(const Node& root) {
    Fields fields(root, "", problems_);
    assign(out_.workspace, fields.id("workspace"));
    assign(out_.plan, fields.text("plan"));
    assign(out_.timezone, timezone(fields, "timezone"));
    assign(out_.currency, currency(fields));
    assign(out_.language, language(fields));
    out_.as_of = fields.date("as_of");
    assign(out_.seed, fields.count("seed"));
    read_list(fields, "sites", &Settings::sites, &Reader::site);
    read_list(fields, "sources", &Settings::sources, &Reader::source);
    read_list(fields, "conversions", &Settings::conversions, &Reader::conversion);
    read_visitors(fields);
    read_sessions(fields);
    read_channels(fields);
    read_bots(fields);
    read_rates(fields);
    assign(out_.rates_file, fields.text("rates_file"));
    read_roles(fields);
    read_thresholds(fields);
    read_reports(fields);
    read_store(fields);
    return std::move(out_);
  }

 private:
  // Reads a list of maps with ids of their own, each id once.
  template <class T>
  void read_list(Fields& fields,
                 std::string_view key,
                 std::vector<T> Settings::* list,
                 T (Reader::*one)(Fields&)) {
    std::map<std::string, Position> seen;
    const std::vector<Node>& nodes = fields.list(key);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      Fields entry(nodes[i], entry_name(key, nodes[i], i), problems_);
      const std::string id = required_id(entry);
      if (const auto [first, is_new] = seen.try_emplace(id, entry.at()); !is_new && !id.empty()) {
        problems_.add(entry.at(),
                      fmt::format("id \"{}\" is taken", id),
                      fmt::format("The first stands in line {}", first->second.line));
      }
      T value = (this->*one)(entry);
      value.id = id;
      (out_.*list).push_back(std::move(value));
    }
  }

  std::string required_id(Fields& fields) {
    const Node* node = fields.required("id", "Give it an id of its own");
    if (node == nullptr) {
      return {};
    }
    return document::to_id(*node, fields.path_of("id"), problems_).value_or("");
  }

  std::optional<std::string> timezone(Fields& fields, std::string_view key) {
    const Node* node = fields.value(key);
    auto name = fields.text(key);
    if (name && !TimeZone::named(*name)) {
      problems_.add(node->at,
                    fmt::format("{} is no time zone: {}", fields.path_of(key), *name),
                    "Use a name such as Europe/Berlin or UTC");
      return std::nullopt;
    }
    return name;
  }

  std::optional<std::string> currency(Fields& fields) {
    const Node* node = fields.value("currency");
    auto code = fields.text("currency");
    if (code && !is_currency(*code)) {
      problems_.add(node->at,
                    fmt::format("currency must be a code of ISO 4217: {}", *code),
                    "Write three capital letters: EUR");
      return std::nullopt;
    }
    return code;
  }

  std::optional<std::string> language(Fields& fields) {
    const Node* node = fields.value("language");
    auto code = fields.text("language");
    if (code && *code != "en" && *code != "zh") {
      problems_.add(
          node->at, fmt::format("language must be en or zh: {}", *code), "Write en or zh");
      return std::nullopt;
    }
    return code;
  }

  Site site(Fields& fields) {
    Site site;
    if (const Node* hosts = fields.required("host", "Add host: [www.example.com]")) {
      read_hosts(*hosts, fields.path_of("host"), site);
    }
    assign(site.market, fields.id("market"));
    return site;
  }

  void read_hosts(const Node& node, const std::string& what, Site& site) {
    for (std::string& host : document::to_texts(node, what, problems_)) {
      if (host.find_first_of("/: ") != std::string::npos) {
        problems_.add(node.at,
                      fmt::format("{} must be hosts alone: {}", what, host),
                      "Write www.example.com, without https:// and path");
        continue;
      }
      host = lower_case(std::move(host));
      if (!hosts_.try_emplace(host, node.at).second) {
        problems_.add(node.at, fmt::format("host {} is listed twice", host), "Remove one of them");
      }
      site.hosts.push_back(std::move(host));
    }
  }

  Source source(Fields& fields) {
    Source source;
    if (const Node* kind =
            fields.required("kind", "Add kind: log, or another of docs/settings.md")) {
      assign(source.kind, kind_of(*kind, fields.path_of("kind")));
    }
    assign(source.path, fields.text("path"));
    assign(source.query, fields.text("query"));
    if (source.path.empty() == source.query.empty()) {
      problems_.add(fields.at(),
                    "a source needs either a path or a query",
                    "Write path: access.log, or a glob such as path: \"logs/*.gz\"");
    }
    source.site = site_of(fields);
    assign(source.format, fields.text("format"));
    source.columns = columns(fields);
    assign(source.timezone, timezone(fields, "timezone"));
    assign(source.visits, fields.flag("visits"));
    source.fresh_within = positive_duration(fields, "fresh_within");
    return source;
  }

  std::optional<Kind> kind_of(const Node& node, const std::string& what) {
    const auto name = document::to_text(node, what, problems_);
    const auto kind = name ? kind_named(*name) : std::nullopt;
    if (name && !kind) {
      document::report_unknown(node.at, "no kind of source is called", *name, kKinds, problems_);
    }
    return kind;
  }

  std::string site_of(Fields& fields) {
    const Node* node = fields.value("site");
    const std::string id = fields.text("site").value_or("");
    if (!id.empty() && std::ranges::find(out_.sites, id, &Site::id) == out_.sites.end()) {
      std::vector<std::string_view> ids;
      for (const Site& site : out_.sites) {
        ids.emplace_back(site.id);
      }
      document::report_unknown(node->at, "no site has the id", id, ids, problems_);
    }
    return id;
  }

  std::map<std::string, std::string> columns(Fields& fields) {
    std::map<std::string, std::string> out;
    for (const document::Entry& entry : map_entries(fields, "columns")) {
      if (auto theirs = document::to_text(entry.value, fields.path_of("columns"), problems_)) {
        out.emplace(entry.key, *std::move(theirs));
      }
    }
    return out;
  }

  const std::vector<document::Entry>& map_entries(Fields& fields, std::string_view key) {
    static const std::vector<document::Entry> kNone;
    const Node* node = fields.value(key);
    if (node == nullptr) {
      return kNone;
    }
    if (node->kind != document::NodeKind::Map) {
      problems_.add(
          node->at, fmt::format("{} must be a map", fields.path_of(key)), "Write {name: value}");
    }
    return node->entries;
  }

  std::optional<Seconds> positive_duration(Fields& fields, std::string_view key) {
    const Node* node = fields.value(key);
    const auto seconds = fields.duration(key);
    if (seconds == 0) {
      problems_.add(node->at, fmt::format("{} must be longer than nothing", fields.path_of(key)));
      return std::nullopt;
    }
    return seconds;
  }

  Conversion conversion(Fields& fields) {
    Conversion conversion;
    assign(conversion.event, fields.text("event"));
    const Node* path = fields.value("path");
    assign(conversion.path, fields.text("path"));
    if (conversion.event.empty() == conversion.path.empty()) {
      problems_.add(fields.at(),
                    "a conversion needs either an event or a path",
                    "Write event: purchase, or path: /thanks");
    }
    if (!conversion.path.empty() && !conversion.path.starts_with('/')) {
      problems_.add(
          path->at,
          fmt::format("{} must begin with /: {}", fields.path_of("path"), conversion.path),
          "Write the path of the page, without its host");
    }
    assign(conversion.value, fields.text("value"));
    return conversion;
  }

  // A word out of a list, in the order of its enum.
  template <class Enum, std::size_t n>
  std::optional<Enum> one_of(Fields& fields,
                             std::string_view key,
                             const std::array<std::string_view, n>& words) {
    const Node* node = fields.value(key);
    const auto name = fields.text(key);
    if (!name) {
      return std::nullopt;
    }
    const auto found = std::ranges::find(words, *name);
    if (found == words.end()) {
      document::report_unknown(
          node->at, fmt::format("{} cannot be", fields.path_of(key)), *name, words, problems_);
      return std::nullopt;
    }
    return static_cast<Enum>(found - words.begin());
  }

  void read_visitors(Fields& fields) {
    if (const Node* node = fields.value("visitors")) {
      Fields visitors(*node, "visitors", problems_);
      assign(out_.rotate, one_of<Rotate>(visitors, "rotate", kRotations));
    }
  }

  void read_reports(Fields& fields) {
    if (const Node* node = fields.value("reports")) {
      Fields reports(*node, "reports", problems_);
      assign(out_.reports.every, one_of<Every>(reports, "every", kEvery));
      assign(out_.reports.to, reports.text("to"));
      assign(out_.reports.pdf, reports.flag("pdf"));
    }
  }

  void read_sessions(Fields& fields) {
    if (const Node* node = fields.value("sessions")) {
      Fields sessions(*node, "sessions", problems_);
      assign(out_.sessions.gap, positive_duration(sessions, "gap"));
      assign(out_.sessions.cut_at_midnight, sessions.flag("cut_at_midnight"));
      assign(out_.sessions.cut_on_campaign, sessions.flag("cut_on_campaign"));
    }
  }

  void read_channels(Fields& fields) {
    const std::vector<Node>& nodes = fields.list("channels");
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      Fields rule(nodes[i], fmt::format("channels[{}]", i + 1), problems_);
      read_channel(rule);
    }
  }

  // One entry may list several patterns of its one field: each becomes a rule.
  void read_channel(Fields& fields) {
    std::optional<std::string> channel;
    if (const Node* node = fields.required("channel", "Add channel: and a name")) {
      channel = document::to_text(*node, fields.path_of("channel"), problems_);
    }
    std::size_t n_fields = 0;
    for (std::size_t i = 0; i < kChannelFields.size(); ++i) {
      const std::vector<std::string> patterns = fields.texts(kChannelFields[i]);
      n_fields += fields.value(kChannelFields[i]) != nullptr ? 1U : 0U;
      for (const std::string& pattern : patterns) {
        out_.channels.push_back({channel.value_or(""), static_cast<ChannelField>(i), pattern});
      }
    }
    if (n_fields != 1) {
      problems_.add(fields.at(),
                    "a channel rule looks at exactly one thing",
                    "Give one of source, medium, campaign, host, landing; write one rule for each");
    }
  }

  void read_bots(Fields& fields) {
    if (const Node* node = fields.value("bots")) {
      Fields bots(*node, "bots", problems_);
      for (const BotSwitch& one : kBotSwitches) {
        assign(out_.bots.*one.field, bots.flag(one.name));
      }
      out_.bots.extra_agents = bots.texts("extra_agents");
      out_.bots.extra_spam = bots.texts("extra_spam");
    }
  }

  void read_rates(Fields& fields) {
    for (const document::Entry& entry : map_entries(fields, "rates")) {
      const std::string what = fmt::format("rates.{}", entry.key);
      if (!is_currency(entry.key) || entry.key == out_.currency) {
        problems_.add(entry.value.at,
                      fmt::format("{} must be the rate of another currency of ISO 4217", what),
                      fmt::format("Write USD: 0.92 where one USD is worth 0.92 {}", out_.currency));
        continue;
      }
      std::vector<Rate> rates = rates_of(entry.value, what);
      std::ranges::sort(rates, {}, [](const Rate& one) { return days_from_civil(one.from); });
      out_.rates.emplace(entry.key, std::move(rates));
    }
  }

  // One rate for all days, or a list of {from: 2026-01-01, rate: 0.17}.
  std::vector<Rate> rates_of(const Node& node, const std::string& what) {
    std::vector<Rate> rates;
    if (node.kind != document::NodeKind::Sequence) {
      if (const auto rate = document::to_number(node, what, kRateRange, problems_)) {
        rates.push_back({CivilDate{}, *rate});
      }
      return rates;
    }
    for (const Node& one : document::to_list(node, what, problems_)) {
      Fields fields(one, what, problems_);
      const auto from = fields.date("from");
      const auto rate = fields.number("rate", kRateRange);
      if (!rate) {
        static_cast<void>(fields.required("rate", "Write {from: 2026-01-01, rate: 0.17}"));
        continue;
      }
      rates.push_back({from.value_or(CivilDate{}), *rate});
    }
    return rates;
  }

  void read_roles(Fields& fields) {
    for (const document::Entry& entry : map_entries(fields, "roles")) {
      if (const auto price = money(entry.value, fmt::format("roles.{}", entry.key))) {
        out_.roles.emplace(entry.key, *price);
      }
    }
  }

  // Reads a decimal number from its digits, so that 0.10 is ten cents and nothing near it.
  std::optional<std::int64_t> money(const Node& node, const std::string& what) {
    const int digits = minor_digits(out_.currency);
    const auto minor = minor_units(node.text, digits);
    if (node.kind != document::NodeKind::Scalar || !minor) {
      problems_.add(node.at,
                    fmt::format("{} must be an amount of {}", what, out_.currency),
                    fmt::format("Write a number of 0 or more with at most {} decimals", digits));
      return std::nullopt;
    }
    return minor;
  }

  static std::optional<std::int64_t> minor_units(std::string_view text, int digits) {
    constexpr std::size_t kLongest = 12;  // a price of an hour with more digits is a mistake
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string all(text.substr(0, point));
    const std::string_view decimals = text.substr(std::min(point + 1, text.size()));
    if (all.empty() || (point < text.size() && decimals.empty()) ||
        decimals.size() > static_cast<std::size_t>(digits) || all.size() > kLongest) {
      return std::nullopt;
    }
    all += decimals;
    all.append(static_cast<std::size_t>(digits) - decimals.size(), '0');
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(all.data(), all.data() + all.size(), value);
    if (error != std::errc{} || stop != all.data() + all.size()) {
      return std::nullopt;
    }
    return static_cast<std::int64_t>(value);
  }

  void read_thresholds(Fields& fields) {
    if (const Node* node = fields.value("thresholds")) {
      Fields thresholds(*node, "thresholds", problems_);
      for (const Threshold& one : kThresholds) {
        assign(out_.thresholds.*one.field, thresholds.number(one.name, one.range));
      }
    }
  }

  void read_store(Fields& fields) {
    if (const Node* node = fields.value("store")) {
      Fields store(*node, "store", problems_);
      assign(out_.store.url, store.text("url"));
      assign(out_.store.cluster, store.text("cluster"));
      assign(out_.store.user, store.text("user"));
      assign(out_.store.password, store.text("password"));
      assign(out_.store.database, store.id("database"));
      check_store(*node);
    }
  }

  void check_store(const Node& node) {
    const StoreAddress& store = out_.store;
    if (!store.url.empty() && !store.url.starts_with("http://") &&
        !store.url.starts_with("https://")) {
      problems_.add(node.find("url")->value.at,
                    fmt::format("store.url must begin with http:// or https://: {}", store.url),
                    "Write url: http://clickhouse.internal:8123");
    }
    if (store.url.empty() &&
        !(store.cluster.empty() && store.user.empty() && store.password.empty())) {
      problems_.add(node.at,
                    "store lacks the key \"url\"",
                    "Add the url of a ClickHouse server, or remove store to keep rows in the "
                    "workspace");
    }
  }

  static constexpr document::Range kRateRange{1e-9, 1e9};

  Problems& problems_;
  Settings out_;
  std::map<std::string, Position> hosts_;
};

}  // namespace

Reading read_settings(std::string_view text, std::string file) {
  document::Reading reading = document::read(text, file);
  if (!reading.document) {
    return {{}, std::move(reading.problems)};
  }
  Problems problems(std::move(file));
  Settings settings = Reader(problems).read(reading.document->root);
  return {std::move(settings), std::move(problems).sorted()};
}

Result<Settings> parse_settings(std::string_view text, std::string file) {
  Reading reading = read_settings(text, std::move(file));
  if (!reading.problems.empty()) {
    return fail(document::join(std::move(reading.problems)));
  }
  return std::move(reading.settings);
}

}  // namespace throughline::settings
