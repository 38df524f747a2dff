#include "plan/draft.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "plan/diff.hpp"
#include "plan/splice.hpp"
#include "plan/words.hpp"
#include "text/utf8.hpp"

namespace throughline::plan {
namespace {

constexpr std::size_t kLongestId = 56;  // of 64, so that a number fits behind it

// A text in quotes, whatever is in it.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text::printable(text)) {
    out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  }
  return out + "\"";
}

std::string patterns_text(const std::vector<std::string>& patterns) {
  std::string out;
  for (const std::string& pattern : patterns) {
    out += (out.empty() ? "" : ", ") + quoted(pattern);
  }
  return patterns.size() == 1 ? out : "[" + out + "]";
}

std::string match_text(const Draft& draft) {
  std::string keys;
  for (const auto& [key, patterns] : draft.match) {
    keys +=
        fmt::format("{}{}: {}", keys.empty() ? "" : ", ", name_of(key), patterns_text(patterns));
  }
  return keys.empty() ? "" : fmt::format("match:\n  - {{{}}}\n", keys);
}

constexpr std::string_view kQuestions =
    R"yaml(# A draft is counted nowhere. Answer what follows, set status: planned, and lock it: throughline lock {0}
# serves:                  # Which programme or strategy does it serve, and why?
#   - {{strategy: ID, claim: "WHY"}}
# q:
#   business: unknown      # What does it do for the business? {{delta: 120, unit: METRIC, lo: 40, hi: 200}}
#   important: "WHY"       # Why is it important: what is lost if it stops?
#   fits: {{alone: "WHY"}}   # How does it fit with the rest? {{needs: [], amplifies: [], competes: []}}
#   know: measure          # How will we know that it works?
# audience: "WHO"
# behaviour: "WHAT THEY ARE TO DO"
# feedback: "HOW THEY CAN ANSWER"
# mode: engaged            # engaged, networked, converged or neither
# stage: seed              # seed, test or scale
# cost: {{cash: 0, hours: 0}}
# hypothesis: {{change: +12%, min_effect: 6%, on: METRIC, method: before-after, from: DATE}}
# measure: {{metric: METRIC, kind: outcome}}
# decide: {{by: DATE, rule: "scale if lo > 0; stop if hi < 6%; else extend once", owner: WHO}}
)yaml";

}  // namespace

std::string free_id(const Plan& plan, std::string_view name) {
  std::string id;
  for (const char c : name) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool fine = (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9');
    if ((fine || (!id.empty() && id.back() != '-')) && id.size() < kLongestId) {
      id += fine ? low : '-';
    }
  }
  while (!id.empty() && id.back() == '-') {
    id.pop_back();
  }
  if (id.empty() || !(id[0] >= 'a' && id[0] <= 'z')) {
    id = id.empty() ? "signal" : ("signal-" + id).substr(0, kLongestId);
  }
  std::string free = id;
  for (int n = 2; plan.find(free); ++n) {
    free = fmt::format("{}-{}", id, n);
  }
  return free;
}

std::string draft_text(const Draft& draft, std::string_view id) {
  return fmt::format(
             "id: {}\nstatus: draft\ntitle: {}\nnote: {}\n{}",
             id,
             quoted(draft.name),
             quoted(fmt::format(
                 "Adopted on {}. {} {}", format_date(draft.on), draft.evidence, draft.seen)),
             match_text(draft)) +
         fmt::format(kQuestions, id);
}

Result<NewText> with_draft(const Plan& plan,
                           const Draft& draft,
                           std::string_view file,
                           const ReadContext& context) {
  std::vector<SourceFile> files = plan.files;
  auto found = std::ranges::find(files, file, &SourceFile::name);
  if (found == files.end()) {
    files.push_back({std::string(file), "# Tactics adopted from signals.\n"});
    found = files.end() - 1;
  }
  NewText out{.file = std::string(file), .id = free_id(plan, draft.name)};
  const std::string text = draft_text(draft, out.id);
  TL_TRY(found->text, with_item(found->text, "tactics", text));
  out.text = found->text;
  std::ranges::sort(files, {}, &SourceFile::name);
  const PlanDiff diff = diff_plans(plan, read_plan(files, context).plan);
  if (diff.nodes.size() != 1 || diff.nodes[0].change != NodeChange::Added ||
      diff.nodes[0].type != NodeType::Tactic || diff.nodes[0].id != out.id) {
    return fail(ErrorCode::Unsupported,
                fmt::format("tactics: in {} is written in a way that cannot be added to", file),
                fmt::format("Add this to it:\n{}", text));
  }
  return out;
}

namespace {

constexpr std::string_view kStarter =
    R"yaml(# The plan: purpose, goals, strategies, programmes, tactics, and how each will be judged.
# docs/plan-reference.md has every key; throughline check finds what is wrong or missing.
throughline: 1
company: {{id: {0}, currency: {1}}}

# Why the company is there, in words that the brand can be held against.
purpose: {{id: purpose, text: "people find what they came for, and come back", horizon: 5y, brand: [plain, useful]}}

# What is counted, and from which rows: a table (sessions, orders, leads, ...) or the id of one of the settings' sources.
datasets:
  - {{id: shop, source: orders, fresh_within: 48h}}
metrics:
  - {{id: buyers, dataset: shop, expr: "uniq(customer)", grain: month, kind: outcome, board: revenue, unit: buyers}}

# What is to be reached, by when. Put your own numbers here, then: throughline lock
goals:
  - {{id: more-buyers, serves: purpose, metric: buyers, baseline: 1000, target: 1200, by: {2}}}

# A strategy is a claim about a goal; a tactic is a bet on a strategy. Remove the # to begin; throughline check says what is
# still missing, and throughline adopt SIGNAL drafts a tactic from what keeps working.
# strategies:
#   - id: first-strategy
#     serves: [{{goal: more-buyers, claim: "why this leads there"}}]
#     owner: who answers for it
#     q:
#       business: {{delta: 100, unit: buyers, lo: 40, hi: 160}}
#       important: "what is lost if this stops"
#       fits: {{alone: "why it stands alone"}}
#       know: first-tactic.measure
#     because: [{{code: observation, ref: what was seen}}]
#     budget: {{amount: 24000, explore: 0.10}}
# tactics:
#   - id: first-tactic
#     status: draft
#     serves: [{{strategy: first-strategy, claim: "why this serves it"}}]
)yaml";

}  // namespace

std::string starter_plan(std::string_view company, std::string_view currency, CivilDate by) {
  return fmt::format(kStarter, company, currency, format_date(by));
}

}  // namespace throughline::plan
