#define PCRE2_CODE_UNIT_WIDTH 8
#include "acquisition/agents.hpp"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <pcre2.h>
#include <vector>

#include "acquisition/lists.hpp"
#include "base/error.hpp"
#include "text/patterns.hpp"

namespace throughline::acquisition {
namespace {

using Code = std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)>;
using Room = std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)>;
using Limits = std::unique_ptr<pcre2_match_context, decltype(&pcre2_match_context_free)>;

// The lists' own tests hold the expressions; one that does not compile is a broken build.
Code compile(const std::string& expression) {
  int error = 0;
  PCRE2_SIZE offset = 0;
  Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()),
                          expression.size(),
                          PCRE2_CASELESS,
                          &error,
                          &offset,
                          nullptr),
            pcre2_code_free);
  TL_ASSERT(code != nullptr);
  pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);  // without it the match is only slower
  return code;
}

/// Agents come from strangers: a match that takes more steps than this counts as none.
constexpr std::uint32_t kMostSteps = 100'000;

constexpr std::size_t kLongestAgent = 2048;
constexpr std::size_t kMostExpressions = 512;

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

}  // namespace

// Nearly all patterns are plain words, and nearly all others hold one: a single automaton finds
// both kinds, and an expression runs only where its word stands. Three thousandths of a second to
// make, less than a microsecond to ask.
struct AgentList::Automaton {
  explicit Automaton(std::span<const std::string> extra)
      : own_words(extra.begin(), extra.end()), literals(all_literals()) {
    TL_ASSERT(lists::agent_expressions().size() <= kMostExpressions);
    pcre2_set_match_limit(limits.get(), kMostSteps);
    for (const lists::AgentExpression& entry : lists::agent_expressions()) {
      codes.push_back(compile(std::string(entry.expression)));
    }
  }

  static std::size_t count_shapes() {
    const auto all = lists::agent_expressions();
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [](const lists::AgentExpression& entry) {
          return entry.literal.empty();
        }));
  }

  /// Words that settle it, own words, then those that only call for an expression.
  std::vector<std::string_view> all_literals() {
    std::vector<std::string_view> all;
    for (const lists::AgentLiteral& literal : lists::agent_literals()) {
      all.push_back(literal.text);
    }
    all.insert(all.end(), own_words.begin(), own_words.end());
    n_words = all.size();
    for (const lists::AgentExpression& entry : lists::agent_expressions().subspan(n_shapes)) {
      all.push_back(entry.literal);
    }
    return all;
  }

  /// The name of word number index if it ends there in the agent, in the case that it asks for.
  [[nodiscard]] std::string_view word(std::size_t index,
                                      std::string_view agent,
                                      std::size_t end) const {
    const auto known = lists::agent_literals();
    if (index >= known.size()) {
      return own_words[index - known.size()];
    }
    const lists::AgentLiteral& literal = known[index];
    const bool fits = literal.any_case || agent.substr(0, end).ends_with(literal.text);
    return fits ? literal.text : std::string_view();
  }

  [[nodiscard]] bool matches(std::size_t expression,
                             std::string_view agent,
                             pcre2_match_data* room) const {
    return pcre2_match(codes[expression].get(),
                       reinterpret_cast<PCRE2_SPTR>(agent.data()),
                       agent.size(),
                       0,
                       0,
                       room,
                       limits.get()) >= 0;
  }

  /// The pattern that names the agent a program; empty where none does.
  [[nodiscard]] std::string_view find(std::string_view agent) const;

  std::vector<std::string> own_words;     // before literals, which looks into it
  std::size_t n_words = 0;                // that settle it
  std::size_t n_shapes = count_shapes();  // expressions without a literal
  text::Patterns literals;
  std::vector<Code> codes;  ///< one for each of lists::agent_expressions()
  Limits limits{pcre2_match_context_create(nullptr), pcre2_match_context_free};
};

std::string_view AgentList::Automaton::find(std::string_view agent) const {
  std::string_view name;
  std::bitset<kMostExpressions> tried;  // an expression sees the whole agent: once is enough
  const Room room(pcre2_match_data_create(1, nullptr), pcre2_match_data_free);
  const auto try_expression = [&](std::size_t expression) {
    if (!tried[expression] && matches(expression, agent, room.get())) {
      name = lists::agent_expressions()[expression].expression;
    }
    tried[expression] = true;
  };
  literals.find(agent, [&](std::size_t index, std::size_t end) {
    if (index < n_words) {
      name = word(index, agent, end);
    } else {
      try_expression(index - n_words + n_shapes);
    }
    return !name.empty();
  });
  for (std::size_t shape = 0; shape < n_shapes && name.empty(); ++shape) {
    try_expression(shape);
  }
  return name;
}

AgentList::AgentList() : AgentList(std::span<const std::string>{}) {}

AgentList::AgentList(std::span<const std::string> extra)
    : automaton_(std::make_unique<Automaton>(extra)) {}

AgentList::AgentList(AgentList&&) noexcept = default;
AgentList& AgentList::operator=(AgentList&&) noexcept = default;
AgentList::~AgentList() = default;

AgentVerdict AgentList::classify(std::string_view agent) const {
  if (agent.empty() || agent == "-") {
    return {schema::BotReason::NoAgent, "no user agent"};
  }
  const std::string_view name = automaton_->find(agent.substr(0, kLongestAgent));
  return name.empty() ? AgentVerdict{} : AgentVerdict{schema::BotReason::Agent, name};
}

Device device_of(std::string_view agent) {
  if (contains(agent, "iPad") || contains(agent, "Tablet") ||
      (contains(agent, "Android") && !contains(agent, "Mobile"))) {
    return Device::Tablet;
  }
  return contains(agent, "Mobi") || contains(agent, "iPhone") ? Device::Mobile : Device::Desktop;
}

}  // namespace throughline::acquisition
