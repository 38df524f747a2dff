#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "schema/estimate.hpp"
#include "schema/source.hpp"
#include "views/figure.hpp"

namespace throughline::views {

/// Engaged visits that small sources sent, and the paid channel that sent most nearly as many.
/// Landing pages of findings are those of most visits; "" = not known.
struct SmallSources {
  std::uint64_t sources = 0;  ///< signals alone and members of pools
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  int months = 0;
  schema::Interval engaged_a_month;
  schema::Interval share;  ///< of their visits that engage
  std::optional<schema::Channel> paid;
  std::uint64_t paid_visits = 0;
  std::uint64_t paid_engaged = 0;
  std::uint64_t paid_bounced = 0;
  schema::Interval ratio;  ///< engaged visits for each one of the paid channel
  std::string landing;
};

/// What a list of the ten biggest sources does not show.
struct TopHides {
  std::uint64_t sources = 0;
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  std::uint64_t named_engaged = 0;  ///< of all sources that have a name
};

/// Sources too small to see alone that are a signal together.
struct PooledTheme {
  FigureId figure;
  std::string shared;  ///< what they share: landing page, platform or word
  std::string by;      ///< "landing page", "platform", "theme"
  std::uint64_t sources = 0;
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  int months_since_seen = 0;
  schema::Interval share;
  int months_better = 0;
  int months = 0;
  std::string landing;
};

struct BreakoutSeen {
  FigureId figure;
  std::string source;
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  MonthIndex month = 0;
  double ratio = 1.0;
  double probability = 0.0;
  std::string landing;
};

/// A paid channel whose visits mostly end at once.
struct PaidBounces {
  schema::Channel channel = schema::Channel::PaidSocial;
  std::uint64_t visits = 0;
  std::uint64_t bounced = 0;
  std::uint64_t returning = 0;  ///< visits by people who had been here before
  std::uint64_t unpaid_visits = 0;
  std::uint64_t unpaid_bounced = 0;
  std::string landing;
};

/// The honest answer where nothing can be told.
struct NothingYet {
  std::uint64_t sources = 0;
  std::uint64_t visits = 0;
  int months = 0;
};

using Finding =
    std::variant<SmallSources, PaidBounces, PooledTheme, BreakoutSeen, TopHides, NothingYet>;

/// One source in the plot of all sources.
struct SourceMark {
  std::string name;
  schema::Channel channel = schema::Channel::Referral;
  std::uint64_t visits = 0;
  double visits_a_month = 0.0;
  double share = 0.0;  ///< engaged, shrunk
  bool signal = false;
  bool small = false;  ///< among the signals that a top-ten list hides
  bool label = false;
};

enum class Trend : std::uint8_t { Unknown, Steady, Rising, Falling, Breakout };

/// A signal with its months.
struct SignalRow {
  FigureId figure;
  std::string name;
  std::string kind;  ///< "platform blog", "site", "page"; of a pool what its members share
  std::string landing;
  schema::Channel channel = schema::Channel::Referral;
  std::vector<std::string> members;  ///< of a pool
  schema::SourceKind member_kind = schema::SourceKind::Domain;
  std::vector<std::uint32_t> engaged;          ///< [n_months], engaged visits
  std::vector<std::uint32_t> visits_by_month;  ///< [n_months]
  std::vector<std::uint8_t> better;            ///< [n_months], 1 where above the bar
  std::uint64_t engaged_visits = 0;
  int months_since_seen = 1;  ///< engaged visits a month are counted from the first one on
  schema::Interval share;
  schema::Interval versus;  ///< share minus that of paid traffic, or of the site where none is paid
  double returning = 0.0;
  double q = 1.0;
  int months_seen = 0;
  int months_better = 0;
  Trend trend = Trend::Unknown;
  std::uint64_t visits = 0;
  std::uint64_t people = 0;

  [[nodiscard]] double engaged_a_month() const {
    return static_cast<double>(engaged_visits) / months_since_seen;
  }
};

struct ChannelRow {
  schema::Channel channel = schema::Channel::Direct;
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;
  std::uint64_t unknown = 0;
  std::uint64_t returning = 0;
  std::uint64_t conversions = 0;
  std::uint64_t people = 0;
  std::uint64_t bounce_ga4 = 0;
  std::uint64_t bounce_plausible = 0;
  std::uint64_t bounce_matomo = 0;
  std::uint64_t bounce_posthog = 0;
};

struct FeedRow {
  std::string source;
  std::string format;
  std::uint64_t files = 0;
  std::uint64_t lines = 0;
  std::uint64_t hits = 0;
  std::uint64_t rejects = 0;
  std::uint64_t blank = 0;
  Seconds newest = 0;    ///< of its hits; 0 = none
  CivilDate newest_day;  ///< the same in the workspace's time zone
  bool stale = false;
};

struct ReasonCount {
  std::string reason;
  std::uint64_t count = 0;
};

/// Rows of the signals table that fit the second page.
inline constexpr std::size_t kSignalsListed = 18;

/// Everything the report shows.
struct Report {
  std::string workspace;
  std::string run;
  std::string version;
  CivilDate as_of;
  CivilDate from;
  CivilDate until;  ///< last day
  int n_months = 0;
  MonthIndex first_month = 0;

  std::uint64_t visits = 0;  ///< of people
  std::uint64_t people = 0;
  std::uint64_t engaged = 0;
  std::uint64_t unknown = 0;
  std::uint64_t returning = 0;
  std::uint64_t conversions = 0;
  bool has_goals = false;
  bool has_paid = false;  ///< visits that were bought
  double false_discovery = 0.1;

  std::vector<Finding> findings;
  std::vector<SourceMark> marks;  ///< all sources
  double site_share = 0.0;
  std::string tenth;  ///< the tenth biggest source; "" = there are fewer
  std::uint64_t tenth_visits = 0;
  std::uint64_t n_sources = 0;  ///< that have a name
  std::uint64_t n_small = 0;    ///< too few engaged visits to be tested alone
  std::uint64_t named_visits = 0;
  std::uint64_t named_engaged = 0;
  std::uint64_t top_visits = 0;  ///< of the ten biggest
  std::uint64_t top_engaged = 0;
  std::vector<SignalRow> signals;  ///< all of them, largest first
  std::uint64_t rest_engaged = 0;  ///< engaged visits of the signals that the page does not list
  std::vector<ChannelRow> channels;

  std::vector<FeedRow> feeds;
  std::vector<ReasonCount> bots;  ///< visits by reason
  std::vector<ReasonCount> quarantined;
  std::uint64_t bot_visits = 0;
  std::uint64_t lines = 0;
  std::uint64_t hits = 0;
  std::uint64_t rejects = 0;
  std::uint64_t blank = 0;

  std::vector<std::string> missing;  ///< what is not there yet, with the line to add
};

}  // namespace throughline::views
