#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "plan/place.hpp"
#include "plan/quantity.hpp"
#include "schema/estimate.hpp"

/// The plan as it was written. Plain data: what is missing is absent here, what dangles still names
/// what it names; rules say so (plan/lint.hpp). The keys stand in docs/plan-reference.md.
namespace throughline::plan {

enum class NodeType : std::uint8_t {
  Company,
  Purpose,
  Dataset,
  Metric,
  Goal,
  Product,
  Market,
  Strategy,
  Programme,
  Tactic,
  Partner,
  Community,
  Learning,
  Decision,
  Change,
};

enum class MetricKind : std::uint8_t { Existence, Activity, Response, Outcome };  ///< in this order
enum class Grain : std::uint8_t { Day, Week, Month };
enum class Better : std::uint8_t { Up, Down };
enum class Board : std::uint8_t {
  Revenue,
  NewBusiness,
  GrowthMarket,
  CostEfficiency,
  Recruitment,
};
enum class Consent : std::uint8_t { None, Masked, Consented };
enum class GoalKind : std::uint8_t { Achieve, Maintain, Maximise };
enum class Newness : std::uint8_t { Existing, New };
enum class Ansoff : std::uint8_t {
  Penetration,
  MarketDevelopment,
  ProductDevelopment,
  Diversification,
};
enum class Mode : std::uint8_t { Engaged, Networked, Converged, Neither };
enum class Status : std::uint8_t { Draft, Planned, Running, Stopped, Retired };
enum class Stage : std::uint8_t { Seed, Test, Scale };
enum class ReasonCode : std::uint8_t {
  Observation,
  OutcomeModel,
  Learning,
  Experiment,
  Competitor,
  Fashion,
  Request,
};
enum class Verdict : std::uint8_t {
  Working,
  NotWorking,
  Harmful,
  TooEarly,
  Underpowered,
  Unmeasured,
  LearningOnly,
  Void,
};
/// What the evidence says of a link; why one counts as untested.
enum class LinkStatus : std::uint8_t { Supported, Partly, Refuted, Untested };
enum class Untested : std::uint8_t { NoEvidence, OnlyWeak, Inconclusive };
enum class Action : std::uint8_t { Scale, Keep, Extend, Stop, Override };
enum class StopWhen : std::uint8_t { Diminishing, BiggerFish, ChurnPenalty };
enum class PartnerStage : std::uint8_t { Unknown, Contact, Trust, Working, Preferred };
enum class GiftType : std::uint8_t { Knowledge, Access, Content, Money, Product, Other };
enum class OptionState : std::uint8_t { Open, Realised, Late };
enum class CommunityKind : std::uint8_t { BlogCluster, Forum, Group, Event, Platform };
enum class WhyTheyTalk : std::uint8_t { EdgeCase, LatentNeed, Validation, Service, Other };
enum class LearningSource : std::uint8_t { Visit, Mention, Journey, Signal, Experiment, Internal };
enum class Consistent : std::uint8_t { Yes, Neutral, No };

/// One owner's answer to what a node is for.
struct Answer {
  Text owner;
  Ref outcome;  ///< id of a metric
  std::optional<Text> important;
  std::optional<Text> know;
  Span at;
};

/// What every node may say.
struct Head {
  Text id;
  Span at;  ///< of the whole node
  std::optional<Text> title;
  std::optional<Text> owner;
  Optional<CivilDate> approved;
  std::optional<Text> note;
  std::vector<Answer> answers;

  /// How people call it.
  [[nodiscard]] const std::string& name() const { return title ? title->value : id.value; }
};

struct Company {
  Head head;
  Text currency;
};

struct Purpose {
  Head head;
  std::optional<Text> text;
  Optional<Length> horizon;
  std::vector<Text> brand;
};

struct Dataset {
  Head head;
  std::optional<Ref> source;  ///< id of a source of the settings, or a table (schema/datasets.hpp)
  std::string time = "time";
  Placed<Length> fresh_within{{48, 'h'}, {}};
  Placed<Consent> consent{Consent::Masked, {}};
};

struct Metric {
  Head head;
  std::optional<Ref> dataset;
  std::optional<Text> expr;
  std::optional<Text> where;
  Placed<Grain> grain{Grain::Week, {}};
  Optional<MetricKind> kind;
  Placed<Better> better{Better::Up, {}};
  std::string unit = "count";
  Optional<Money> unit_margin;
  Optional<Board> board;
  Delta margin;  ///< as a guardrail
};

/// A metric that must not suffer.
struct Guardrail {
  Ref metric;
  std::optional<Delta> margin;  ///< absent = the metric's
};

struct Goal {
  Head head;
  Placed<GoalKind> kind{GoalKind::Achieve, {}};
  std::vector<Ref> serves;  ///< the purpose, or goals
  std::optional<Ref> metric;
  std::optional<Ref> market;  ///< absent = all
  Optional<Number> baseline;
  Optional<Number> target;
  Optional<CivilDate> from;
  Optional<CivilDate> by;
  std::vector<Guardrail> guardrails;
  bool pooled = false;
};

struct Product {
  Head head;
  Placed<Newness> status;
};

struct Force {
  Placed<CivilDate> on;
  Text text;
};

struct Market {
  Head head;
  Placed<Newness> status;
  std::optional<Text> sector;
  std::optional<Text> currency;
  Optional<Mode> natural_mode;
  std::vector<Force> forces;
};

/// What a link's parent is. The key under which it is written: {goal: g1}.
enum class ParentType : std::uint8_t { Goal, Strategy, Programme };

/// The claim that a child serves a parent.
struct Link {
  ParentType type = ParentType::Goal;
  Ref parent;
  std::optional<Text> claim;
  Placed<schema::Grade> grade{schema::Grade::E, {}};  ///< the author's claim; never used in sums
  std::optional<Text> reviewed;                       ///< "sha256:…" of the parent's meaning
  Span at;
};

/// What a node is to do for the business: a number with its bounds, or "unknown".
struct Business {
  bool unknown = false;
  Optional<Number> delta;
  std::optional<Ref> unit;  ///< id of a metric
  Optional<Number> low;
  Optional<Number> high;
  Span at;
};

/// How a node fits with the rest: ids of other nodes, or why it stands alone.
struct Fits {
  std::vector<Ref> needs;
  std::vector<Ref> amplifies;
  std::vector<Ref> competes;
  std::optional<Text> alone;
  Span at;
};

/// The four questions. Absent = not answered.
struct Questions {
  std::optional<Business> business;
  std::optional<Text> important;
  std::optional<Fits> fits;
  std::optional<Text> know;  ///< "measure" or "<tactic>.measure"
  Span at;
};

struct Reason {
  Placed<ReasonCode> code;
  std::optional<Text> ref;
};

/// The process, the people and the purpose that a strategy joins.
struct Joins {
  std::vector<Text> process;
  std::vector<Text> people;
  std::optional<Ref> purpose;
  Span at;
};

/// Business and technology make the customer's experience: a metric each.
struct Parts {
  std::optional<Ref> business;
  std::optional<Ref> technology;
  std::optional<Ref> experience;
  Span at;
};

/// The same outcome seen by one department: metrics, or why it has none.
struct Lens {
  std::vector<Ref> metrics;
  std::optional<Text> not_applicable;
  Span at;
};

enum class LensName : std::uint8_t { It, Marketing, Pr, Service };

struct Lenses {
  std::array<std::optional<Lens>, 4> by_name;  ///< [LensName]
  Span at;
};

struct BrandGate {
  Optional<Consistent> consistent;
  std::optional<Text> reviewer;
  Optional<CivilDate> on;
  Span at;
};

struct Budget {
  Optional<Money> amount;
  Placed<Number> explore{{0.10, "0.1"}, {}};
  Span at;
};

struct Strategy {
  Head head;
  std::vector<Link> serves;
  std::vector<Ref> markets;
  std::optional<Ref> product;
  Optional<Ansoff> ansoff;
  std::optional<Questions> q;
  std::vector<Reason> because;
  std::optional<Joins> joins;
  std::optional<Parts> parts;
  std::optional<Lenses> lenses;
  std::optional<BrandGate> brand;
  std::optional<Budget> budget;
  bool pooled = false;
};

/// What a row is compared with; the keys of `match`.
enum class MatchKey : std::uint8_t {
  Campaign,
  Source,
  Medium,
  Channel,
  Landing,
  Host,
  SpendCampaign,
  OrderCode,
  LedgerTag,
  Experiment,
  Community,
  Partner,
  Market,
};
inline constexpr std::size_t kMatchKeys = 13;

/// One item of `match`: every key must hold, with any of its patterns. A pattern is compared as a
/// whole and without case; * and ? stand for what they do in file names.
struct MatchItem {
  std::map<MatchKey, std::vector<Text>> keys;
  Span at;
};

/// Whom a programme joins with whom.
struct Connects {
  std::optional<Text> from;
  std::optional<Text> to;
  Span at;
};

struct Programme {
  Head head;
  std::vector<Link> serves;
  std::optional<Text> channel;
  std::optional<Connects> connects;
  std::vector<MatchItem> match;
  std::optional<Budget> budget;
  std::vector<Ref> markets;
};

struct Convergence {
  std::optional<Text> text;
  Optional<CivilDate> on;
  Span at;
};

struct Unscalable {
  bool is = false;
  std::optional<Text> learn;
  Optional<CivilDate> expires;
  Span at;
};

struct Cost {
  Optional<Money> cash;
  Optional<Number> hours;
  std::optional<Text> role;
  std::optional<Text> ledger_tag;
  Optional<CivilDate> from;
  Optional<CivilDate> to;
  Span at;
};

struct Hypothesis {
  Optional<Delta> change;
  Optional<Delta> min_effect;
  std::optional<Ref> on;  ///< id of a metric, that of the measure
  Optional<schema::Method> method;
  Optional<CivilDate> from;
  Optional<CivilDate> until;  ///< absent = decide.by
  Placed<Number> power{{0.8, "0.8"}, {}};
  Span at;
};

struct Measure {
  std::optional<Ref> metric;
  Optional<MetricKind> kind;
  std::vector<Guardrail> guardrails;
  Span at;
};

struct Decide {
  Optional<CivilDate> by;
  std::optional<Text> rule;  ///< plan/decide_rule.hpp parses it
  std::optional<Text> owner;
  std::vector<Placed<StopWhen>> stop_when;
  Span at;
};

struct Tactic {
  Head head;
  std::vector<Link> serves;
  Placed<Status> status{Status::Running, {}};
  std::vector<Ref> markets;  ///< empty = those of the strategies above
  std::optional<Text> audience;
  std::optional<Text> message;
  std::optional<Text> behaviour;
  std::optional<Text> feedback;  ///< how the audience can answer
  Optional<Mode> mode;
  std::optional<Convergence> convergence;
  std::vector<Ref> partners;
  std::vector<Ref> communities;
  Optional<Stage> stage;
  std::optional<Unscalable> unscalable;
  std::optional<Cost> cost;
  std::vector<MatchItem> match;
  std::optional<Hypothesis> hypothesis;
  std::optional<Measure> measure;
  std::optional<Decide> decide;
  std::vector<Reason> because;
  std::optional<Questions> q;
};

/// What one side of a partnership gave.
struct Gift {
  Text what;
  Placed<GiftType> type;
  Optional<CivilDate> on;
};

struct PartnerOption {
  Text id;
  std::optional<Text> text;
  Optional<CivilDate> on;
  Placed<OptionState> state{OptionState::Open, {}};
};

struct Partner {
  Head head;
  Placed<PartnerStage> stage;
  Optional<PartnerStage> aim;
  std::vector<Ref> markets;
  std::vector<Text> topics;
  std::vector<Gift> we_give;
  std::vector<Gift> they_give;
  std::optional<Text> why;
  std::vector<PartnerOption> options;
};

struct Community {
  Head head;
  Placed<CommunityKind> kind;
  std::vector<Text> hosts;
  Optional<WhyTheyTalk> why_they_talk;
  std::vector<Text> our_gives;
  std::vector<Ref> markets;
};

struct Learning {
  Head head;
  Optional<CivilDate> on;
  Placed<LearningSource> source;
  std::optional<Text> source_ref;
  std::optional<Text> says;
  std::vector<Ref> scope;
  Placed<schema::Grade> grade{schema::Grade::E, {}};
  std::vector<Ref> used_by;
  std::vector<Ref> contradicts;
};

/// What was decided on a tactic. Never edited, only superseded.
struct Decision {
  Head head;
  std::optional<Ref> tactic;
  std::uint32_t trial = 1;
  Optional<CivilDate> on;
  Placed<Verdict> verdict;
  Placed<Action> did;
  std::optional<Text> evidence;  ///< id of a run
  std::optional<Text> why;
  std::optional<Ref> supersedes;
};

/// What the plan learned, and from whom.
struct Change {
  Head head;
  Optional<CivilDate> on;
  std::optional<Ref> node;
  std::optional<Text> what;
  std::vector<Text> because;  ///< ids of learnings, decisions or runs
};

/// One file of the plan.
struct SourceFile {
  std::string name;  ///< as places name it
  std::string text;
};

/// Where a node stands in the plan: its type, and its place in the list of that type.
struct NodeRef {
  NodeType type = NodeType::Goal;
  std::size_t index = 0;

  friend bool operator==(const NodeRef&, const NodeRef&) = default;
};

struct Plan {
  std::vector<SourceFile> files;
  std::optional<Company> company;
  std::optional<Purpose> purpose;
  std::vector<Dataset> datasets;
  std::vector<Metric> metrics;
  std::vector<Goal> goals;
  std::vector<Product> products;
  std::vector<Market> markets;
  std::vector<Strategy> strategies;
  std::vector<Programme> programmes;
  std::vector<Tactic> tactics;
  std::vector<Partner> partners;
  std::vector<Community> communities;
  std::vector<Learning> learnings;
  std::vector<Decision> decisions;
  std::vector<Change> changes;
  std::map<std::string, NodeRef, std::less<>> by_id;  ///< every node once; filled by the reader

  /// The node with this id, or nothing.
  [[nodiscard]] std::optional<NodeRef> find(std::string_view id) const {
    const auto found = by_id.find(id);
    return found == by_id.end() ? std::nullopt : std::optional(found->second);
  }

  /// The node of a list with this id, or null.
  [[nodiscard]] const Metric* metric(std::string_view id) const;
  [[nodiscard]] const Dataset* dataset(std::string_view id) const;
  [[nodiscard]] const Goal* goal(std::string_view id) const;
  [[nodiscard]] const Strategy* strategy(std::string_view id) const;
  [[nodiscard]] const Programme* programme(std::string_view id) const;
  [[nodiscard]] const Tactic* tactic(std::string_view id) const;
  [[nodiscard]] const Market* market(std::string_view id) const;
  [[nodiscard]] const Product* product(std::string_view id) const;
  [[nodiscard]] const Partner* partner(std::string_view id) const;
  [[nodiscard]] const Community* community(std::string_view id) const;
  [[nodiscard]] const Learning* learning(std::string_view id) const;
};

}  // namespace throughline::plan
