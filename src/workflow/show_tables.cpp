#include "workflow/show_tables.hpp"

#include <algorithm>
#include <array>
#include <fmt/ranges.h>
#include <set>

#include "evidence/roll_up.hpp"
#include "plan/words.hpp"
#include "workflow/ledger_parts.hpp"
#include "workflow/plan_check.hpp"
#include "workflow/show_costs.hpp"

namespace throughline::workflow {
namespace {

using engine::Batch;
using engine::Strings;
using schema::Estimate;
using views::FigureId;
using Doubles = std::vector<double>;
using U64 = std::vector<std::uint64_t>;
using I64 = std::vector<std::int64_t>;

std::string joined(const std::vector<std::string>& texts, std::string_view by = ", ") {
  return fmt::format("{}", fmt::join(texts, by));
}

std::string date_or_nothing(const std::optional<CivilDate>& day) {
  return day ? format_date(*day) : std::string();
}

std::string subject_of(const schema::About& about) {
  if (!about.link.empty()) {
    return about.link;
  }
  return about.second.empty() ? about.tactic : about.tactic + " + " + about.second;
}

// What an estimate says.
void add_effect(const std::vector<const Estimate*>& all, Batch& table) {
  const auto number = [&](std::string name, double schema::Interval::* member) {
    table.columns.push_back(column_of<Doubles>(
        std::move(name), all, [=](const Estimate* one) { return one->effect.interval.*member; }));
  };
  number("value", &schema::Interval::value);
  number("low", &schema::Interval::low);
  number("high", &schema::Interval::high);
  number("level", &schema::Interval::level);
  table.columns.push_back(column_of<Strings>("scale", all, [](const Estimate* one) {
    return one->effect.scale == schema::Scale::Absolute ? "absolute" : "relative";
  }));
  table.columns.push_back(column_of<Doubles>(
      "baseline", all, [](const Estimate* one) { return one->effect.baseline; }));
}

// From what an estimate was made.
void add_inputs(const std::vector<const Estimate*>& all, Batch& table) {
  const auto text = [&](std::string name, const auto& get) {
    table.columns.push_back(column_of<Strings>(std::move(name), all, get));
  };
  const auto count = [&](std::string name, const auto& get) {
    table.columns.push_back(column_of<U64>(std::move(name), all, get));
  };
  text("origin", [](const Estimate* one) {
    return one->origin == schema::Origin::Computed ? "computed" : "imported";
  });
  count("rows", [](const Estimate* one) { return one->inputs.rows; });
  text("sources", [](const Estimate* one) { return joined(one->inputs.sources); });
  text("run", [](const Estimate* one) { return one->inputs.run; });
  text("plan_hash", [](const Estimate* one) { return one->inputs.plan_hash; });
  count("seed", [](const Estimate* one) { return one->inputs.seed; });
  text("version", [](const Estimate* one) { return one->inputs.version; });
  text("caveats", [](const Estimate* one) { return joined(one->caveats, "; "); });
}

Batch estimates_table(const std::vector<const Estimate*>& all) {
  Batch table;
  const auto text = [&](std::string name, const auto& get) {
    table.columns.push_back(column_of<Strings>(std::move(name), all, get));
  };
  text("id", [](const Estimate* one) { return one->id; });
  text("about", [](const Estimate* one) { return subject_of(one->about); });
  text("metric", [](const Estimate* one) { return one->metric; });
  text("market", [](const Estimate* one) { return one->market; });
  text("from", [](const Estimate* one) { return format_date(one->from); });
  text("to", [](const Estimate* one) { return format_date(one->to); });
  text("method", [](const Estimate* one) { return schema::name_of(one->method); });
  text("grade", [](const Estimate* one) { return std::string(1, letter_of(one->grade)); });
  add_effect(all, table);
  table.columns.push_back(column_of<U64>("n", all, [](const Estimate* one) { return one->n; }));
  add_inputs(all, table);
  return table;
}

bool is_end_of(std::string_view link, std::string_view node) {
  const std::size_t at = link.find('>');
  return at != std::string_view::npos &&
         (link.substr(0, at) == node || link.substr(at + 1) == node);
}

std::vector<const Estimate*> estimates_about(const JudgedPlan& judged, const std::string& node) {
  const std::vector<std::string> tactics = evidence::tactics_at(judged.plan(), *judged.lines, node);
  const std::set<std::string> about(tactics.begin(), tactics.end());
  std::vector<const Estimate*> found;
  for (const Estimate& one : judged.observed.estimates) {
    if (about.contains(one.about.tactic) || about.contains(one.about.second) ||
        is_end_of(one.about.link, node)) {
      found.push_back(&one);
    }
  }
  return found;
}

Batch decisions_table(const std::vector<views::DecisionDue>& due) {
  using Row = views::DecisionDue;
  Batch table;
  const auto text = [&](std::string name, const auto& get) {
    table.columns.push_back(column_of<Strings>(std::move(name), due, get));
  };
  text("tactic", [](const Row& row) { return row.tactic; });
  text("name", [](const Row& row) { return row.name; });
  text("market", [](const Row& row) { return row.market; });
  text("owner", [](const Row& row) { return row.owner; });
  text("by", [](const Row& row) { return format_date(row.by); });
  text("verdict", [](const Row& row) { return plan::name_of(row.verdict); });
  text("rule", [](const Row& row) { return row.rule; });
  text("clause", [](const Row& row) { return row.clause; });
  text("proposed", [](const Row& row) {
    return row.proposed ? plan::name_of(*row.proposed) : std::string_view();
  });
  table.columns.push_back(
      column_of<I64>("cost_minor", due, [](const Row& row) { return row.rides.minor; }));
  return table;
}

Batch learnings_table(const std::vector<views::LearningRow>& learnings) {
  using Row = views::LearningRow;
  Batch table;
  const auto text = [&](std::string name, const auto& get) {
    table.columns.push_back(column_of<Strings>(std::move(name), learnings, get));
  };
  text("id", [](const Row& row) { return row.id; });
  text("on", [](const Row& row) { return date_or_nothing(row.on); });
  text("says", [](const Row& row) { return row.says; });
  text("source", [](const Row& row) { return plan::name_of(row.source); });
  text("grade", [](const Row& row) { return std::string(1, letter_of(row.grade)); });
  text("owner", [](const Row& row) { return row.owner; });
  text("contradicted_by", [](const Row& row) { return joined(row.contradicted_by); });
  table.columns.push_back(
      column_of<U64>("used_by", learnings, [](const Row& row) { return row.used_by; }));
  return table;
}

Batch changes_table(const std::vector<views::ChangeRow>& changes) {
  using Row = views::ChangeRow;
  Batch table;
  const auto text = [&](std::string name, const auto& get) {
    table.columns.push_back(column_of<Strings>(std::move(name), changes, get));
  };
  text("id", [](const Row& row) { return row.id; });
  text("on", [](const Row& row) { return date_or_nothing(row.on); });
  text("node", [](const Row& row) { return row.node; });
  text("what", [](const Row& row) { return row.what; });
  text("owner", [](const Row& row) { return row.owner; });
  text("because", [](const Row& row) { return joined(row.because); });
  return table;
}

std::string_view word_of(plan::Severity severity) {
  constexpr std::array<std::string_view, 3> kWords = {"note", "warning", "error"};
  return kWords[static_cast<std::size_t>(severity)];
}

Batch findings_table(const plan::CheckedPlan& checked) {
  using plan::Finding;
  Batch table;
  const auto text = [&](std::string name, const auto& get) {
    table.columns.push_back(column_of<Strings>(std::move(name), checked.findings, get));
  };
  text("severity", [](const Finding& one) { return word_of(one.severity); });
  text("code", [](const Finding& one) { return one.code; });
  text("node", [](const Finding& one) { return one.node; });
  text("key", [](const Finding& one) { return one.key; });
  text("message", [](const Finding& one) { return one.message; });
  text("help", [](const Finding& one) { return one.help; });
  return table;
}

// As the ledger counts them.
Result<Batch> findings_of_plan(const JudgedPlan& judged, const Workspace& workspace) {
  TL_TRY(const plan::CheckedPlan checked,
         check_workspace_plan(workspace,
                              judged.loaded->at,
                              judged.observed.as_of,
                              facts_of(judged, workspace.settings.currency)));
  return findings_table(checked);
}

}  // namespace

Batch table_of_costs(const plan::Plan& plan,
                     const BoundCosts& bound,
                     const std::vector<ListedCost>& rows) {
  constexpr double kThousandths = 1000.0;
  Batch table;
  const auto text = [&](std::string name, const auto& get) {
    table.columns.push_back(column_of<Strings>(std::move(name), rows, get));
  };
  text("day", [](const ListedCost& one) { return format_date(one.row->day); });
  text("kind",
       [](const ListedCost& one) { return one.row->kind == CostKind::Money ? "money" : "hours"; });
  text("node", [&](const ListedCost& one) {
    return bound_to(plan, bound.lines[one.row->parts.front().line]);
  });
  text("market", [](const ListedCost& one) { return one.row->market; });
  text("channel", [](const ListedCost& one) { return one.row->channel; });
  text("source", [](const ListedCost& one) { return one.row->source; });
  text("medium", [](const ListedCost& one) { return one.row->medium; });
  text("campaign", [](const ListedCost& one) { return one.row->campaign; });
  text("tag", [](const ListedCost& one) { return one.row->tag; });
  text("role", [](const ListedCost& one) { return one.row->role; });
  table.columns.push_back(column_of<Doubles>("hours", rows, [](const ListedCost& one) {
    return static_cast<double>(one.row->millihours) / kThousandths;
  }));
  table.columns.push_back(
      column_of<I64>("cost_minor", rows, [](const ListedCost& one) { return one.minor; }));
  text("file", [](const ListedCost& one) { return one.row->file; });
  table.columns.push_back(
      column_of<U64>("line", rows, [](const ListedCost& one) { return one.row->file_line; }));
  return table;
}

Result<Batch> table_of_estimates(const JudgedPlan& judged, const FigureId& figure) {
  if (figure.subject == FigureId::Subject::Node) {
    if (!judged.plan().find(figure.name)) {
      return fail(ErrorCode::NotFound,
                  fmt::format("the plan has no node {}", figure.name),
                  "throughline ledger lists the nodes with their ids");
    }
    return estimates_table(estimates_about(judged, figure.name));
  }
  const auto found = std::ranges::find(judged.observed.estimates, figure.name, &Estimate::id);
  if (found == judged.observed.estimates.end()) {
    return fail(ErrorCode::NotFound,
                fmt::format("there is no estimate {}", figure.name),
                "throughline show node:ID.estimates lists those about a node");
  }
  return estimates_table({&*found});
}

Result<Batch> table_of_plan(const JudgedPlan& judged,
                            const Workspace& workspace,
                            const FigureId& figure) {
  if (figure.subject == FigureId::Subject::Findings) {
    return findings_of_plan(judged, workspace);
  }
  views::Ledger ledger;
  if (figure.subject == FigureId::Subject::Decisions) {
    fill_decisions(judged, ledger);
    return decisions_table(ledger.due);
  }
  fill_practice(judged, ledger);
  return figure.subject == FigureId::Subject::Learnings ? learnings_table(ledger.learnings)
                                                        : changes_table(ledger.changes);
}

}  // namespace throughline::workflow
