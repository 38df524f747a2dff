#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "plan/model.hpp"
#include "schema/estimate.hpp"
#include "schema/source.hpp"
#include "views/figure.hpp"
#include "views/report.hpp"

/// The ledger: what the plan claims beside what the data say. What is absent could not be told.
/// Effects are turned so that up is better, in the metric's unit, over the window of the ledger.
namespace throughline::views {

/// Money and the rows of cost it stands on.
struct MoneyFigure {
  FigureId figure;
  std::uint64_t rows = 0;
  std::int64_t minor = 0;  ///< minor units of Ledger::currency
};

/// A number counted from rows.
struct Quantity {
  FigureId figure;
  std::uint64_t rows = 0;
  double value = 0.0;
};

/// A number inferred: its interval, how it was found, and how many estimates or rows it stands on.
struct EffectFigure {
  FigureId figure;
  std::uint64_t rows = 0;
  schema::Interval interval;
  schema::Grade grade = schema::Grade::None;
};

/// A metric of the plan, as pages name it.
struct MetricName {
  std::string id;
  std::string name;
  std::string unit = "count";
};

// ---- outcomes and goals

/// What marketing added to an outcome: the sum of contributions at grade A to C, less overlap.
struct OutcomeRow {
  MetricName metric;
  std::optional<plan::Board> board;
  std::string goal;  ///< id of the first goal on this metric; "" = none
  std::optional<EffectFigure> added;
  std::optional<schema::Interval> worth;  ///< added x unit margin, minor units; absent = no margin
  std::vector<std::string> left_out;      ///< ids of the tactics that the sum does not count
};

/// How far a goal has come, and through what.
struct GoalRow {
  std::string id;
  std::string name;
  plan::GoalKind kind = plan::GoalKind::Achieve;
  MetricName metric;
  std::string market;  ///< name; "" = all
  double baseline = 0.0;
  std::optional<double> target;   ///< locked; where never locked, that of the plan
  std::optional<double> planned;  ///< target of the plan where it differs from the locked one
  bool locked = false;
  CivilDate by;
  std::optional<Quantity> now;
  std::optional<EffectFigure> explained;  ///< by tactics
  std::optional<EffectFigure> external;   ///< by dated forces with an estimate
  std::optional<double> unexplained;      ///< the rest; may be negative
};

// ---- decisions

/// A tactic on which somebody has to decide now.
struct DecisionDue {
  std::string tactic;
  std::string name;
  std::string owner;
  std::string market;  ///< name; "" = all
  CivilDate by;
  int days_over = 0;  ///< days that `by` lies behind as-of; negative = ahead
  plan::Verdict verdict = plan::Verdict::TooEarly;
  std::string rule;                      ///< whole, as locked
  std::string clause;                    ///< that was true first; "" = none, or no rule
  std::optional<plan::Action> proposed;  ///< absent = the rule proposes nothing
  bool at_odds = false;                  ///< the action does not go with the verdict
  MoneyFigure rides;                     ///< full cost so far
};

// ---- money

enum class MoneyStep : std::uint8_t { Spent, Mapped, Measured, Tested, Paying };
inline constexpr std::size_t kMoneySteps = 5;

/// Money that a step of the waterfall loses, by why.
struct MoneyLost {
  std::vector<std::string> tactics;  ///< ids; empty = belongs to none
  std::int64_t minor = 0;
};

struct WaterfallStep {
  MoneyStep step = MoneyStep::Spent;
  MoneyFigure money;
  MoneyLost lost;  ///< on the way from the step before
};

struct VerdictMoney {
  plan::Verdict verdict = plan::Verdict::Working;
  MoneyFigure money;
  std::uint64_t tactics = 0;  ///< a tactic whose markets differ counts in each
};

/// Money that belongs to no tactic. Its figure is "money:unmapped:MARKET:WHAT".
struct UnmappedRow {
  std::string what;  ///< campaign, tag, or whatever names it
  std::string market;
  MoneyFigure money;
};

struct ModeMoney {
  std::optional<plan::Mode> mode;  ///< absent = the tactic names none
  MoneyFigure money;
  std::uint64_t tactics = 0;
};

/// Money in the three places where it stands; they agree within 0.1%.
struct Reconciliation {
  MoneyFigure ledger;         ///< rows of cost
  std::int64_t tactics = 0;   ///< what tactics of this page add up to
  std::int64_t unmapped = 0;  ///< what this page shows outside tactics
  double off = 0.0;           ///< |ledger - tactics - unmapped| / ledger
};

/// Of the money in tactics, what goes into finding out.
struct Exploration {
  MoneyFigure aligned;
  MoneyFigure explored;   ///< of tactics at stage seed or test, and of hand-made ones
  double reserved = 0.1;  ///< share that the budgets set aside
};

// ---- the tree

/// A link to a parent: what the plan claims, what the evidence says.
struct LinkRow {
  std::string parent;
  std::string claim;
  schema::Grade claimed = schema::Grade::E;
  schema::Grade effective = schema::Grade::E;
  plan::LinkStatus status = plan::LinkStatus::Untested;
  plan::Untested why = plan::Untested::NoEvidence;  ///< of an untested one
  bool suspect = false;                             ///< the parent changed since it was reviewed
};

/// The verdict of a tactic in one market. `step` is the place in the ordered list that decided.
struct MarketVerdict {
  std::string market;  ///< name; "" = all
  plan::Verdict verdict = plan::Verdict::Unmeasured;
  int step = 2;
  std::optional<EffectFigure> estimate;
  std::optional<double> still_needed;  ///< sample beyond today's, of an underpowered one
};

/// What it does for the business.
struct BusinessAnswer {
  bool answered = false;
  bool unknown = false;  ///< the plan says so
  std::optional<schema::Interval> plan;
  MetricName unit;
  std::optional<EffectFigure> data;
  plan::LinkStatus status = plan::LinkStatus::Untested;
};

/// Chance of meeting the goal's target, with and without a node.
struct Ablation {
  FigureId figure;
  std::uint64_t rows = 0;
  double with = 0.0;
  double without = 0.0;
};

/// Why it is important.
struct ImportantAnswer {
  std::string plan;              ///< "" = not answered
  std::optional<Ablation> data;  ///< absent = cannot tell
};

/// Two tactics together, beyond what each does alone.
struct Together {
  std::string other;  ///< id
  std::optional<EffectFigure> beyond;
};

/// How it fits with the rest.
struct FitsAnswer {
  std::vector<std::string> needs;
  std::vector<std::string> amplifies;
  std::vector<std::string> competes;
  std::string alone;  ///< why it stands alone
  std::vector<Together> data;
};

enum class LockState : std::uint8_t { Never, Locked, Changed, Broken };

/// How we will know.
struct KnowAnswer {
  bool answered = false;
  MetricName metric;
  std::optional<schema::Method> method;
  std::optional<double> min_effect;  ///< smallest effect that matters, in the metric's unit
  std::optional<CivilDate> by;
  std::string rule;
  LockState lock = LockState::Never;
  std::optional<CivilDate> locked_on;
  std::optional<double> power;     ///< chance to find the smallest effect by the date
  std::vector<std::string> stale;  ///< ids of datasets too old to judge by
};

/// One estimate about a node.
struct EvidenceRow {
  FigureId figure;
  std::string market;
  schema::Method method = schema::Method::External;
  schema::Grade grade = schema::Grade::None;
  schema::Interval interval;
  CivilDate from;
  CivilDate to;  ///< first day after
  std::uint64_t n = 0;
  schema::Origin origin = schema::Origin::Computed;
  bool decides = false;
  bool at_odds = false;  ///< its interval misses that of the one that decides
  std::vector<std::string> caveats;
};

enum class HistoryKind : std::uint8_t { Locked, Decided, Changed, Learned };

/// Something that happened to a node.
struct HistoryRow {
  CivilDate on;
  HistoryKind kind = HistoryKind::Decided;
  std::string id;
  std::string text;
  std::optional<plan::Verdict> verdict;  ///< of a decision
  std::optional<plan::Action> action;
};

/// A node of the plan. Nodes stand in the order in which a tree is printed; a node with several
/// parents stands under the one of its best path, and names the others in `links`.
struct TreeNode {
  plan::NodeType type = plan::NodeType::Tactic;
  std::string id;
  std::string name;
  std::string text;  ///< of the purpose
  std::string owner;
  std::size_t depth = 0;                       ///< 0 = the purpose
  std::optional<std::size_t> parent;           ///< index into Ledger::tree
  std::vector<LinkRow> links;                  ///< first that to `parent`
  schema::Grade branch = schema::Grade::None;  ///< weakest on the path, and of what its sum counts
  bool amber = false;                          ///< a refuted link stands below
  std::optional<plan::Status> status;          ///< of a tactic
  std::optional<plan::Mode> mode;
  std::optional<plan::Stage> stage;
  std::vector<std::string> markets;     ///< names
  MetricName metric;                    ///< on which it is judged; the goal's for what stands above
  std::vector<MarketVerdict> verdicts;  ///< of a tactic; more than one word = a spread
  std::optional<EffectFigure>
      estimate;  ///< deciding one; of parents the sum; absent where markets differ
  std::optional<EffectFigure> contribution;  ///< less overlap
  MoneyFigure cost;                          ///< full: cash and hours
  std::int64_t cash = 0;                     ///< minor units
  double hours = 0.0;
  std::int64_t hours_cost = 0;  ///< minor units
  std::optional<MoneyFigure> budget;
  std::optional<BusinessAnswer> business;
  std::optional<ImportantAnswer> important;
  std::optional<FitsAnswer> fits;
  std::optional<KnowAnswer> know;
  std::vector<EvidenceRow> evidence;
  std::vector<HistoryRow> history;
  std::vector<std::string> findings;   ///< "TL009: one sentence"
  std::vector<std::string> learnings;  ///< ids it uses

  /// The one word for all markets, or nothing where they differ.
  [[nodiscard]] std::optional<plan::Verdict> verdict() const {
    for (const MarketVerdict& one : verdicts) {
      if (one.verdict != verdicts.front().verdict) {
        return std::nullopt;
      }
    }
    return verdicts.empty() ? std::nullopt : std::optional(verdicts.front().verdict);
  }
};

// ---- what the plan is worth as a plan

struct AnsoffItem {
  std::string id;
  std::string name;
  std::optional<plan::Ansoff> declared;
};

/// A move of Ansoff's two by two, derived from the newness of product and market.
struct AnsoffCell {
  plan::Ansoff move = plan::Ansoff::Penetration;
  MoneyFigure money;
  std::optional<EffectFigure> added;
  std::vector<AnsoffItem> strategies;
};

struct NamedOutcome {
  MetricName metric;
  std::uint64_t owners = 0;
};

/// Whether the owners of a node mean the same thing by it.
struct Agreement {
  std::string node;
  std::string name;
  std::uint64_t owners = 0;
  double share = 1.0;                  ///< of pairs of owners who name the same outcome
  std::vector<NamedOutcome> outcomes;  ///< most named first
};

enum class BrandWord : std::uint8_t { Strategic, UsefulOnly, NotUseful, CannotTell };

/// Two gates: it contributes, and it is on brand.
struct BrandGateRow {
  std::string id;
  std::string name;
  plan::LinkStatus contributes = plan::LinkStatus::Untested;
  std::optional<plan::Consistent> consistent;  ///< absent = nobody looked
  std::string reviewer;
  BrandWord word = BrandWord::CannotTell;
};

enum class LensState : std::uint8_t { Measured, NoRows, NotApplicable, Missing };

struct LensMetric {
  MetricName metric;
  std::optional<Quantity> now;
};

/// One department's view of a strategy.
struct LensCell {
  LensState state = LensState::Missing;
  std::string why;  ///< it does not apply
  std::vector<LensMetric> metrics;
};

struct LensRow {
  std::string id;
  std::string name;
  std::array<LensCell, 4> by_name;  ///< [plan::LensName]
};

/// Tactics that are not meant to scale: they teach, and then end.
struct HandMade {
  std::string id;
  std::string name;
  std::string learn;  ///< what it is to teach
  std::optional<CivilDate> expires;
  bool expired = false;
  std::uint64_t learnings = 0;
  std::uint64_t used = 0;  ///< tactics that use one of them
  MoneyFigure cost;
};

struct LearningRow {
  std::string id;
  std::string says;
  std::optional<CivilDate> on;
  int days_old = 0;
  schema::Grade grade = schema::Grade::E;
  plan::LearningSource source = plan::LearningSource::Internal;
  std::string owner;
  std::uint64_t used_by = 0;
  std::vector<std::string> contradicted_by;  ///< ids
};

/// A change of the plan, and the evidence that began it.
struct ChangeRow {
  std::string id;
  std::optional<CivilDate> on;
  std::string node;
  std::string what;
  std::string owner;
  std::vector<std::string> because;  ///< empty = no evidence: not counted
};

/// From a verdict to the change it led to.
struct LoopTime {
  std::string tactic;
  std::optional<int> days;  ///< absent = nothing has followed yet
};

/// A node, and what the goal loses without it; most first, those that cannot be told last.
struct IfWeStop {
  std::string id;
  std::string name;
  std::string goal;
  std::optional<Ablation> chance;
};

/// A signal that belongs to no tactic.
struct Unplanned {
  FigureId figure;
  std::string name;
  std::string kind;
  std::uint64_t sources = 1;           ///< members of a pool
  std::vector<std::uint32_t> engaged;  ///< [n_months], engaged visits
  std::vector<std::uint8_t> better;    ///< [n_months], 1 where above the bar
  std::uint64_t engaged_visits = 0;
  int months_since_seen = 1;
  Trend trend = Trend::Unknown;
};

/// An outcome with rows and no goal.
struct Unowned {
  MetricName metric;
  Quantity now;
};

/// A dataset that died, and the verdicts it spoils.
struct StaleDataset {
  std::string id;
  std::string source;
  std::optional<CivilDate> newest;
  int hours_old = 0;
  std::vector<std::string> spoils;  ///< ids of tactics and goals
};

struct PlanFindings {
  std::uint64_t errors = 0;
  std::uint64_t warnings = 0;
  std::uint64_t notes = 0;
  std::vector<std::string> first;  ///< a few, worst first: "plan.yaml:83:14 TL006 ..."
};

/// Everything that the ledger shows. Lists hold everything; pages say how much of them they show.
struct Ledger {
  std::string workspace;
  std::string run;
  std::string version;
  CivilDate as_of;
  CivilDate from;
  CivilDate until;  ///< last day
  MonthIndex first_month = 0;
  int n_months = 0;
  std::string currency;  ///< ISO 4217, of all money here
  double level = 0.9;

  std::vector<OutcomeRow> outcomes;  ///< that of the first goal first
  std::vector<GoalRow> goals;
  std::vector<DecisionDue> due;   ///< most urgent first
  std::vector<DecisionDue> next;  ///< those that come after this week, soonest first

  std::array<WaterfallStep, kMoneySteps> waterfall;
  std::vector<VerdictMoney> by_verdict;  ///< in the order of plan::Verdict; those that occur
  MoneyFigure unmapped;                  ///< full cost in no tactic
  double unmapped_cash = 0.0;            ///< share of cash, as TL011 counts it
  std::vector<UnmappedRow> no_reason;    ///< largest first
  std::vector<ModeMoney> by_mode;
  Reconciliation reconciliation;
  std::optional<Exploration> exploration;

  std::vector<TreeNode> tree;  ///< the purpose first
  std::int64_t overlap = 0;    ///< rows counted once that several tactics matched
  std::vector<IfWeStop> if_we_stop;

  std::vector<AnsoffCell> ansoff;
  std::vector<Agreement> agreement;
  std::vector<BrandGateRow> brand;
  std::vector<LensRow> lenses;
  std::vector<HandMade> hand_made;
  std::vector<LearningRow> learnings;
  std::vector<ChangeRow> changes;
  std::vector<LoopTime> loops;

  std::vector<Unplanned> unplanned;  ///< largest first
  std::uint64_t signals = 0;         ///< of all, planned or not
  std::vector<Unowned> unowned;
  std::vector<StaleDataset> stale;
  PlanFindings findings;
  std::vector<std::string> missing;  ///< what is not there yet, with the line to add

  /// The node with this id, or null.
  [[nodiscard]] const TreeNode* node(std::string_view id) const {
    for (const TreeNode& one : tree) {
      if (one.id == id) {
        return &one;
      }
    }
    return nullptr;
  }
};

}  // namespace throughline::views
