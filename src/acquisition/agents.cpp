#define PCRE2_CODE_UNIT_WIDTH 8
#include "acquisition/agents.hpp"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <iterator>
#include <pcre2.h>
#include <string>
#include <unordered_map>
#include <vector>

#include "acquisition/lists.hpp"
#include "base/error.hpp"
#include "text/patterns.hpp"
#include "text/url.hpp"

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

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// What it means that a literal stands in an agent: that settles it, or calls for an expression, or
/// both, as "WhatsApp" is one list's word and "whatsapp" what another's expression waits for.
struct Meaning {
  std::string_view word;  ///< empty where the literal settles nothing
  bool any_case = false;
  std::size_t expression = kNone;
};

/// The literals of all lists, each once, with their meanings.
struct Vocabulary {
  explicit Vocabulary(std::span<const std::string> own_words) {
    for (const lists::AgentLiteral& literal : lists::agent_literals()) {
      settle(literal.text, literal.any_case);
    }
    for (const std::string& word : own_words) {
      settle(word, true);
    }
    const auto expressions = lists::agent_expressions();
    for (std::size_t i = 0; i < expressions.size(); ++i) {
      if (!expressions[i].literal.empty()) {
        meaning_of(expressions[i].literal).expression = i;
      }
    }
  }

  Meaning& meaning_of(std::string_view literal) {
    const auto [place, is_new] = places.try_emplace(text::to_lower(literal), meanings.size());
    if (is_new) {
      literals.push_back(literal);
      meanings.emplace_back();
    }
    return meanings[place->second];
  }

  void settle(std::string_view word, bool any_case) {
    Meaning& meaning = meaning_of(word);
    meaning.word = word;
    meaning.any_case = any_case;
  }

  std::vector<std::string_view> literals;
  std::vector<Meaning> meanings;  ///< one for each literal
  std::unordered_map<std::string, std::size_t> places;
};

std::vector<std::string> without_empty(std::span<const std::string> words) {
  std::vector<std::string> kept;
  std::copy_if(words.begin(), words.end(), std::back_inserter(kept), [](const std::string& word) {
    return !word.empty();
  });
  return kept;
}

}  // namespace

// Nearly all patterns are plain words, and nearly all others hold one: a single automaton finds
// both kinds, and an expression runs only where its word stands. Five thousandths of a second to
// make, less than a microsecond to ask.
struct AgentList::Automaton {
  explicit Automaton(std::span<const std::string> extra)
      : own_words(without_empty(extra)), vocabulary(own_words), patterns(vocabulary.literals) {
    TL_ASSERT(lists::agent_expressions().size() <= kMostExpressions);
    pcre2_set_match_limit(limits.get(), kMostSteps);
    for (const lists::AgentExpression& entry : lists::agent_expressions()) {
      codes.push_back(compile(std::string(entry.expression)));
    }
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

  std::vector<std::string> own_words;  // the vocabulary looks into them
  Vocabulary vocabulary;
  text::Patterns patterns;
  std::vector<Code> codes;  ///< one for each of lists::agent_expressions()
  Limits limits{pcre2_match_context_create(nullptr), pcre2_match_context_free};
};

std::string_view AgentList::Automaton::find(std::string_view agent) const {
  const auto expressions = lists::agent_expressions();
  std::string_view name;
  std::bitset<kMostExpressions> tried;  // an expression sees the whole agent: once is enough
  const Room room(pcre2_match_data_create(1, nullptr), pcre2_match_data_free);
  const auto try_expression = [&](std::size_t expression) {
    if (!tried[expression] && matches(expression, agent, room.get())) {
      name = expressions[expression].expression;
    }
    tried[expression] = true;
  };
  patterns.find(agent, [&](std::size_t index, std::size_t end) {
    const Meaning& meaning = vocabulary.meanings[index];
    if (meaning.any_case || agent.substr(0, end).ends_with(meaning.word)) {
      name = meaning.word;
    }
    if (name.empty() && meaning.expression != kNone) {
      try_expression(meaning.expression);
    }
    return !name.empty();
  });
  // Those without a literal come first in the list.
  for (std::size_t i = 0; name.empty() && expressions[i].literal.empty(); ++i) {
    try_expression(i);
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
