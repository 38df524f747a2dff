// How long it takes to read and check a large plan: throughline_bench_plan [nodes].
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <string>

#include "plan/check_plan.hpp"

namespace {

using namespace throughline;

std::string strategy(std::size_t i) {
  return fmt::format(
      "  - id: s{0}\n"
      "    serves: [{{goal: g1, claim: \"early adopters repeat twice as often\"}}]\n"
      "    markets: [de]\n"
      "    q:\n"
      "      business: {{delta: 400, unit: m, lo: 150, hi: 650}}\n"
      "      important: \"without it the base shrinks by a tenth a year\"\n"
      "      fits: {{alone: \"nothing else is there\"}}\n"
      "      know: t{0}.measure\n"
      "    because: [{{code: observation, ref: l3}}]\n"
      "    budget: {{amount: 240000, explore: 0.10}}\n",
      i);
}

std::string tactic(std::size_t i, std::size_t n_strategies) {
  return fmt::format(
      "  - id: t{0}\n"
      "    serves: [{{strategy: s{1}, claim: \"hobby blogs reach them\"}}]\n"
      "    audience: hobby-blog readers\n"
      "    behaviour: \"post a use case unasked\"\n"
      "    feedback: \"comments, and a form\"\n"
      "    mode: converged\n"
      "    stage: test\n"
      "    cost: {{cash: 8000, hours: 60, ledger_tag: T{0}}}\n"
      "    match: [{{campaign: t{0}, source: blog}}]\n"
      "    hypothesis: {{change: +12%, min_effect: 6%, on: m, method: geo-holdout, from: "
      "2026-02-01}}\n"
      "    measure: {{metric: m, guardrails: [m]}}\n"
      "    decide: {{by: 2026-06-30, rule: \"scale if lo > 0; else extend once\", owner: growth}}\n"
      "    q: {{business: {{delta: 120, unit: m, lo: 40, hi: 200}}, important: \"they ask for "
      "it\", "
      "fits: {{alone: \"the only one\"}}, know: measure}}\n",
      i,
      i % n_strategies);
}

std::string large_plan(std::size_t n_nodes) {
  std::string text =
      "throughline: 1\n"
      "company: {id: acme, currency: EUR}\n"
      "purpose: {id: purpose, text: care, horizon: 5y, brand: [plain]}\n"
      "datasets: [{id: orders, source: orders}]\n"
      "metrics: [{id: m, dataset: orders, expr: count(), kind: response}]\n"
      "goals: [{id: g1, serves: purpose, metric: m, baseline: 1, target: 2, by: 2026-12-31}]\n"
      "markets: [{id: de, status: existing}]\n"
      "strategies:\n";
  const std::size_t n_strategies = std::max<std::size_t>(n_nodes / 20, 1);
  for (std::size_t i = 0; i < n_strategies; ++i) {
    text += strategy(i);
  }
  text += "tactics:\n";
  for (std::size_t i = n_strategies; i < n_nodes; ++i) {
    text += tactic(i - n_strategies, n_strategies);
  }
  return text;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t n_nodes = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000;
  const std::string text = large_plan(n_nodes);
  auto start = std::chrono::steady_clock::now();
  const plan::Reading reading = plan::read_plan({{"plan.yaml", text}}, {});
  const double read = seconds_since(start);
  start = std::chrono::steady_clock::now();
  const std::size_t n = plan::lint(reading.plan, {.as_of = {2026, 5, 1}}).size();
  fmt::print("{} nodes, {:.1f} MB: read in {:.3f} s, {} findings; rules in {:.3f} s, {} findings\n",
             n_nodes,
             static_cast<double>(text.size()) * 1e-6,
             read,
             reading.findings.size(),
             seconds_since(start),
             n);
  return 0;
}
