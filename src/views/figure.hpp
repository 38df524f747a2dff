#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"
#include "schema/source.hpp"

namespace throughline::views {

/// Names the rows behind a number. Every number on a page has an id, and `throughline show ID`
/// lists its rows and counts them again.
///
///   SUBJECT[@MONTH][.MEASURE]
///
///   visits                              all visits of people
///   channel.paid-social.bounced         visits of a channel that did not engage
///   domain:blog.example@2026-02.engaged engaged visits of a source in one month
///   pool:landing page:/refill.sources   the sources that a pool is made of
///   quarantine:no valid time            refused rows
///   money:unmapped                      rows of cost that belong to no tactic
///   node:t1.evidence                    estimates about a node of the plan
///
/// A name may itself end like a measure or a month; its id then spells out `.visits` or `@all`.
struct FigureId {
  enum class Subject : unsigned char {
    Visits,
    Channel,     ///< with `channel`
    Paid,        ///< all paid channels
    Unpaid,      ///< the others
    Source,      ///< with `kind` and `name`
    Pool,        ///< with `name`: what its members share, as "landing page:/refill"
    Small,       ///< signals and members of pools that a top-ten list hides
    Top,         ///< the ten biggest sources
    BelowTop,    ///< named sources that are not among them
    Sources,     ///< all named sources
    Untested,    ///< named, unpaid, and too small to test alone
    Signals,     ///< from the `first`-th on, as the signals table is ordered
    Bots,        ///< visits of programs; with `name`, those of one reason
    Rows,        ///< rows read
    Feed,        ///< rows read from the source of the settings called `name`
    Quarantine,  ///< refused rows of the reason `name`
    Money,       ///< rows of cost at a step of the waterfall: spent, mapped, ..., unmapped
    Verdict,     ///< rows of cost of the tactics with the verdict `name`
    Mode,        ///< rows of cost of the tactics of a mode
    Ansoff,      ///< rows of cost of the strategies of a move
    Node,        ///< rows bound to the node of the plan called `name`
    Evidence,    ///< the estimate with the id `name`
    Metric,      ///< rows behind a metric of the plan
    Findings,    ///< what the rules say of the plan
    Decisions,   ///< tactics on which somebody has to decide this week
    Learnings,   ///< learnings of the plan
    Changes,     ///< changes of the plan
  };
  enum class Measure : unsigned char {
    Visits,
    Engaged,
    Bounced,
    Unknown,
    Returning,
    Converted,
    BouncedPlausible,
    BouncedMatomo,
    BouncedPosthog,
    People,        ///< distinct visitors
    Sources,       ///< the sources themselves
    MonthsBetter,  ///< months above the bar
    Kept,          ///< of rows: those that became hits
    Quarantined,
    Blank,
    Files,
    Cost,       ///< of a node: its rows of cost
    Estimates,  ///< of a node: the estimates about it
  };

  Subject subject = Subject::Visits;
  schema::Channel channel = schema::Channel::Unassigned;
  schema::SourceKind kind = schema::SourceKind::Domain;
  std::string name;
  int first = 1;  ///< rank, from 1
  std::optional<MonthIndex> month;
  Measure measure = Measure::Visits;

  friend bool operator==(const FigureId&, const FigureId&) = default;
};

[[nodiscard]] std::string text_of(const FigureId& id);
/// Errors: InvalidArgument, with the forms that exist.
[[nodiscard]] Result<FigureId> parse_figure_id(std::string_view text);

/// The same rows by another measure.
[[nodiscard]] FigureId with(FigureId id, FigureId::Measure measure);

[[nodiscard]] FigureId channel_figure(schema::Channel channel);
[[nodiscard]] FigureId source_figure(schema::SourceKind kind, std::string_view name);
[[nodiscard]] FigureId pool_figure(std::string_view key, std::string_view name);

/// A step of the money waterfall: "money:tested".
[[nodiscard]] FigureId money_figure(std::string_view step);
/// A node of the plan: "node:t1.cost".
[[nodiscard]] FigureId node_figure(std::string_view id, FigureId::Measure measure);
/// One estimate: "evidence:ID".
[[nodiscard]] FigureId evidence_figure(std::string_view id);
/// The rows behind a metric of the plan: "metric:repeat_buyers".
[[nodiscard]] FigureId metric_figure(std::string_view id);
/// True for what only a plan gives rows to.
[[nodiscard]] bool is_of_plan(FigureId::Subject subject);

/// "paid-social" for "Paid Social".
[[nodiscard]] std::string slug_of(std::string_view name);

}  // namespace throughline::views
