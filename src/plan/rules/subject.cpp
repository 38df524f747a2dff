#include "plan/rules/subject.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>
#include <utility>

#include "base/currency.hpp"
#include "plan/rule_texts.hpp"

namespace throughline::plan {
namespace {

const std::vector<Ref>* own_markets(const Plan& plan, std::string_view id) {
  if (const Tactic* tactic = plan.tactic(id)) {
    return &tactic->markets;
  }
  if (const Programme* programme = plan.programme(id)) {
    return &programme->markets;
  }
  const Strategy* strategy = plan.strategy(id);
  return strategy == nullptr ? nullptr : &strategy->markets;
}

std::optional<CivilDate> later(std::optional<CivilDate> one, std::optional<CivilDate> other) {
  if (!one || !other) {
    return one ? one : other;
  }
  return is_earlier(*one, *other) ? other : one;
}

// Kahn (1962): a node follows once all that it serves stand before it. Links to goals do not wait:
// what a goal says does not hang on what is above it.
std::vector<std::string> in_order(const Plan& plan, const Lines& lines) {
  std::map<std::string, std::size_t, std::less<>> n_waiting;
  std::vector<std::string> out;
  const auto waits = [&](const Step& step) {
    return step.link == nullptr || plan.goal(step.parent) == nullptr;
  };
  const auto begin = [&](const auto& nodes) {
    for (const auto& node : nodes) {
      const std::string& id = node.head.id.value;
      n_waiting[id] = static_cast<std::size_t>(std::ranges::count_if(lines.parents(id), waits));
      if (n_waiting[id] == 0) {
        out.push_back(id);
      }
    }
  };
  begin(plan.goals);
  begin(plan.strategies);
  begin(plan.programmes);
  begin(plan.tactics);
  if (plan.purpose) {
    out.insert(out.begin(), plan.purpose->head.id.value);
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const Step& step : lines.children(std::string(out[i]))) {
      if (waits(step) && --n_waiting[step.child] == 0) {
        out.push_back(step.child);
      }
    }
  }
  return out;
}

// 1234567 -> "1,234,567"
std::string grouped(std::int64_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const bool first = i == 0 || digits[i - 1] == '-';
    if (!first && (digits.size() - i) % 3 == 0) {
      out += ',';
    }
    out += digits[i];
  }
  return out;
}

}  // namespace

bool meet(const MarketSet& one, const MarketSet& other) {
  if (one.empty() || other.empty()) {
    return true;
  }
  return std::ranges::any_of(
      one, [&](const std::string& market) { return std::ranges::binary_search(other, market); });
}

bool is_earlier(CivilDate one, CivilDate other) {
  return days_from_civil(one) < days_from_civil(other);
}

Subject::Subject(const Plan& plan, const LintContext& context)
    : plan_(plan), context_(context), lines_(plan), order_(in_order(plan_, lines_)) {
  in_order_.insert(order_.begin(), order_.end());
  for (const std::string& id : order_) {
    settle(id);
  }
  settle_rest();
  if (context.lock) {
    for (const LockEntry& entry : context.lock->entries) {
      locks_[entry.id] = &entry;
    }
  }
  for (const Decision& decision : plan.decisions) {
    if (decision.tactic) {
      decisions_[decision.tactic->value].push_back(&decision);
    }
  }
  const auto age = [](const Decision* decision) {
    return std::pair(decision->on ? days_from_civil(decision->on->value) : 0,
                     std::string_view(decision->head.id.value));
  };
  for (auto& [tactic, decisions] : decisions_) {
    std::ranges::sort(decisions, {}, age);
  }
}

// Its parents are settled already.
void Subject::settle(std::string_view id) {
  std::set<std::string> markets;
  std::optional<CivilDate> last_day;
  const std::vector<Ref>* own = own_markets(plan_, id);
  const bool inherits = own != nullptr && own->empty();
  if (own != nullptr) {
    std::ranges::transform(*own, std::inserter(markets, markets.end()), &Ref::value);
  }
  for (const Step& step : lines_.parents(id)) {
    const Goal* goal = plan_.goal(step.parent);
    if (goal == nullptr && !in_order_.contains(step.parent)) {
      continue;  // on a circle: what it hands down would hang on where one begins
    }
    if (goal != nullptr || reaching_.contains(step.parent)) {
      reaching_.emplace(id);
    }
    last_day = later(last_day,
                     goal == nullptr ? last_day_above(step.parent)
                     : goal->by      ? std::optional(goal->by->value)
                                     : std::nullopt);
    if (inherits && goal == nullptr) {
      std::ranges::copy(markets_of(step.parent), std::inserter(markets, markets.end()));
    } else if (inherits && goal->market) {
      markets.insert(goal->market->value);
    }
  }
  markets_.emplace(id, MarketSet(markets.begin(), markets.end()));
  last_days_.emplace(id, last_day);
}

// On a circle, and below one, a node has what it says itself.
void Subject::settle_rest() {
  const auto settle_all = [this](const auto& nodes) {
    for (const auto& node : nodes) {
      if (!in_order_.contains(node.head.id.value)) {
        settle(node.head.id.value);
      }
    }
  };
  settle_all(plan_.strategies);
  settle_all(plan_.programmes);
  settle_all(plan_.tactics);
}

const MarketSet& Subject::markets_of(std::string_view id) const {
  static const MarketSet kAll;
  const auto found = markets_.find(id);
  return found == markets_.end() ? kAll : found->second;
}

const std::optional<CivilDate>& Subject::last_day_above(std::string_view id) const {
  static const std::optional<CivilDate> kNone;
  const auto found = last_days_.find(id);
  return found == last_days_.end() ? kNone : found->second;
}

std::vector<const Decision*> Subject::decisions_on(std::string_view tactic) const {
  const auto found = decisions_.find(tactic);
  return found == decisions_.end() ? std::vector<const Decision*>{} : found->second;
}

std::vector<const Decision*> Subject::decisions_of_trial(std::string_view tactic) const {
  std::vector<const Decision*> out = decisions_on(tactic);
  if (const LockEntry* locked = lock_of(tactic)) {
    std::erase_if(out, [&](const Decision* decision) { return decision->trial < locked->trial; });
  }
  return out;
}

const LockEntry* Subject::lock_of(std::string_view id) const {
  const auto found = locks_.find(id);
  return found == locks_.end() ? nullptr : found->second;
}

Finding finding(std::string_view code,
                const Head& node,
                std::string key,
                Span at,
                std::string message,
                std::string help) {
  const RuleText* text = rule_text(code);
  return {.code = std::string(code),
          .severity = text == nullptr ? Severity::Error : text->severity,
          .message = std::move(message),
          .help = std::move(help),
          .at = at,
          .node = node.id.value,
          .key = std::move(key),
          .related = {}};
}

void append(std::vector<Finding>& findings, std::vector<Finding> more) {
  std::ranges::move(more, std::back_inserter(findings));
}

std::string money_text(const Money& money) {
  const int digits = minor_digits(money.currency);
  std::int64_t unit = 1;
  for (int i = 0; i < digits; ++i) {
    unit *= 10;
  }
  const std::int64_t rest = money.minor % unit;
  const std::string whole = fmt::format("{} {}", money.currency, grouped(money.minor / unit));
  return rest == 0 ? whole : fmt::format("{}.{:0{}}", whole, rest < 0 ? -rest : rest, digits);
}

Span within(const Plan& plan, const Text& text, std::size_t column) {
  Span out = text.at;
  if (out.file >= plan.files.size() || out.start.line != out.end.line) {
    return out;
  }
  const std::string& source = plan.files[out.file].text;
  const std::size_t begin = out.start.byte;
  if (begin >= source.size()) {
    return out;
  }
  const bool quoted = source[begin] == '"' || source[begin] == '\'';
  const std::size_t shift = column - 1 + (quoted ? 1 : 0);
  // Escapes within quotes move what follows them; plain text and text without them keep their
  // place.
  if (source.compare(begin + (quoted ? 1 : 0), text.value.size(), text.value) != 0) {
    return out;
  }
  out.start.column += shift;
  std::size_t byte = begin;
  for (std::size_t i = 0; i < shift && byte < source.size(); ++i) {
    ++byte;
    while (byte < source.size() && (static_cast<unsigned char>(source[byte]) & 0xC0U) == 0x80U) {
      ++byte;
    }
  }
  out.start.byte = byte;
  return out;
}

}  // namespace throughline::plan
