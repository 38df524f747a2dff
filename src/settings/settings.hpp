#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::settings {

/// What the rows of a source are. docs/settings.md says what each needs.
enum class Kind : std::uint8_t {
  Log,
  Events,
  Plausible,
  Ga4,
  Matomo,
  Spend,
  Hours,
  Orders,
  Leads,
  Support,
  Mentions,
  Acts,
  Experiments,
  Estimates,
};

[[nodiscard]] std::string_view name_of(Kind kind);  ///< as it is written: "log"
[[nodiscard]] std::optional<Kind> kind_named(std::string_view name);

/// One web site of the company.
struct Site {
  std::string id;
  std::vector<std::string> hosts;  ///< own hosts, lower case: referrals from them are internal
  std::string market = "unknown";  ///< market of its visits

  friend bool operator==(const Site&, const Site&) = default;
};

/// One place from which rows come.
struct Source {
  std::string id;
  Kind kind = Kind::Log;
  std::string path;   ///< file or glob, relative to the settings; "-" = stdin; "" if query is given
  std::string query;  ///< table function of the engine; "" if path is given
  std::string site;   ///< id of a Site; "" = the only one, or not known
  std::string format;  ///< pattern or name of a format; "" = found by looking at the file
  std::map<std::string, std::string> columns;  ///< our name -> the file's name
  std::string timezone;                        ///< of times without a zone; "" = the workspace's
  bool visits =
      true;  ///< false: its rows are kept and make no visits, since another source has them
  std::optional<Seconds> fresh_within;  ///< newest row is to be younger than this at the as-of date

  friend bool operator==(const Source&, const Source&) = default;
};

/// What counts as a goal reached: an event, or a page. Exactly one of the two is given.
struct Conversion {
  std::string id;
  std::string event;  ///< name of an event
  std::string path;   ///< path of a page
  std::string value;  ///< property that holds the money, or an amount; "" = counted only

  friend bool operator==(const Conversion&, const Conversion&) = default;
};

/// How long a visitor can be known again.
enum class Rotate : std::uint8_t { None, Month, Day };
[[nodiscard]] std::string_view name_of(Rotate rotate);

struct Sessions {
  Seconds gap = 1800;  ///< a session ends where more than this lies between two views
  bool cut_at_midnight = false;
  bool cut_on_campaign = false;

  friend bool operator==(const Sessions&, const Sessions&) = default;
};

/// What an own channel rule looks at.
enum class ChannelField : std::uint8_t { Source, Medium, Campaign, Host, Landing };
[[nodiscard]] std::string_view name_of(ChannelField field);

/// A rule tried before the built-in ones: one field, one pattern.
struct ChannelRule {
  std::string channel;
  ChannelField field = ChannelField::Source;
  /// Compared without case. With * or ? it is matched as a whole; without them a host also stands
  /// for its subdomains, and any other field must be equal.
  std::string pattern;

  friend bool operator==(const ChannelRule&, const ChannelRule&) = default;
};

/// Which tests for programs are made, and own patterns. A program's rows are kept with the reason.
struct Bots {
  bool agents = true;                     ///< the user agent says so
  bool no_agent = true;                   ///< no user agent at all
  bool referrer_spam = true;              ///< the referrer is on the spam list
  bool no_assets = true;                  ///< reads pages and never fetches what a browser fetches
  bool rate = true;                       ///< pages faster than anyone reads
  bool sweep = true;                      ///< many visits of one page each, hardly a page twice
  bool post_only = true;                  ///< only ever posts
  bool self_referral = true;              ///< claims each page referred to itself
  std::vector<std::string> extra_agents;  ///< parts of user agents that are programs too
  std::vector<std::string> extra_spam;    ///< hosts of referrers that are spam too

  friend bool operator==(const Bots&, const Bots&) = default;
};

/// Limits that decide what is shown as a finding; docs/settings.md says where each comes from.
struct Thresholds {
  double false_discovery = 0.10;       ///< share of false signals accepted, in (0, 1)
  double seen_share = 0.75;            ///< of months since first seen in which a signal was seen
  double min_months = 3;               ///< and in at least so many months
  double min_engaged = 20;             ///< engaged visits in the window
  double min_engaged_a_month = 4;      ///< fewer: judged in a pool
  double unmapped_spend_share = 0.02;  ///< of spend without a tactic before it is an error
  double explore_share = 0.10;         ///< of the budget reserved for exploration
  double reciprocity = 0.20;           ///< min / max of the two flows of influence
  double knowledge_days = 180;         ///< without an observation: knowledge debt
  double decision_grace_days = 14;     ///< after its day in which a decision is written down
  double convergence_days = 90;        ///< for which an answer on convergence counts
  double solved_days = 7;              ///< without contact after help: solved
  double review_days = 14;             ///< in which a mention is reviewed
  double kappa = 0.70;                 ///< agreement of coders before a code is used
  double lead_days = 21;               ///< median lead of alerts
  double voice_alert_minutes = 60;     ///< until a single voice's spike is told
  double live_lag_seconds = 5;         ///< of the live view

  friend bool operator==(const Thresholds&, const Thresholds&) = default;
};

/// What one of a currency is worth in the workspace's, from a day on.
struct Rate {
  CivilDate from;  ///< 1970-01-01: always
  double rate = 0.0;

  friend bool operator==(const Rate&, const Rate&) = default;
};

/// Where the rows live. Without a url: in the process, in the folder .throughline.
struct StoreAddress {
  std::string url;      ///< of a ClickHouse server's HTTP port; "" = embedded
  std::string cluster;  ///< name of a cluster of that server; "" = the server alone
  std::string user;
  std::string password;
  std::string database = "throughline";

  friend bool operator==(const StoreAddress&, const StoreAddress&) = default;
};

/// How often the report is written to a file of its own.
enum class Every : std::uint8_t { Never, Day, Week, Month };
[[nodiscard]] std::string_view name_of(Every every);

/// Files of the report that `serve` writes by itself.
struct Reports {
  Every every = Every::Never;
  std::string to = "reports";  ///< folder, relative to the settings
  bool pdf = false;            ///< printed as well

  friend bool operator==(const Reports&, const Reports&) = default;
};

/// Everything `throughline.yaml` says, with the defaults where it says nothing.
struct Settings {
  std::string workspace;         ///< id
  std::string plan;              ///< file or folder; "" = plan.yaml, else plan/
  std::string timezone = "UTC";  ///< of days and weeks
  std::string currency = "EUR";  ///< of figures, ISO 4217
  std::string language;          ///< of reports: "en", "zh"; "" = the terminal's
  std::optional<CivilDate> as_of;
  std::uint64_t seed = 1;
  std::vector<Site> sites;
  std::vector<Source> sources;
  std::vector<Conversion> conversions;
  Rotate rotate = Rotate::None;
  Sessions sessions;
  std::vector<ChannelRule> channels;
  Bots bots;
  std::map<std::string, std::vector<Rate>> rates;  ///< by currency; from the earliest day on
  std::string rates_file;                          ///< table of day, currency and rate; "" = none
  std::map<std::string, std::int64_t> roles;  ///< price of an hour, in minor units of the currency
  Thresholds thresholds;
  Reports reports;
  StoreAddress store;

  friend bool operator==(const Settings&, const Settings&) = default;
};

/// Settings as far as they could be read. Without problems they are whole and hold together.
struct Reading {
  Settings settings;
  std::vector<Error> problems;  ///< every one found, in the order of the file
};

/// Reads the text of a `throughline.yaml`. An empty text gives the defaults.
/// \param file  name for places; the file is not opened
[[nodiscard]] Reading read_settings(std::string_view text, std::string file);

/// The same for callers that only go on with good settings.
/// Errors: InvalidArgument that lists every problem with its place.
[[nodiscard]] Result<Settings> parse_settings(std::string_view text, std::string file);

/// The settings as a file that says everything, defaults included; read back, it gives the same
/// settings. A password is shown as "***".
[[nodiscard]] std::string settings_with_defaults(const Settings& settings);

/// The file that `init` writes: commented, valid as it stands.
/// Errors: InvalidArgument if the id is none.
[[nodiscard]] Result<std::string> starter_settings(std::string_view id);

/// One entry of `sources:` as it is written on a line: "- {id: logs, kind: log, path: access.log}".
[[nodiscard]] std::string source_line(const Source& source);

/// Adds one entry to `sources:` and keeps every other byte of the text as it is.
/// Errors: InvalidArgument if the text has problems or the id is taken; Unsupported, with the line
/// to add by hand as the hint, where the text is written in a way that leaves no safe place.
[[nodiscard]] Result<std::string> add_source(std::string_view text, const Source& source);

}  // namespace throughline::settings
