#include "plan/decide_rule.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "plan/tokens.hpp"

namespace throughline::plan {
namespace {

constexpr int kDeepest = 32;

constexpr std::array<std::string_view, 6> kTerms = {"est", "lo", "hi", "roi", "roi_lo", "n"};
constexpr std::array<std::string_view, 4> kComparisons = {"<", "<=", ">", ">="};
constexpr std::array<std::string_view, 4> kActions = {"scale", "keep", "extend", "stop"};
constexpr std::array<std::string_view, 8> kVerdicts = {"working",
                                                       "not-working",
                                                       "harmful",
                                                       "too-early",
                                                       "underpowered",
                                                       "unmeasured",
                                                       "learning-only",
                                                       "void"};

// Takes the next token as one of a list; the values of the enum stand in the order of the list.
template <class Enum, std::size_t N>
Result<Enum> take_one(TokenReader& in,
                      const std::array<std::string_view, N>& names,
                      std::string_view expected) {
  const auto* const found =
      std::ranges::find_if(names, [&](std::string_view name) { return in.peek().is(name); });
  if (found == names.end()) {
    return fail(unexpected(in.peek(), expected));
  }
  in.take();
  return static_cast<Enum>(found - names.begin());
}

template <class Enum, std::size_t N>
std::string_view name_in(const std::array<std::string_view, N>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

Result<RuleAction> parse_action(TokenReader& in) {
  TL_TRY(
      const Action did,
      take_one<Action>(in, kActions, "an action: scale, keep, stop, extend once or extend twice"));
  if (did != Action::Extend) {
    return RuleAction{.did = did, .times = 0};
  }
  if (in.take_if("once")) {
    return RuleAction{.did = did, .times = 1};
  }
  if (in.take_if("twice")) {
    return RuleAction{.did = did, .times = 2};
  }
  return fail(unexpected(in.peek(), "\"once\" or \"twice\""));
}

Result<RuleBound> parse_bound(TokenReader& in) {
  if (in.take_if("min_effect")) {
    return RuleBound{.kind = BoundKind::MinEffect};
  }
  if (in.take_if("change")) {
    return RuleBound{.kind = BoundKind::Change};
  }
  const bool negative = in.take_if("-");
  if (in.peek().kind != TokenKind::Number) {
    return fail(unexpected(in.peek(), "a bound: a number, a percentage, min_effect or change"));
  }
  const Number number = decimal(in.take().text, negative);
  const BoundKind kind = in.take_if("%") ? BoundKind::Percent : BoundKind::Plain;
  return RuleBound{.kind = kind, .number = number};
}

Result<Condition> parse_comparison(TokenReader& in) {
  Condition out{.kind = ConditionKind::Compare};
  TL_TRY(
      out.term,
      take_one<RuleTerm>(in, kTerms, "a test: est, lo, hi, roi, roi_lo, n, verdict, not or \"(\""));
  TL_TRY(out.comparison, take_one<RuleComparison>(in, kComparisons, "<, <=, > or >="));
  TL_TRY(out.bound, parse_bound(in));
  return out;
}

Result<Condition> parse_verdict_test(TokenReader& in) {
  Condition out{.kind = ConditionKind::VerdictIs};
  if (in.take_if("!=")) {
    out.kind = ConditionKind::VerdictIsNot;
  } else if (!in.take_if("=")) {
    return fail(unexpected(in.peek(), "= or !="));
  }
  TL_TRY(out.verdict,
         take_one<Verdict>(in,
                           kVerdicts,
                           "a verdict: working, not-working, harmful, too-early, underpowered, "
                           "unmeasured, learning-only or void"));
  return out;
}

Result<Condition> parse_any(TokenReader& in, int depth);

Result<Condition> parse_test(TokenReader& in, int depth) {
  if (depth > kDeepest) {
    return fail(unexpected(in.peek(), fmt::format("conditions at most {} deep", kDeepest)));
  }
  if (in.take_if("not")) {
    TL_TRY(Condition part, parse_test(in, depth + 1));
    return Condition{.kind = ConditionKind::Not, .parts = {std::move(part)}};
  }
  if (in.take_if("(")) {
    TL_TRY(Condition inner, parse_any(in, depth + 1));
    TL_CHECK(in.expect(")"));
    return inner;
  }
  return in.take_if("verdict") ? parse_verdict_test(in) : parse_comparison(in);
}

// One part stays what it is; several are joined.
Condition joined(ConditionKind kind, std::vector<Condition> parts) {
  return parts.size() == 1 ? std::move(parts.front())
                           : Condition{.kind = kind, .parts = std::move(parts)};
}

Result<Condition> parse_all(TokenReader& in, int depth) {
  std::vector<Condition> parts;
  do {
    TL_TRY(Condition part, parse_test(in, depth));
    parts.push_back(std::move(part));
  } while (in.take_if("and"));
  return joined(ConditionKind::All, std::move(parts));
}

Result<Condition> parse_any(TokenReader& in, int depth) {
  std::vector<Condition> parts;
  do {
    TL_TRY(Condition part, parse_all(in, depth));
    parts.push_back(std::move(part));
  } while (in.take_if("or"));
  return joined(ConditionKind::Any, std::move(parts));
}

Result<DecideRule> parse_clauses(TokenReader& in) {
  DecideRule rule;
  do {
    RuleClause clause;
    TL_TRY(clause.action, parse_action(in));
    TL_CHECK(in.expect("if"));
    TL_TRY(clause.condition, parse_any(in, 1));
    rule.clauses.push_back(std::move(clause));
    if (!in.take_if(";")) {
      return fail(unexpected(
          in.peek(), "\"and\", \"or\" or \";\"; a rule ends with \"; else\" and an action"));
    }
  } while (!in.take_if("else"));
  TL_TRY(rule.otherwise, parse_action(in));
  return rule;
}

bool is_joined(const Condition& condition) {
  return condition.kind == ConditionKind::Any || condition.kind == ConditionKind::All;
}

std::string text_of_bound(const RuleBound& bound) {
  switch (bound.kind) {
    case BoundKind::MinEffect:
      return "min_effect";
    case BoundKind::Change:
      return "change";
    case BoundKind::Percent:
      return bound.number.text + "%";
    case BoundKind::Plain:
      break;
  }
  return bound.number.text;
}

std::string text_of_condition(const Condition& condition);

// A part is bracketed where it would otherwise be read as belonging to what is around it: any
// within all or any, all within all. All within any binds more tightly as it is.
std::string text_of_part(const Condition& part, ConditionKind around) {
  const bool bare =
      !is_joined(part) || (around == ConditionKind::Any && part.kind == ConditionKind::All);
  return bare ? text_of_condition(part) : fmt::format("({})", text_of_condition(part));
}

std::string text_of_condition(const Condition& condition) {
  switch (condition.kind) {
    case ConditionKind::Compare:
      return fmt::format("{} {} {}",
                         name_in(kTerms, condition.term),
                         name_in(kComparisons, condition.comparison),
                         text_of_bound(condition.bound));
    case ConditionKind::VerdictIs:
      return fmt::format("verdict = {}", name_in(kVerdicts, condition.verdict));
    case ConditionKind::VerdictIsNot:
      return fmt::format("verdict != {}", name_in(kVerdicts, condition.verdict));
    case ConditionKind::Not:
      return "not " + text_of_part(condition.parts.front(), ConditionKind::Not);
    case ConditionKind::Any:
    case ConditionKind::All:
      break;
  }
  std::string out;
  for (const Condition& part : condition.parts) {
    out += out.empty() ? "" : condition.kind == ConditionKind::Any ? " or " : " and ";
    out += text_of_part(part, condition.kind);
  }
  return out;
}

enum class Truth : std::uint8_t { No, Unknown, Yes };  // in this order: and = min, or = max

Truth truth_of(bool value) { return value ? Truth::Yes : Truth::No; }

std::optional<double> value_of(RuleTerm term, const RuleFacts& facts) {
  switch (term) {
    case RuleTerm::Est:
      return facts.est;
    case RuleTerm::Lo:
      return facts.lo;
    case RuleTerm::Hi:
      return facts.hi;
    case RuleTerm::Roi:
      return facts.roi;
    case RuleTerm::RoiLo:
      return facts.roi_lo;
    case RuleTerm::N:
      return facts.n;
  }
  return std::nullopt;
}

bool has_baseline(RuleTerm term) {
  return term == RuleTerm::Est || term == RuleTerm::Lo || term == RuleTerm::Hi;
}

std::optional<double> value_of(const RuleBound& bound, RuleTerm term, const RuleFacts& facts) {
  switch (bound.kind) {
    case BoundKind::MinEffect:
      return facts.min_effect;
    case BoundKind::Change:
      return facts.change;
    case BoundKind::Percent:
      return in_units({.amount = bound.number, .relative = true},
                      has_baseline(term) ? facts.baseline : std::optional(1.0));
    case BoundKind::Plain:
      break;
  }
  return bound.number.value;
}

Truth compare(const Condition& condition, const RuleFacts& facts) {
  const std::optional<double> left = value_of(condition.term, facts);
  const std::optional<double> right = value_of(condition.bound, condition.term, facts);
  if (!left || !right || std::isnan(*left) || std::isnan(*right)) {
    return Truth::Unknown;
  }
  switch (condition.comparison) {
    case RuleComparison::Less:
      return truth_of(*left < *right);
    case RuleComparison::NotMore:
      return truth_of(*left <= *right);
    case RuleComparison::More:
      return truth_of(*left > *right);
    case RuleComparison::NotLess:
      return truth_of(*left >= *right);
  }
  return Truth::Unknown;
}

Truth negated(Truth truth) {
  return static_cast<Truth>(static_cast<int>(Truth::Yes) - static_cast<int>(truth));
}

Truth judge(const Condition& condition, const RuleFacts& facts) {
  switch (condition.kind) {
    case ConditionKind::Compare:
      return compare(condition, facts);
    case ConditionKind::VerdictIs:
    case ConditionKind::VerdictIsNot:
      return !facts.verdict ? Truth::Unknown
                            : truth_of((*facts.verdict == condition.verdict) ==
                                       (condition.kind == ConditionKind::VerdictIs));
    case ConditionKind::Not:
      return negated(judge(condition.parts.front(), facts));
    case ConditionKind::Any:
    case ConditionKind::All:
      break;
  }
  const bool any = condition.kind == ConditionKind::Any;
  Truth out = any ? Truth::No : Truth::Yes;
  for (const Condition& part : condition.parts) {
    const Truth truth = judge(part, facts);
    out = any ? std::max(out, truth) : std::min(out, truth);
  }
  return out;
}

}  // namespace

Result<DecideRule> parse_decide_rule(std::string_view text) {
  TL_TRY(std::vector<Token> tokens, tokens_of(text));
  TokenReader in(std::move(tokens));
  DecideRule rule{.form = RuleForm::LearningOnly};
  if (!in.take_if("learning-only")) {
    TL_TRY(rule, parse_clauses(in));
  }
  if (in.peek().kind != TokenKind::End) {
    return fail(unexpected(in.peek(), "the end of the rule"));
  }
  return rule;
}

std::string text_of(const RuleAction& action) {
  return action.did != Action::Extend
             ? std::string(name_in(kActions, action.did))
             : fmt::format("extend {}", action.times == 2 ? "twice" : "once");
}

std::string text_of(const RuleClause& clause) {
  return fmt::format("{} if {}", text_of(clause.action), text_of_condition(clause.condition));
}

std::string text_of(const DecideRule& rule) {
  if (rule.form == RuleForm::LearningOnly) {
    return "learning-only";
  }
  std::string out;
  for (const RuleClause& clause : rule.clauses) {
    out += text_of(clause) + "; ";
  }
  return out + "else " + text_of(rule.otherwise);
}

std::optional<double> in_units(const Delta& delta, std::optional<double> baseline) {
  if (!delta.relative) {
    return delta.amount.value;
  }
  return baseline ? std::optional(delta.amount.value / 100.0 * *baseline) : std::nullopt;
}

std::optional<Ruling> rule_on(const DecideRule& rule, const RuleFacts& facts) {
  if (rule.form == RuleForm::LearningOnly) {
    return std::nullopt;
  }
  const auto decides = [&](const RuleClause& clause) {
    return judge(clause.condition, facts) == Truth::Yes;
  };
  const auto found = std::ranges::find_if(rule.clauses, decides);
  if (found == rule.clauses.end()) {
    return Ruling{.action = rule.otherwise, .decided_by = "else " + text_of(rule.otherwise)};
  }
  return Ruling{.action = found->action,
                .clause = static_cast<std::size_t>(found - rule.clauses.begin()),
                .decided_by = text_of(*found)};
}

}  // namespace throughline::plan
