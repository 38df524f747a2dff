#include "settings/print.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "base/currency.hpp"
#include "settings/tables.hpp"

namespace throughline::settings {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_plain(char c) {
  return is_letter_or_digit(c) || c == '_' || c == '.' || c == '/' || c == '-';
}

bool is_null_word(std::string_view text) {
  return text == "null" || text == "Null" || text == "NULL";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string duration(Seconds seconds) {
  constexpr std::array<std::pair<Seconds, char>, 4> kUnits = {
      {{86'400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}}};
  const auto unit =
      std::ranges::find_if(kUnits, [&](const auto& one) { return seconds % one.first == 0; });
  return fmt::format("{}{}", seconds / unit->first, unit->second);
}

std::string amount(std::int64_t minor, std::string_view currency) {
  const auto digits = static_cast<std::size_t>(minor_digits(currency));
  std::string text = fmt::format("{:0{}}", minor, digits + 1);
  return digits == 0 ? text : text.insert(text.size() - digits, ".");
}

// A list in brackets.
std::string list(const std::vector<std::string>& texts) {
  std::vector<std::string> written;
  std::ranges::transform(texts, std::back_inserter(written), scalar);
  return fmt::format("[{}]", fmt::join(written, ", "));
}

// A map in braces; what is empty is left out.
class Braces {
 public:
  Braces& add(std::string_view key, std::string_view text) {
    return text.empty() ? *this : add_written(key, scalar(text));
  }

  Braces& add_written(std::string_view key, std::string_view written) {
    out_ += fmt::format("{}{}: {}", out_.empty() ? "" : ", ", key, written);
    return *this;
  }

  [[nodiscard]] std::string text() const { return fmt::format("{{{}}}", out_); }

 private:
  std::string out_;
};

std::string columns(const std::map<std::string, std::string>& columns) {
  Braces out;
  for (const auto& [ours, theirs] : columns) {
    out.add(scalar(ours), theirs);
  }
  return out.text();
}

std::string site_line(const Site& site) {
  return Braces()
      .add("id", site.id)
      .add_written("host", list(site.hosts))
      .add("market", site.market)
      .text();
}

std::string conversion_line(const Conversion& conversion) {
  return Braces()
      .add("id", conversion.id)
      .add("event", conversion.event)
      .add("path", conversion.path)
      .add("value", conversion.value)
      .text();
}

std::string channel_line(const ChannelRule& rule) {
  return Braces().add("channel", rule.channel).add(name_of(rule.field), rule.pattern).text();
}

// A list of entries, one a line; "key: []" for none.
template <class T, class Line>
std::string block(std::string_view key, const std::vector<T>& entries, Line line) {
  if (entries.empty()) {
    return fmt::format("{}: []\n", key);
  }
  std::string out = fmt::format("{}:\n", key);
  for (const T& entry : entries) {
    out += fmt::format("  - {}\n", line(entry));
  }
  return out;
}

// A key whose value may be absent; the remark says what then holds.
std::string optional_line(std::string_view key, std::string_view text, std::string_view absent) {
  return text.empty() ? fmt::format("{}:  # {}\n", key, absent)
                      : fmt::format("{}: {}\n", key, scalar(text));
}

std::string bots_text(const Bots& bots) {
  std::string out = "bots:\n";
  for (const BotSwitch& one : kBotSwitches) {
    out += fmt::format("  {}: {}\n", one.name, bots.*one.field);
  }
  out += fmt::format("  extra_agents: {}\n", list(bots.extra_agents));
  return out + fmt::format("  extra_spam: {}\n", list(bots.extra_spam));
}

// As many decimals as it takes to read the same number back, and no exponent.
std::string decimal(double number) {
  std::array<char, 64> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  return {text.data(), end.ptr};
}

std::string rates_text(const std::vector<Rate>& rates) {
  if (rates.size() == 1 && rates.front().from == CivilDate{}) {
    return decimal(rates.front().rate);
  }
  std::vector<std::string> dated;
  for (const Rate& one : rates) {
    dated.push_back(
        fmt::format("{{from: {}, rate: {}}}", format_date(one.from), decimal(one.rate)));
  }
  return fmt::format("[{}]", fmt::join(dated, ", "));
}

std::string rates_text(const Settings& settings) {
  if (settings.rates.empty()) {
    return "rates: {}\n";
  }
  std::string out = "rates:\n";
  for (const auto& [currency, rates] : settings.rates) {
    out += fmt::format("  {}: {}\n", currency, rates_text(rates));
  }
  return out;
}

std::string roles_text(const Settings& settings) {
  if (settings.roles.empty()) {
    return "roles: {}\n";
  }
  std::string out = "roles:\n";
  for (const auto& [role, price] : settings.roles) {
    out += fmt::format("  {}: {}\n", scalar(role), amount(price, settings.currency));
  }
  return out;
}

std::string thresholds_text(const Thresholds& thresholds) {
  std::string out = "thresholds:\n";
  for (const Threshold& one : kThresholds) {
    out += fmt::format("  {}: {}\n", one.name, thresholds.*one.field);
  }
  return out;
}

std::string reports_text(const Reports& reports) {
  return fmt::format("reports: {{every: {}, to: {}, pdf: {}}}\n",
                     name_of(reports.every),
                     scalar(reports.to),
                     reports.pdf);
}

std::string store_text(const StoreAddress& store) {
  std::string out = "store:\n";
  out += optional_line("  url", store.url, "embedded: rows stay in .throughline");
  out += optional_line("  cluster", store.cluster, "the server alone");
  out += optional_line("  user", store.user, "the server's default");
  out += optional_line("  password", store.password.empty() ? "" : "***", "none");
  return out + optional_line("  database", store.database, "");
}

std::string sessions_text(const Sessions& sessions) {
  return fmt::format("sessions:\n  gap: {}\n  cut_at_midnight: {}\n  cut_on_campaign: {}\n",
                     duration(sessions.gap),
                     sessions.cut_at_midnight,
                     sessions.cut_on_campaign);
}

}  // namespace

std::string scalar(std::string_view text) {
  const bool plain = !text.empty() && (is_letter_or_digit(text[0]) || text[0] == '/') &&
                     std::ranges::all_of(text, is_plain) && !is_null_word(text);
  return plain ? std::string(text) : fmt::format("\"{}\"", escaped(text));
}

std::string source_line(const Source& source) {
  Braces out;
  out.add("id", source.id)
      .add("kind", name_of(source.kind))
      .add("path", source.path)
      .add("query", source.query)
      .add("site", source.site)
      .add("format", source.format);
  if (!source.columns.empty()) {
    out.add_written("columns", columns(source.columns));
  }
  out.add("timezone", source.timezone);
  if (!source.visits) {
    out.add_written("visits", "false");
  }
  if (source.fresh_within) {
    out.add_written("fresh_within", duration(*source.fresh_within));
  }
  return "- " + out.text();
}

std::string settings_with_defaults(const Settings& settings) {
  std::string out;
  out += optional_line("workspace", settings.workspace, "the name of the folder");
  out += optional_line("plan", settings.plan, "plan.yaml, else the folder plan");
  out += fmt::format("timezone: {}\n", scalar(settings.timezone));
  out += fmt::format("currency: {}\n", settings.currency);
  out += optional_line("language", settings.language, "the language of the terminal");
  out += optional_line("as_of", settings.as_of ? format_date(*settings.as_of) : "", "today");
  out += fmt::format("seed: {}\n", settings.seed);
  out += block("sites", settings.sites, site_line);
  out += block("sources", settings.sources, [](const Source& source) {
    return source_line(source).substr(2);
  });
  out += block("conversions", settings.conversions, conversion_line);
  out += fmt::format("visitors: {{rotate: {}}}\n", name_of(settings.rotate));
  out += sessions_text(settings.sessions);
  out += block("channels", settings.channels, channel_line);
  out += bots_text(settings.bots);
  out += rates_text(settings);
  out += optional_line("rates_file", settings.rates_file, "none");
  out += roles_text(settings);
  out += thresholds_text(settings.thresholds);
  out += reports_text(settings.reports);
  return out + store_text(settings.store);
}

}  // namespace throughline::settings
