#define PCRE2_CODE_UNIT_WIDTH 8
#include "acquisition/agents.hpp"

#include <algorithm>
#include <cctype>
#include <pcre2.h>
#include <vector>

#include "acquisition/lists.hpp"
#include "base/error.hpp"
#include "text/patterns.hpp"

namespace throughline::acquisition {
namespace {

using Code = std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)>;

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

// Agents come from strangers: a match that would take too long counts as none.
bool matches(const pcre2_code* code, std::string_view text) {
  const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(
      pcre2_match_data_create(1, nullptr), pcre2_match_data_free);
  return pcre2_match(code,
                     reinterpret_cast<PCRE2_SPTR>(text.data()),
                     text.size(),
                     0,
                     0,
                     data.get(),
                     nullptr) >= 0;
}

constexpr std::size_t kLongestAgent = 2048;

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

}  // namespace

// Nearly all patterns are plain words: one automaton finds them. The others are one alternation,
// and only a hit is looked up pattern by pattern, for its name.
struct AgentList::Automaton {
  explicit Automaton(std::span<const std::string> extra)
      : words(extra.begin(), extra.end()), literals(all_literals()), any(compile(alternation())) {
    for (const std::string_view expression : lists::agent_expressions()) {
      each.push_back(compile(std::string(expression)));
    }
  }

  std::vector<std::string_view> all_literals() {
    std::vector<std::string_view> all(lists::agent_literals().begin(),
                                      lists::agent_literals().end());
    all.insert(all.end(), words.begin(), words.end());
    return all;
  }

  static std::string alternation() {
    std::string all;
    for (const std::string_view expression : lists::agent_expressions()) {
      all += all.empty() ? "(?:" : "|(?:";
      all += expression;
      all += ')';
    }
    return all;
  }

  [[nodiscard]] std::string_view literal(std::size_t index) const {
    const auto known = lists::agent_literals();
    return index < known.size() ? known[index] : std::string_view(words[index - known.size()]);
  }

  [[nodiscard]] std::string_view name_of_match(std::string_view agent) const {
    for (std::size_t i = 0; i < each.size(); ++i) {
      if (matches(each[i].get(), agent)) {
        return lists::agent_expressions()[i];
      }
    }
    return "expression";
  }

  std::vector<std::string> words;  // before literals, which looks into it
  text::Patterns literals;
  Code any;
  std::vector<Code> each;
};

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
  agent = agent.substr(0, kLongestAgent);
  AgentVerdict verdict;
  const bool found = automaton_->literals.find(agent, [&](std::size_t index, std::size_t) {
    verdict = {schema::BotReason::Agent, automaton_->literal(index)};
    return true;
  });
  if (!found && matches(automaton_->any.get(), agent)) {
    verdict = {schema::BotReason::Agent, automaton_->name_of_match(agent)};
  }
  return verdict;
}

Device device_of(std::string_view agent) {
  if (contains(agent, "iPad") || contains(agent, "Tablet") ||
      (contains(agent, "Android") && !contains(agent, "Mobile"))) {
    return Device::Tablet;
  }
  return contains(agent, "Mobi") || contains(agent, "iPhone") ? Device::Mobile : Device::Desktop;
}

}  // namespace throughline::acquisition
