#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "plan/model.hpp"

/// The rule by which a tactic is decided: `decide.rule`.
///
///   rule   = "learning-only" | clause , { ";" , clause } , ";" , "else" , action ;
///   clause = action , "if" , cond ;
///   cond   = all , { "or" , all } ;
///   all    = test , { "and" , test } ;
///   test   = term , ( "<" | "<=" | ">" | ">=" ) , bound | "verdict" , ( "=" | "!=" ) , verdict
///          | "not" , test | "(" , cond , ")" ;
///   term   = "est" | "lo" | "hi" | "roi" | "roi_lo" | "n" ;
///   bound  = [ "-" ] , number , [ "%" ] | "min_effect" | "change" ;
///   action = "scale" | "keep" | "stop" | "extend" , ( "once" | "twice" ) ;
namespace throughline::plan {

enum class RuleTerm : std::uint8_t { Est, Lo, Hi, Roi, RoiLo, N };
enum class RuleComparison : std::uint8_t { Less, NotMore, More, NotLess };
enum class BoundKind : std::uint8_t { Plain, Percent, MinEffect, Change };

struct RuleBound {
  BoundKind kind = BoundKind::Plain;
  Number number;  ///< of Plain, in the metric's unit; of Percent, 6 for "6%"

  friend bool operator==(const RuleBound&, const RuleBound&) = default;
};

enum class ConditionKind : std::uint8_t { Any, All, Not, Compare, VerdictIs, VerdictIsNot };

/// A condition and those it is made of: two or more in Any and All, one in Not, else none.
struct Condition {
  ConditionKind kind = ConditionKind::Compare;
  std::vector<Condition> parts;
  RuleTerm term = RuleTerm::Est;  ///< this and the next two of Compare
  RuleComparison comparison = RuleComparison::More;
  RuleBound bound;
  Verdict verdict = Verdict::Working;  ///< of VerdictIs and VerdictIsNot

  friend bool operator==(const Condition&, const Condition&) = default;
};

struct RuleAction {
  Action did = Action::Keep;  ///< never Override
  unsigned times = 0;         ///< of Extend: 1 or 2

  friend bool operator==(const RuleAction&, const RuleAction&) = default;
};

struct RuleClause {
  RuleAction action;
  Condition condition;

  friend bool operator==(const RuleClause&, const RuleClause&) = default;
};

enum class RuleForm : std::uint8_t { Clauses, LearningOnly };

struct DecideRule {
  RuleForm form = RuleForm::Clauses;
  std::vector<RuleClause> clauses;
  RuleAction otherwise;

  friend bool operator==(const DecideRule&, const DecideRule&) = default;
};

/// Reads a rule. Conditions may stand 32 deep in each other.
/// Errors: InvalidArgument with the column as place and what was expected there.
[[nodiscard]] Result<DecideRule> parse_decide_rule(std::string_view text);

/// Prints what parse_decide_rule() reads back to the same rule, with as few brackets as that takes.
[[nodiscard]] std::string text_of(const DecideRule& rule);
[[nodiscard]] std::string text_of(const RuleClause& clause);  ///< "stop if hi < 6%"
[[nodiscard]] std::string text_of(const RuleAction& action);  ///< "extend once"

/// What a rule is judged by. What is not known is absent: a test that needs it is neither true nor
/// false, nor is its negation.
struct RuleFacts {
  std::optional<double> est;  ///< effect on the metric in its unit, turned so that up is better
  std::optional<double> lo;   ///< lower bound of it
  std::optional<double> hi;   ///< upper bound of it
  std::optional<double> roi;  ///< value / full cost
  std::optional<double> roi_lo;
  std::optional<double> n;           ///< units behind the estimate
  std::optional<double> min_effect;  ///< in the metric's unit, above 0
  std::optional<double> change;      ///< in the metric's unit, turned so that up is better
  std::optional<double> baseline;    ///< the metric had nothing been done; what a % is of
  std::optional<Verdict> verdict;
};

/// What a rule proposes, and the clause that says so.
struct Ruling {
  RuleAction action;
  std::optional<std::size_t> clause;  ///< index of the first true one; absent = none, so "else"
  std::string decided_by;             ///< "stop if hi < 6%", "else extend once"
};

/// Finds the first clause that is true. Nothing is proposed by learning-only.
///
/// A percentage is of the baseline; one beside roi, roi_lo or n, which have none, is hundredths.
/// Truth is of three values (Kleene 1952): true, false, and not known where a fact is absent or
/// NaN.
[[nodiscard]] std::optional<Ruling> rule_on(const DecideRule& rule, const RuleFacts& facts);

/// A delta in the metric's unit; nothing if it is a share of a baseline that is not known.
[[nodiscard]] std::optional<double> in_units(const Delta& delta, std::optional<double> baseline);

}  // namespace throughline::plan
