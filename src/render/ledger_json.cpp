#include "render/ledger_json.hpp"

#include "plan/words.hpp"
#include "render/json_parts.hpp"
#include "render/ledger_answers.hpp"
#include "render/ledger_words.hpp"
#include "render/marked.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::Ledger;

Json str(const std::string& text) { return json_of(std::string_view(text)); }

template <class E>
Json word_or_null(const std::optional<E>& value) {
  return value ? Json(plan::name_of(*value)) : Json(nullptr);
}

Json number_or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json outcome(const views::OutcomeRow& row) {
  return {{"metric", json_of(row.metric)},
          {"board", word_or_null(row.board)},
          {"goal", str(row.goal)},
          {"added", json_or_null(row.added)},
          {"worth_minor", json_or_null(row.worth)},
          {"left_out", json_of(row.left_out)}};
}

Json goal(const views::GoalRow& row) {
  return {{"id", str(row.id)},
          {"name", str(row.name)},
          {"kind", plan::name_of(row.kind)},
          {"metric", json_of(row.metric)},
          {"market", str(row.market)},
          {"baseline", row.baseline},
          {"target", number_or_null(row.target)},
          {"target_of_the_plan", number_or_null(row.planned ? row.planned : row.target)},
          {"locked", row.locked},
          {"by", json_of(row.by)},
          {"now", json_or_null(row.now)},
          {"explained", json_or_null(row.explained)},
          {"external", json_or_null(row.external)},
          {"unexplained", number_or_null(row.unexplained)}};
}

Json decision(const views::DecisionDue& due) {
  return {{"tactic", str(due.tactic)},
          {"name", str(due.name)},
          {"owner", str(due.owner)},
          {"market", str(due.market)},
          {"by", json_of(due.by)},
          {"days_over", due.days_over},
          {"verdict", plan::name_of(due.verdict)},
          {"rule", str(due.rule)},
          {"clause", str(due.clause)},
          {"proposed", word_or_null(due.proposed)},
          {"at_odds", due.at_odds},
          {"cost", json_of(due.rides)}};
}

std::string_view key_of(views::MoneyStep step) {
  constexpr std::array<std::string_view, views::kMoneySteps> kKeys = {
      "spent", "mapped", "measured", "tested", "paying"};
  return kKeys[static_cast<std::size_t>(step)];
}

Json waterfall(const Ledger& ledger) {
  Json list = Json::array();
  for (const views::WaterfallStep& step : ledger.waterfall) {
    list.push_back({{"step", key_of(step.step)},
                    {"money", json_of(step.money)},
                    {"lost_minor", step.lost.minor},
                    {"lost_tactics", json_of(step.lost.tactics)}});
  }
  return list;
}

Json money(const Ledger& ledger) {
  Json json{{"waterfall", waterfall(ledger)}};
  json["by_verdict"] = json_list(ledger.by_verdict, [](const views::VerdictMoney& row) {
    return Json{{"verdict", plan::name_of(row.verdict)},
                {"money", json_of(row.money)},
                {"tactics", row.tactics}};
  });
  json["unmapped"] = json_of(ledger.unmapped);
  json["unmapped_share_of_cash"] = ledger.unmapped_cash;
  json["no_reason"] = json_list(ledger.no_reason, [](const views::UnmappedRow& row) {
    return Json{
        {"what", str(row.what)}, {"market", str(row.market)}, {"money", json_of(row.money)}};
  });
  json["by_mode"] = json_list(ledger.by_mode, [](const views::ModeMoney& row) {
    return Json{
        {"mode", word_or_null(row.mode)}, {"money", json_of(row.money)}, {"tactics", row.tactics}};
  });
  json["reconciliation"] = {{"ledger", json_of(ledger.reconciliation.ledger)},
                            {"tactics_minor", ledger.reconciliation.tactics},
                            {"unmapped_minor", ledger.reconciliation.unmapped},
                            {"off", ledger.reconciliation.off}};
  json["exploration"] = ledger.exploration
                            ? Json{{"aligned", json_of(ledger.exploration->aligned)},
                                   {"explored", json_of(ledger.exploration->explored)},
                                   {"reserved", ledger.exploration->reserved}}
                            : Json(nullptr);
  return json;
}

Json ansoff(const views::AnsoffCell& cell) {
  return {{"move", plan::name_of(cell.move)},
          {"money", json_of(cell.money)},
          {"added", json_or_null(cell.added)},
          {"strategies", json_list(cell.strategies, [](const views::AnsoffItem& item) {
             return Json{{"id", str(item.id)},
                         {"name", str(item.name)},
                         {"declared", word_or_null(item.declared)}};
           })}};
}

Json agreement(const views::Agreement& row) {
  return {{"node", str(row.node)},
          {"owners", row.owners},
          {"agreement", row.share},
          {"outcomes", json_list(row.outcomes, [](const views::NamedOutcome& named) {
             return Json{{"metric", json_of(named.metric)}, {"owners", named.owners}};
           })}};
}

Json lens_row(const views::LensRow& row) {
  Json lenses = Json::object();
  for (std::size_t i = 0; i < row.by_name.size(); ++i) {
    const views::LensCell& cell = row.by_name[i];
    lenses[std::string(plan::name_of(static_cast<plan::LensName>(i)))] = {
        {"state", name_of(cell.state, Language::English)},
        {"why", str(cell.why)},
        {"metrics", json_list(cell.metrics, [](const views::LensMetric& metric) {
           return Json{{"metric", json_of(metric.metric)}, {"now", json_or_null(metric.now)}};
         })}};
  }
  return {{"strategy", str(row.id)}, {"lenses", lenses}};
}

Json strategies(const Ledger& ledger) {
  Json json{{"ansoff", json_list(ledger.ansoff, ansoff)},
            {"agreement", json_list(ledger.agreement, agreement)}};
  json["brand"] = json_list(ledger.brand, [](const views::BrandGateRow& row) {
    return Json{{"strategy", str(row.id)},
                {"contributes", slug_of(row.contributes)},
                {"consistent", word_or_null(row.consistent)},
                {"reviewer", str(row.reviewer)},
                {"word", name_of(row.word, Language::English)}};
  });
  json["lenses"] = json_list(ledger.lenses, lens_row);
  return json;
}

Json learned(const Ledger& ledger) {
  Json json{{"learnings", json_list(ledger.learnings, [](const views::LearningRow& row) {
               return Json{{"id", str(row.id)},
                           {"says", str(row.says)},
                           {"on", json_or_null(row.on)},
                           {"days_old", row.days_old},
                           {"grade", json_of(row.grade)},
                           {"source", plan::name_of(row.source)},
                           {"owner", str(row.owner)},
                           {"used_by", row.used_by},
                           {"contradicted_by", json_of(row.contradicted_by)}};
             })}};
  json["changes"] = json_list(ledger.changes, [](const views::ChangeRow& row) {
    return Json{{"id", str(row.id)},
                {"on", json_or_null(row.on)},
                {"node", str(row.node)},
                {"what", str(row.what)},
                {"owner", str(row.owner)},
                {"because", json_of(row.because)}};
  });
  json["loops"] = json_list(ledger.loops, [](const views::LoopTime& row) {
    return Json{{"tactic", str(row.tactic)}, {"days", row.days ? Json(*row.days) : Json(nullptr)}};
  });
  json["hand_made"] = json_list(ledger.hand_made, [](const views::HandMade& row) {
    return Json{{"tactic", str(row.id)},
                {"learn", str(row.learn)},
                {"expires", json_or_null(row.expires)},
                {"expired", row.expired},
                {"learnings", row.learnings},
                {"used", row.used},
                {"cost", json_of(row.cost)}};
  });
  return json;
}

Json bottom_up(const Ledger& ledger) {
  Json json{{"signals", ledger.signals}};
  json["unplanned"] = json_list(ledger.unplanned, [](const views::Unplanned& row) {
    return Json{{"figure", json_of(row.figure)},
                {"name", str(row.name)},
                {"kind", str(row.kind)},
                {"sources", row.sources},
                {"engaged_visits", row.engaged_visits},
                {"months", row.months_since_seen},
                {"trend", name_of(row.trend, Language::English)}};
  });
  json["unowned_outcomes"] = json_list(ledger.unowned, [](const views::Unowned& row) {
    return Json{{"metric", json_of(row.metric)}, {"now", json_of(row.now)}};
  });
  return json;
}

Json stale(const views::StaleDataset& row) {
  return {{"dataset", str(row.id)},
          {"source", str(row.source)},
          {"newest", json_or_null(row.newest)},
          {"hours_old", row.hours_old},
          {"spoils", json_of(row.spoils)}};
}

Json head(const Ledger& ledger, std::string_view form) {
  return {{"schema", form},
          {"workspace", str(ledger.workspace)},
          {"run", str(ledger.run)},
          {"version", str(ledger.version)},
          {"as_of", json_of(ledger.as_of)},
          {"from", json_of(ledger.from)},
          {"until", json_of(ledger.until)},
          {"currency", str(ledger.currency)},
          {"level", ledger.level}};
}

}  // namespace

std::string ledger_json(const Ledger& ledger) {
  Json json = head(ledger, "throughline.ledger/1");
  json["outcomes"] = json_list(ledger.outcomes, outcome);
  json["goals"] = json_list(ledger.goals, goal);
  json["due"] = json_list(ledger.due, decision);
  json["next"] = json_list(ledger.next, decision);
  json["money"] = money(ledger);
  json["tree"] = json_list(ledger.tree,
                           [&](const views::TreeNode& node) { return json_of_node(ledger, node); });
  json["overlap_rows"] = ledger.overlap;
  json["if_we_stop"] = json_list(ledger.if_we_stop, [](const views::IfWeStop& row) {
    return Json{{"node", str(row.id)}, {"goal", str(row.goal)}, {"chance", json_of(row.chance)}};
  });
  json["strategies"] = strategies(ledger);
  json["learned"] = learned(ledger);
  json["bottom_up"] = bottom_up(ledger);
  json["stale"] = json_list(ledger.stale, stale);
  json["findings"] = {{"errors", ledger.findings.errors},
                      {"warnings", ledger.findings.warnings},
                      {"notes", ledger.findings.notes},
                      {"first", json_of(ledger.findings.first)}};
  json["missing"] = json_of(ledger.missing);
  return json.dump(2) + "\n";
}

std::string line_json(const Ledger& ledger, std::string_view id) {
  const views::TreeNode* const node = ledger.node(id);
  if (node == nullptr) {
    return {};
  }
  Json json = head(ledger, "throughline.line/1");
  json["path"] =
      json_list(line_of(ledger, *node), [](const views::TreeNode* step) { return str(step->id); });
  json["node"] = json_of_node(ledger, *node);
  return json.dump(2) + "\n";
}

}  // namespace throughline::render
