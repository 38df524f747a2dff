// How long it takes to judge one visit and one user agent that was never seen before.
#include <array>
#include <benchmark/benchmark.h>
#include <string_view>

#include "acquisition/agents.hpp"
#include "acquisition/classifier.hpp"

namespace {

using namespace throughline::acquisition;

struct Visit {
  std::string_view referrer;
  std::string_view query;
};

// About the mix of a shop's log: search, networks, blogs, tagged links, nothing.
constexpr std::array<Visit, 8> kVisits = {{
    {"https://www.google.com/", ""},
    {"-", ""},
    {"https://l.facebook.com/", "fbclid=IwAR0abc"},
    {"https://knits.blogspot.com/2026/03/refill.html", ""},
    {"https://forum.example.co.uk/t/123?page=2", ""},
    {"https://www.google.de/", "gclid=CjwKCAjw&utm_id=7"},
    {"", "utm_source=newsletter&utm_medium=email&utm_campaign=Spring%20Sale"},
    {"https://chatgpt.com/", "utm_source=chatgpt.com"},
}};

constexpr std::array<std::string_view, 6> kBrowsers = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) "
    "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Mobile/21F90 Instagram 335.0.0.27.92 (iPhone15,3; iOS 17_5_1; de_DE; de; scale=3.00; "
    "1290x2796; 609775437)",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) "
    "Mobile/15E148 MicroMessenger/8.0.49(0x1800312b) NetType/WIFI Language/zh_CN",
};

constexpr std::array<std::string_view, 4> kPrograms = {
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "curl/8.5.0",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; "
    "+https://openai.com/gptbot)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "HeadlessChrome/126.0.0.0 "
    "Safari/537.36",
};

void classify_visit(benchmark::State& state) {
  const auto classifier = Classifier::make({.own_hosts = {"lumen.example"}});
  std::size_t i = 0;
  for (auto _ : state) {
    const Visit& visit = kVisits[i++ % kVisits.size()];
    benchmark::DoNotOptimize(classifier->classify(visit.referrer, visit.query, "/"));
  }
}

template <std::size_t N>
void classify_agents(benchmark::State& state, const std::array<std::string_view, N>& agents) {
  const AgentList list;
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(list.classify(agents[i++ % N]));
  }
}

void classify_browser(benchmark::State& state) { classify_agents(state, kBrowsers); }

void classify_program(benchmark::State& state) { classify_agents(state, kPrograms); }

void make_agent_list(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(AgentList());
  }
}

}  // namespace

BENCHMARK(classify_visit);
BENCHMARK(classify_browser);
BENCHMARK(classify_program);
BENCHMARK(make_agent_list)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
