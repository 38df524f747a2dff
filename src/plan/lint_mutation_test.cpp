#include <algorithm>
#include <gtest/gtest.h>
#include <optional>

#include "plan/check_plan.hpp"
#include "plan/fingerprint.hpp"
#include "plan/lint_cases.hpp"
#include "plan/lint_mutations.hpp"

// Every rule is shown plans that are wrong in one place, and must tell of that place alone. The
// plans are testdata/lint/base.yaml with the edits of testdata/lint/mutations.txt.
namespace throughline::plan {

namespace {

using cases::Edit;
using cases::Mutation;
using cases::mutations;

// Where a text stands once, or nothing, which fails the test.
std::optional<std::size_t> only(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  const bool once = at != std::string::npos && text.find(part, at + 1) == std::string::npos;
  EXPECT_TRUE(once) << (at == std::string::npos ? "not found: " : "not unique: ") << part;
  return once ? std::optional(at) : std::nullopt;
}

// Every link with the fingerprint of its parent as it is.
std::string reviewed(std::string text) {
  const Plan plan = read_plan({{"plan.yaml", text}}, {}).plan;
  const auto put = [&](std::string_view type, const std::string& id) {
    const std::string start = fmt::format("{{{}: {}, ", type, id);
    for (std::size_t at = text.find(start + "claim"); at != std::string::npos;
         at = text.find(start + "claim", at)) {
      text.insert(at + start.size(), fmt::format("reviewed: \"{}\", ", *fingerprint_of(plan, id)));
    }
  };
  for (const Goal& goal : plan.goals) {
    put("goal", goal.head.id.value);
  }
  for (const Strategy& strategy : plan.strategies) {
    put("strategy", strategy.head.id.value);
  }
  for (const Programme& programme : plan.programmes) {
    put("programme", programme.head.id.value);
  }
  return text;
}

std::string mutated(const Mutation& mutation, std::string text) {
  for (const Edit& edit : mutation.edits) {
    if (const auto at = only(text, edit.from)) {
      text.replace(*at, edit.from.size(), edit.to);
    }
  }
  return text;
}

document::Position expected_place(const Mutation& mutation, const std::string& text) {
  std::string part = mutation.place;
  const std::size_t mark = std::min(part.find('|'), part.size());
  part.erase(mark, 1);
  const std::size_t at = only(text, part).value_or(0) + (mark < part.size() ? mark : 0);
  const auto before = std::string_view(text).substr(0, at);
  const std::size_t line_start = before.rfind('\n') + 1;
  document::Position out;
  out.line = 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
  out.column = at - line_start + 1;
  return out;
}

Lock locked(const std::string& text) {
  const Plan plan = read_plan({{"plan.yaml", text}}, {}).plan;
  auto locking = lock_nodes(Lines(plan), {}, {}, Trial::First, {2026, 5, 7});
  EXPECT_TRUE(locking.has_value());
  return {.entries = locking ? locking->fresh : std::vector<LockEntry>{}, .broken = {}};
}

std::vector<Finding> found_in(const Mutation& mutation, const std::string& base, std::string text) {
  LintContext context = cases::context();
  ReadContext reading;
  if (mutation.tagged("sources")) {
    context.source_kinds->emplace("lifts", "experiments");
    reading.sources = std::vector<SourceName>{{"lifts", "experiments"}};
  }
  if (mutation.tagged("locked")) {
    context.lock = locked(base);
  }
  if (mutation.tagged("unmapped")) {
    context.data->ledger = LedgerShare{{7'000'00, "EUR"}, {100'000'00, "EUR"}};
  }
  return check_plan({{"plan.yaml", std::move(text)}}, reading, context).findings;
}

std::string listed(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings) {
    out += fmt::format("\n  {}:{} {} {}. help: {}",
                       finding.at.start.line,
                       finding.at.start.column,
                       finding.code,
                       finding.message,
                       finding.help);
  }
  return out;
}

TEST(Mutations, EachIsCaughtOnceByItsRuleAtItsPlace) {
  const std::string plain = cases::file_text("base.yaml");
  const std::string with_reviews = reviewed(plain);
  for (const Mutation& mutation : mutations()) {
    SCOPED_TRACE(mutation.title);
    const std::string& base = mutation.tagged("reviewed") ? with_reviews : plain;
    const std::string text = mutated(mutation, base);
    const document::Position place = expected_place(mutation, text);
    const std::vector<Finding> found = found_in(mutation, base, text);
    EXPECT_EQ(found.size(), 1U) << listed(found);
    if (found.size() != 1U) {
      continue;
    }
    EXPECT_EQ(found[0].code, mutation.code) << listed(found);
    EXPECT_EQ(found[0].at.start.line, place.line) << listed(found);
    EXPECT_EQ(found[0].at.start.column, place.column) << listed(found);
    for (const std::string& part : mutation.said) {
      EXPECT_NE(listed(found).find(part), std::string::npos) << part << listed(found);
    }
  }
}

TEST(Mutations, ThereAreTenOfEveryRuleOfTheContract) {
  std::map<std::string, int> counts;
  for (const Mutation& mutation : mutations()) {
    ++counts[mutation.code];
  }
  for (int rule = 1; rule <= 15; ++rule) {
    EXPECT_GE(counts[fmt::format("TL{:03}", rule)], 10) << rule;
  }
}

}  // namespace
}  // namespace throughline::plan
