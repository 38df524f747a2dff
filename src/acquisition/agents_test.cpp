#define PCRE2_CODE_UNIT_WIDTH 8
#include "acquisition/agents.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <pcre2.h>
#include <set>
#include <string>
#include <vector>

#include "text/url.hpp"

namespace throughline::acquisition {
namespace {

using schema::BotReason;

const AgentList& agents() {
  static const AgentList list;
  return list;
}

TEST(AgentList, CatchesEveryAgentThatTheCrawlerListGivesAsAnExample) {
  std::ifstream file(std::string(TL_SOURCE_DIR) +
                     "/node_modules/crawler-user-agents/crawler-user-agents.json");
  const auto crawlers = nlohmann::json::parse(file);
  ASSERT_GT(crawlers.size(), 1000U);
  int n = 0;
  for (const auto& crawler : crawlers) {
    for (const auto& instance : crawler.value("instances", nlohmann::json::array())) {
      const std::string agent = instance.get<std::string>();
      EXPECT_NE(agents().classify(agent).reason, BotReason::None) << agent;
      ++n;
    }
  }
  EXPECT_GT(n, 2000);
}

TEST(AgentList, LetsBrowsersOldAndNewPass) {
  std::ifstream file(std::string(TL_SOURCE_DIR) + "/src/acquisition/testdata/browsers.txt");
  int n = 0;
  for (std::string agent; std::getline(file, agent);) {
    if (agent.starts_with('#')) {
      continue;
    }
    EXPECT_EQ(agents().classify(agent).name, "") << agent;
    ++n;
  }
  EXPECT_GT(n, 80);
}

// Shapes that isbot's own documentation and patterns name: libraries, feed readers, empty shells.
TEST(AgentList, CatchesWhatIsNoBrowserByItsShape) {
  for (const char* agent : {"python-requests/2.31.0",
                            "Go-http-client/1.1",
                            "Mozilla/5.0",
                            "Mozilla/5.0 (compatible;)",
                            "Java/17.0.1",
                            "okhttp/4.12.0",
                            "Wget/1.21.4",
                            "axios/1.6.0",
                            "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
                            "WhatsApp/2.23.20.0",
                            "SomeReader/1.0 (+https://reader.example; 5 subscribers)",
                            "contact me@ops.example.org",
                            "12345",
                            "<script>",
                            "bot",
                            "NewThing_bot/2"}) {
    EXPECT_EQ(agents().classify(agent).reason, BotReason::Agent) << agent;
  }
}

TEST(AgentList, LooksAroundAWordBeforeItJudges) {
  // "Cubot" phones are no bots, "okhttp"-like words in "libhttp" are left to other patterns, and
  // the Google app's web view is a person.
  EXPECT_EQ(agents()
                .classify("Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, "
                          "like Gecko) Chrome/90.0.4430.210 Mobile Safari/537.36")
                .name,
            "");
  EXPECT_NE(agents().classify("Mozilla/5.0 (X11) my bot").name, "");
}

// One list's word may be what another's expression waits for, in another case.
TEST(AgentList, FindsAWordThatTwoListsSpellDifferently) {
  for (const char* agent : {"WhatsApp/2.19.308 A", "whatsapp/2.19.308 A", "WHATSAPP/2.19.308 A"}) {
    EXPECT_EQ(agents().classify(agent).reason, BotReason::Agent) << agent;
  }
}

TEST(AgentList, TakesOwnWordsInAnyCaseAndSkipsEmptyOnes) {
  const AgentList own(std::vector<std::string>{"", "ning/"});
  EXPECT_EQ(own.classify("Mozilla/5.0 (X11) Thunderbird/24.2.0 Lightning/2.6.4").name, "ning/");
  EXPECT_EQ(
      own.classify("Mozilla/5.0 (X11; Linux x86_64; rv:24.0) Gecko/20100101 Firefox/24.0").name,
      "");
}

TEST(AgentList, IsNotSlowedByHostileAgents) {
  const std::string words(100'000, 'w');
  EXPECT_EQ(agents().classify(words + "/1.0;").reason, BotReason::Agent);  // one long word
  EXPECT_EQ(agents().classify("Mozilla/5.0 (" + words + ") Gecko").reason, BotReason::None);
}

TEST(AgentList, NamesWhatMatchedAndTakesOwnWords) {
  EXPECT_EQ(agents().classify("curl/8.5.0").reason, BotReason::Agent);
  EXPECT_FALSE(agents().classify("Mozilla/5.0 (compatible; GPTBot/1.2)").name.empty());
  EXPECT_EQ(agents().classify("-").reason, BotReason::NoAgent);
  EXPECT_EQ(agents().classify("").reason, BotReason::NoAgent);
  const std::vector<std::string> own = {"OurMonitor"};
  EXPECT_EQ(AgentList(own).classify("Mozilla/5.0 (X11) ourmonitor").reason, BotReason::Agent);
}

TEST(DeviceOf, ReadsPhonesAndTablets) {
  EXPECT_EQ(device_of("Mozilla/5.0 (iPhone; ...) Mobile/15E148"), Device::Mobile);
  EXPECT_EQ(device_of("Mozilla/5.0 (iPad; ...) Mobile/15E148"), Device::Tablet);
  EXPECT_EQ(device_of("Mozilla/5.0 (Linux; Android 9; KFTRWI) Silk"), Device::Tablet);
  EXPECT_EQ(device_of("Mozilla/5.0 (X11; Linux x86_64)"), Device::Desktop);
}

using Code = std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)>;

/// Every pattern as its list publishes it, compiled by itself.
std::vector<Code> published_patterns() {
  std::vector<Code> codes;
  std::ifstream file(std::string(TL_BINARY_DIR) + "/src/acquisition/agent_patterns.tsv");
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    std::string pattern = line.substr(tab + 1);
    // JavaScript takes "[\\w-.]" for a class of three; PCRE2 for a broken range.
    for (std::size_t at = pattern.find("\\d-."); at != std::string::npos;
         at = pattern.find("\\d-.")) {
      pattern.replace(at, 4, "\\d.\\-");
    }
    int error = 0;
    PCRE2_SIZE offset = 0;
    const std::uint32_t options = line.substr(0, tab) == "any" ? PCRE2_CASELESS : 0;
    codes.emplace_back(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()),
                                     pattern.size(),
                                     options,
                                     &error,
                                     &offset,
                                     nullptr),
                       pcre2_code_free);
    EXPECT_NE(codes.back(), nullptr) << pattern;
    pcre2_jit_compile(codes.back().get(), PCRE2_JIT_COMPLETE);
  }
  return codes;
}

bool any_matches(const std::vector<Code>& codes, const std::string& agent) {
  const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> room(
      pcre2_match_data_create(1, nullptr), pcre2_match_data_free);
  return std::any_of(codes.begin(), codes.end(), [&](const Code& code) {
    return pcre2_match(code.get(),
                       reinterpret_cast<PCRE2_SPTR>(agent.data()),
                       agent.size(),
                       0,
                       0,
                       room.get(),
                       nullptr) >= 0;
  });
}

std::vector<std::string> example_agents() {
  std::vector<std::string> agents;
  std::ifstream browsers(std::string(TL_SOURCE_DIR) + "/src/acquisition/testdata/browsers.txt");
  for (std::string line; std::getline(browsers, line);) {
    agents.push_back(line);
  }
  std::ifstream file(std::string(TL_SOURCE_DIR) +
                     "/node_modules/crawler-user-agents/crawler-user-agents.json");
  for (const auto& crawler : nlohmann::json::parse(file)) {
    for (const auto& instance : crawler.value("instances", nlohmann::json::array())) {
      agents.push_back(instance.get<std::string>());
    }
  }
  return agents;
}

/// Agents nobody has seen: other case, halves, and one's first half with another's second.
std::set<std::string> mutations(const std::vector<std::string>& agents) {
  std::set<std::string> mutated;
  for (std::size_t i = 0; i + 7 < agents.size(); i += 3) {
    const std::string& agent = agents[i];
    const std::string head = agent.substr(0, agent.size() / 2);
    std::string upper = agent;
    std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) {
      return static_cast<char>(std::toupper(c));
    });
    mutated.insert({text::to_lower(agent), upper, head, agent.substr(agent.size() / 2)});
    mutated.insert(head + agents[i + 7].substr(agents[i + 7].size() / 2));
  }
  mutated.erase("");
  mutated.erase("-");
  return mutated;
}

// The automaton and its waiting expressions must say what the lists say, pattern by pattern.
TEST(AgentList, AgreesWithTryingEveryPublishedPattern) {
  const std::vector<Code> codes = published_patterns();
  ASSERT_GT(codes.size(), 1600U);
  for (const std::string& agent : mutations(example_agents())) {
    ASSERT_EQ(agents().classify(agent).reason == BotReason::Agent, any_matches(codes, agent))
        << agent;
  }
}

}  // namespace
}  // namespace throughline::acquisition
