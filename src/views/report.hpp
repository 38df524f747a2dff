#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "schema/estimate.hpp"
#include "schema/source.hpp"

namespace throughline::views {

/// The sources a top-ten list hides, and the paid channel they equal.
struct SmallSources {
  std::uint64_t sources = 0;  ///< signals alone and members of pools
  schema::Interval engaged_a_month;
  schema::Interval share;  ///< of their visits that engage
  std::optional<schema::Channel> paid;
  std::uint64_t paid_visits = 0;
  double paid_bounce = 0.0;
  schema::Interval ratio;  ///< engaged visits for each one of the paid channel
};

/// Sources too small to see alone that are a signal together.
struct PooledTheme {
  std::string shared;  ///< what they share: landing page, platform or word
  std::string by;      ///< "landing page", "platform", "theme"
  std::uint64_t sources = 0;
  double engaged_a_month = 0.0;
  schema::Interval share;
  int months_better = 0;
  int months = 0;
};

struct BreakoutSeen {
  std::string source;
  MonthIndex month = 0;
  double ratio = 1.0;
  double probability = 0.0;
};

/// A paid channel whose visits mostly end at once.
struct PaidBounces {
  schema::Channel channel = schema::Channel::PaidSocial;
  std::uint64_t visits = 0;
  double bounce = 0.0;
  double returning = 0.0;    ///< share of visits by people who had been here before
  double site_bounce = 0.0;  ///< of visits that were not paid for
};

/// The honest answer where nothing can be told.
struct NothingYet {
  std::uint64_t sources = 0;
  std::uint64_t visits = 0;
  int months = 0;
};

using Finding = std::variant<SmallSources, PooledTheme, BreakoutSeen, PaidBounces, NothingYet>;

/// One source in the plot of all sources.
struct SourceMark {
  std::string name;
  schema::Channel channel = schema::Channel::Referral;
  double visits_a_month = 0.0;
  double share = 0.0;  ///< engaged, shrunk
  bool signal = false;
  bool label = false;
};

enum class Trend : std::uint8_t { Unknown, Steady, Rising, Falling, Breakout };

/// A signal with its months.
struct SignalRow {
  std::string figure;  ///< id for `throughline show`; empty for pools
  std::string name;
  std::string kind;  ///< "blog on a platform", "domain", "landing page"
  schema::Channel channel = schema::Channel::Referral;
  std::vector<std::string> members;    ///< of a pool
  std::vector<std::uint32_t> engaged;  ///< [n_months], engaged visits
  std::vector<std::uint8_t> better;    ///< [n_months], 1 where above the bar
  double engaged_a_month = 0.0;
  schema::Interval share;
  schema::Interval versus_paid;  ///< difference of shares, where there is paid traffic
  double probability_versus_paid = 0.5;
  double returning = 0.0;
  double q = 1.0;
  int months_seen = 0;
  int months_better = 0;
  Trend trend = Trend::Unknown;
  std::uint64_t visits = 0;
  std::uint64_t people = 0;
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
  Seconds newest = 0;  ///< of its hits; 0 = none
  bool stale = false;
};

struct ReasonCount {
  std::string reason;
  std::uint64_t count = 0;
};

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

  std::vector<Finding> findings;
  std::vector<SourceMark> marks;  ///< all sources
  double site_share = 0.0;
  double tenth_visits_a_month = 0.0;  ///< of the tenth biggest source
  std::uint64_t n_sources = 0;
  std::uint64_t n_tested = 0;
  double top_visit_share = 0.0;    ///< of visits that the ten biggest hold
  double top_engaged_share = 0.0;  ///< of engaged visits
  std::vector<SignalRow> signals;  ///< all of them, strongest first
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
