#include "plan/rule_texts.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace throughline::plan {
namespace {

using enum Severity;

constexpr std::array kRules = {
    RuleText{
        .code = "TL000",
        .severity = Error,
        .title = "No YAML",
        .catches =
            "A file that is no YAML, or uses what plans may not: anchors, aliases, tags, several "
            "documents, tabs in the indentation, bytes that are no UTF-8.",
        .why =
            "Nothing can be said about a file that cannot be read. `check` ends with exit code 2.",
        .example = "plan.yaml:12:3 anchors are not allowed in a plan\n"
                   "help: write the value out where it is used",
        .mend = "Mend the line that is named. Write repeated values out; quote text that has a "
                "colon, a "
                "# or a quote in it.",
    },
    RuleText{
        .code = "TL001",
        .severity = Error,
        .title = "Nothing above it",
        .catches = "A tactic, programme or strategy that serves nothing, so that no path leads "
                   "from it to a "
                   "goal; and a goal that serves neither the purpose nor a goal. Told once, at the "
                   "highest "
                   "node that lacks it, with the money that rides on it.",
        .why = "Work that serves no goal cannot be judged by one, and is the first to be defended "
               "by habit.",
        .example = "plan.yaml:61:5 tactic t7 reaches no goal\n"
                   "help: add serves: [{programme: c1}] or retire it (EUR 12,000 rides on it)",
        .mend = "Name what it serves and the claim behind it, or set `status: retired`. Drafts and "
                "retired "
                "tactics are not asked.",
    },
    RuleText{
        .code = "TL002",
        .severity = Error,
        .title = "A question without an answer",
        .catches =
            "One of the four questions of a strategy or tactic (`q.business`, `q.important`, "
            "`q.fits`, `q.know`) that is missing, blank, a placeholder (`... - ? x xxx tbd todo "
            "n/a "
            "none later`) or only repeats the words of its id or title.",
        .why = "What it does for the business, why it matters, how it fits and how we will know "
               "are what "
               "make a tactic more than a box to tick.",
        .example = "plan.yaml:44:9 s1.q.important repeats the title\n"
                   "help: say what is lost if this stops",
        .mend = "Answer it. `business: unknown` is an answer; so is `fits: {alone: \"why\"}`. "
                "`know` is "
                "`measure`, or `t1.measure` for the measure of a tactic.",
    },
    RuleText{
        .code = "TL003",
        .severity = Error,
        .title = "Unknown or repeated key",
        .catches =
            "A key that the plan does not know, a key that stands twice in one map, and an id that "
            "two nodes have. All are listed at once.",
        .why = "A misspelt key is a value that silently does not count.",
        .example = "plan.yaml:71:7 unknown key \"markts\" in t3\n"
                   "help: did you mean \"markets\"?",
        .mend = "Mend the spelling or take the key out. Free text goes into `note`.",
    },
    RuleText{
        .code = "TL004",
        .severity = Error,
        .title = "A reference to nothing, or a circle",
        .catches =
            "An id that no node has, or a node of another type than the key asks for; links and "
            "`needs` that lead in a circle; decisions that supersede each other.",
        .why = "A line that ends in nothing, or in itself, reaches no purpose.",
        .example = "plan.yaml:58:21 no strategy \"s12\"\n"
                   "help: nearest ids: s1, s2\n"
                   "plan.yaml:23:15 s1 > s4 > s1 is a circle\n"
                   "help: take out one of these links",
        .mend = "Use the id that was meant, add the node, or take out one step of the circle.",
    },
    RuleText{
        .code = "TL005",
        .severity = Warning,
        .title = "Parent changed since the review",
        .catches =
            "A link whose `reviewed` is not the fingerprint of its parent as it is now. Titles, "
            "owners, notes and budgets are not part of the fingerprint. A link that was never "
            "reviewed raises nothing.",
        .why = "The claim was made about a parent that has since changed its target, metric or "
               "market.",
        .example =
            "plan.yaml:40:14 goal g1 changed after s1>g1 was reviewed: target 5000 is now 5200\n"
            "help: read s1 again, then run: throughline review \"s1>g1\"",
        .mend =
            "Read the child again in the light of its parent, mend the claim if needed, then run "
            "`throughline review` for the link.",
    },
    RuleText{
        .code = "TL006",
        .severity = Error,
        .title = "Measure without data",
        .catches =
            "A metric without `dataset` or `expr`, or whose `expr` or `where` names a column that "
            "its dataset lacks, adds up what "
            "is "
            "no number or compares what cannot be compared; a dataset on a source without rows to "
            "count; a dataset whose newest row is older than `fresh_within` at the as-of date. "
            "Silent for what only tactics with `decide.rule: learning-only` use. Freshness is "
            "checked where the workspace holds data.",
        .why = "A measure that cannot be computed, or is computed on old rows, gives no verdict on "
               "the day.",
        .example = "plan.yaml:83:14 buyers.expr: orders has no column \"custommer\"\n"
                   "help: did you mean \"customer\"?",
        .mend = "Use a column of the dataset, bind the metric to another dataset, bring the source "
                "up to "
                "date, or set `decide.rule` to `learning-only`.",
    },
    RuleText{
        .code = "TL007",
        .severity = Warning,
        .title = "Existence or activity instead of an outcome",
        .catches = "A tactic, goal or strategy that is measured by a metric of kind existence or "
                   "activity; a "
                   "measure whose `kind` is higher than its metric's; a `board` on such a metric; "
                   "a metric "
                   "called an outcome that counts what we did ourselves (impressions, clicks, "
                   "pages, hours, "
                   "hits, acts).",
        .why = "Having a group, a page or many posts is not a result. Such a tactic can never be "
               "`working`.",
        .example = "plan.yaml:83:14 t3 is measured by posts, which is an activity\n"
                   "help: name the response or outcome that it should cause",
        .mend = "Measure the behaviour it should cause; keep the activity as a second metric if "
                "you like.",
    },
    RuleText{
        .code = "TL008",
        .severity = Error,
        .title = "Decision date or locked rule",
        .catches =
            "`decide.by` that is missing, before `hypothesis.from`, after `by` of the goal, or "
            "passed "
            "for more than 14 days (`decision_grace_days`) without a decision record; and a tactic "
            "or "
            "goal whose locked terms differ from the plan. A tactic that has been decided does not "
            "raise the date; one that was extended has until the end of the extension.",
        .why = "A measure, threshold or date that moves after the data come in proves nothing: the "
               "verdict "
               "is void.",
        .example =
            "plan.yaml:86:14 t1.hypothesis.min_effect is 5%, but was locked as 6% 8 days ago\n"
            "help: restore it, or open a new trial: throughline lock t1 --new-trial",
        .mend = "Set a date within the run; write the decision down; restore what was locked, or "
                "lock a new "
                "trial.",
    },
    RuleText{
        .code = "TL009",
        .severity = Warning,
        .title = "Too little data to see the effect",
        .catches =
            "A hypothesis whose `min_effect` would be found by the end of its window with less "
            "than "
            "the asked-for `power`. A lot among people is held to what its units differ by, as "
            "many "
            "a day as came so far; regions and weeks switched on and off to what they did before; "
            "all other methods to how the metric varies from period to period, neighbours that are "
            "alike counting for less. Of several markets the worst off is named. Checked after a "
            "run; not for a test that is over and decided.",
        .why = "The verdict will be `underpowered`: money and weeks spent without an answer.",
        .example = "plan.yaml:82:17 t1 finds 6% by 2026-06-30 in de with power 0.31, not 0.8\n"
                   "help: 14 more weeks, or min_effect 13%",
        .mend = "Run longer, in more regions, or look for a larger effect; or learn only.",
    },
    RuleText{
        .code = "TL010",
        .severity = Warning,
        .title = "Weak reasons only",
        .catches =
            "`because` of a strategy that is missing or empty; and of a strategy or tactic that "
            "gives nothing but `competitor`, `fashion` or `request`.",
        .why = "That others do it, that it is new, or that somebody asked for it is no reason by "
               "itself.",
        .example = "plan.yaml:47:14 s1 gives only competitor as its reason\n"
                   "help: cite an observation, an outcome model, a learning or an experiment",
        .mend = "Add a reason with a `ref`: observation, outcome-model, learning or experiment.",
    },
    RuleText{
        .code = "TL011",
        .severity = Error,
        .title = "Money does not add up",
        .catches =
            "Children of a strategy or programme that cost more than its budget (cash of tactics, "
            "budgets of strategies and programmes; a child of several parents counts in equal "
            "parts; drafts and retired tactics do not count); and more than 2% "
            "(`unmapped_spend_share`) "
            "of "
            "the cash in the ledger that no tactic of the plan claims. The ledger is checked where "
            "the workspace holds data.",
        .why = "A plan that spends more than it has, or money that no plan knows, makes every "
               "return wrong.",
        .example = "plan.yaml:51:13 what serves s1 costs EUR 262,000, more than its EUR 240,000\n"
                   "help: cut EUR 22,000 or raise s1.budget",
        .mend = "Cut, raise the budget, or bind the money with `match` or `cost.ledger_tag`.",
    },
    RuleText{
        .code = "TL012",
        .severity = Warning,
        .title = "Copied across markets",
        .catches =
            "Goals of different markets with the same metric and baseline; strategies or tactics "
            "of "
            "different markets with the same `q.business` figures, the same `q.important`, or the "
            "same audience, message and behaviour.",
        .why = "Markets differ. A figure or text that was copied was not looked up there.",
        .example = "plan.yaml:93:5 g-de and g-fr share baseline 4100\n"
                   "help: give each its own, or mark both pooled: true",
        .mend = "Look each one up in its market, join the nodes into one with both markets, or set "
                "`pooled: "
                "true` on goals and strategies where one figure is meant for all.",
    },
    RuleText{
        .code = "TL013",
        .severity = Warning,
        .title = "Ansoff move and statuses disagree",
        .catches =
            "A strategy whose `ansoff` is not what the `status` of its product and markets makes "
            "it. "
            "One new market makes the markets new. Without a product only the market is compared.",
        .why = "A new product in a new market carries another risk than selling more of the old.",
        .example = "plan.yaml:43:13 s1 says penetration, but market br is new\n"
                   "help: write ansoff: market-development",
        .mend = "Write the move that follows, leave `ansoff` out, or mend the status.",
    },
    RuleText{
        .code = "TL014",
        .severity = Warning,
        .title = "Empty lens or brand gate",
        .catches =
            "A strategy without one of the four lenses (it, marketing, pr, service), or with one "
            "that has neither a metric nor a reason in `na`; and a strategy whose brand gate has "
            "no "
            "verdict or no reviewer.",
        .why = "An outcome that only one department sees is not the company's. What is off brand "
               "is not "
               "strategic.",
        .example = "plan.yaml:49:13 s1 has no service lens\n"
                   "help: add a metric, such as solved without contact, or {na: \"why\"}",
        .mend = "Add a metric or `{na: \"why\"}`; fill in `brand: {consistent, reviewer, on}`.",
    },
    RuleText{
        .code = "TL015",
        .severity = Warning,
        .title = "One-sided partner, or convergence not answered",
        .catches =
            "A partner with gifts on one side only and no `why`; and a planned or running tactic "
            "without `convergence` while a partner fits: one that it names, or one of the same "
            "market with a topic in common (any of the market if the partner names no topics).",
        .why = "A relationship that only takes ends. Networked work without a partner is half of "
               "what it "
               "could be.",
        .example = "plan.yaml:96:12 partner k1 gives 3, we give 0\n"
                   "help: name what they gain, or say why not",
        .mend =
            "Name what the other side gains, or write `why`. Answer how the tactic could bring the "
            "partner in; \"it cannot, because ...\" is an answer.",
    },
    RuleText{
        .code = "TL016",
        .severity = Error,
        .title = "Missing key or wrong value",
        .catches = "A required key that is missing and has no rule of its own, a value of the "
                   "wrong type, a "
                   "word that is not in its list, money with too many decimals; a `decide.rule`, "
                   "`metric.expr` or `metric.where` that cannot be read.",
        .why = "What cannot be read cannot be judged.",
        .example =
            "plan.yaml:31:12 t1.mode must be engaged, networked, converged or neither: viral\n"
            "help: did you mean \"neither\"?",
        .mend = "Write what the message asks for. docs/plan-reference.md lists every key.",
    },
    RuleText{
        .code = "TL017",
        .severity = Warning,
        .title = "Approved before its parent",
        .catches =
            "A node whose `approved` is earlier than that of what it serves, or whose parent has "
            "none.",
        .why =
            "The order is strategy, then its parts, then channels. What was approved first was not "
            "derived from what came later.",
        .example = "plan.yaml:60:15 t1 was approved on 2026-01-10, before s1 on 2026-02-01\n"
                   "help: review t1 in the light of s1 and approve it again",
        .mend = "Approve the parent first, then review the child and date its approval anew.",
    },
    RuleText{
        .code = "TL018",
        .severity = Warning,
        .title = "Stage skipped",
        .catches =
            "A tactic at `stage: scale` without a decision that says so: `did: scale` with the "
            "verdict working, or `did: override` with its reason.",
        .why = "Start small to get big: what was never shown to work at test size costs most when "
               "it does "
               "not.",
        .example = "plan.yaml:66:12 t4 is at scale, but no decision took it there\n"
                   "help: set stage: test, or record the decision or an override with its reason",
        .mend = "Go back to `test`, or record who decided to go on, and why.",
    },
    RuleText{
        .code = "TL019",
        .severity = Warning,
        .title = "Hand-made past its end",
        .catches = "A planned or running tactic that is marked unscalable and whose `expires` has "
                   "passed at "
                   "the as-of date.",
        .why = "Doing what does not scale is for learning. Without an end it is a cost nobody "
               "decided.",
        .example = "plan.yaml:70:38 t5 was to end by hand on 2026-03-31\n"
                   "help: write down what was learned and stop it, make it scale, or set a new end",
        .mend = "Write a learning, then stop it, make it scalable, or set a new date.",
    },
    RuleText{
        .code = "TL020",
        .severity = Note,
        .title = "Nothing set aside to explore",
        .catches =
            "A plan in which everything serves a goal, and less than 10% (`explore_share`) of the "
            "budgets is reserved by `budget.explore`. Without budgets, a tactic at `stage: seed` "
            "or "
            "marked unscalable counts as exploring.",
        .why = "A plan that is wholly aligned finds only what it already looks for.",
        .example =
            "plan.yaml:1:1 all 12 tactics serve a goal and 0% of the budgets is left to explore\n"
            "help: reserve at least 10% with budget.explore",
        .mend = "Reserve a share in `budget.explore`, or add a seed tactic.",
    },
    RuleText{
        .code = "TL021",
        .severity = Warning,
        .title = "Learnings that contradict each other",
        .catches = "Two learnings with a market in common that say the opposite (the same words, "
                   "but for a "
                   "not, never, no, less, fewer, lower or worse) without naming each other in "
                   "`contradicts`; and two that do name each other while both are in use.",
        .why = "Two tactics that rest on opposite beliefs cannot both be right.",
        .example = "plan.yaml:120:5 l5 contradicts l3, and both are in use\n"
                   "help: decide which holds and take the other out of used_by",
        .mend = "Name the other in `contradicts`, find out which holds and where, and narrow "
                "`scope` or "
                "`used_by`.",
    },
    RuleText{
        .code = "TL022",
        .severity = Warning,
        .title = "Push only",
        .catches = "A tactic whose `behaviour` or `feedback` is a placeholder: a message and an "
                   "audience, but "
                   "nothing they should do and no way to answer. A missing key is TL016.",
        .why = "Choosing pipes for a fixed message is not strategy.",
        .example = "plan.yaml:64:16 t2 only pushes: feedback is \"tbd\"\n"
                   "help: say how they can answer",
        .mend = "Say what the audience should do that it does not do now, and how it can answer.",
    },
    RuleText{
        .code = "TL023",
        .severity = Note,
        .title = "Knowledge debt",
        .catches = "A market with planned or running tactics in which nobody has observed anything "
                   "for 180 "
                   "days (`knowledge_days`): no learning with that market in its scope (or no "
                   "scope at all) "
                   "whose source is other than internal.",
        .why = "Word of mouse is earned by knowing people. Citing ourselves does not count.",
        .example = "plan.yaml:33:5 nothing was observed in market de since 2025-09-01 (302 days)\n"
                   "help: visit, listen or test there, and write the learning down",
        .mend = "Observe, and add a learning with its source.",
    },
    RuleText{
        .code = "TL024",
        .severity = Note,
        .title = "Convergence blank or stale",
        .catches =
            "A planned or running tactic whose answer to `convergence` is missing or a placeholder "
            "while no partner fits (else it is TL015), or is older than 90 days "
            "(`convergence_days`). Converged tactics are not asked again.",
        .why = "Ask of each tactic how to add the missing half; the answer changes as partners "
               "appear.",
        .example =
            "plan.yaml:68:5 t6 has last answered how to converge on 2025-12-01 (211 days ago)\n"
            "help: answer again in convergence, and date it",
        .mend = "Answer in `convergence: {text, on}`. \"Not yet, because ...\" is an answer.",
    },
    RuleText{
        .code = "TL025",
        .severity = Note,
        .title = "A triangle with a missing corner",
        .catches =
            "A strategy whose `joins` lacks process, people or purpose, or whose `parts` lacks "
            "business, technology or experience, while it has one of the others.",
        .why = "Technology alone is no experience; a link that joins no people is none.",
        .example = "plan.yaml:50:10 s1.parts has technology, but no business and no experience\n"
                   "help: name a metric for each",
        .mend = "Fill the corner in, or take the key out.",
    },
    RuleText{
        .code = "TL026",
        .severity = Note,
        .title = "Audience booked twice",
        .catches =
            "Two planned or running tactics with the same audience in a market in common and at "
            "the "
            "same time (`hypothesis.from` to its end), neither of which names the other in `fits`.",
        .why = "They compete for the same people, and neither effect can be told from the other.",
        .example = "plan.yaml:63:15 t1 and t4 both address \"hobby-blog readers\" from 2026-04-01 "
                   "to 2026-06-30\n"
                   "help: name the other in q.fits (amplifies or competes), or part them in time",
        .mend = "Say in `q.fits` how they go together, or move one.",
    },
};

std::string code_block(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += fmt::format("    {}\n", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

std::span<const RuleText> rule_texts() { return kRules; }

const RuleText* rule_text(std::string_view code) {
  const auto* const found = std::ranges::find(kRules, code, &RuleText::code);
  return found == kRules.end() ? nullptr : &*found;
}

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::Note:
      return "note";
    case Severity::Warning:
      return "warning";
    case Severity::Error:
      break;
  }
  return "error";
}

std::string rule_section(const RuleText& rule) {
  return fmt::format("## {}: {}\n\nSeverity: {}. {}\n\nWhy: {}\n\nExample:\n\n{}\nTo mend: {}\n",
                     rule.code,
                     rule.title,
                     name_of(rule.severity),
                     rule.catches,
                     rule.why,
                     code_block(rule.example),
                     rule.mend);
}

std::string rules_page() {
  std::string out =
      "# What `throughline check` finds in a plan\n\n"
      "Every finding has a code, a place in the file and a help that says what to do. Errors and "
      "warnings make `check` end with exit code 1; notes do not. Findings have one cause each: a "
      "key "
      "that is misspelt or dangles raises nothing else. A tactic with `status: draft` is checked "
      "for "
      "TL003 and TL004 only. Limits in brackets can be set under `thresholds:` of the settings. "
      "`throughline explain TL006` prints one of these sections.\n\n"
      "| code | severity | catches |\n|---|---|---|\n";
  for (const RuleText& rule : kRules) {
    out += fmt::format("| {} | {} | {} |\n", rule.code, name_of(rule.severity), rule.title);
  }
  for (const RuleText& rule : kRules) {
    out += "\n" + rule_section(rule);
  }
  return out;
}

}  // namespace throughline::plan
