#include "plan/words.hpp"
#include "render/json_parts.hpp"
#include "render/ledger_words.hpp"

namespace throughline::render {
namespace {

using views::TreeNode;

Json text_of(const std::string& text) { return json_of(std::string_view(text)); }

template <class E>
Json word_or_null(const std::optional<E>& value) {
  return value ? Json(plan::name_of(*value)) : Json(nullptr);
}

Json number_or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json json_of_link(const views::LinkRow& link) {
  return {{"parent", text_of(link.parent)},
          {"claim", text_of(link.claim)},
          {"claimed_grade", json_of(link.claimed)},
          {"grade", json_of(link.effective)},
          {"status", slug_of(link.status)},
          {"why",
           link.status == plan::LinkStatus::Untested ? Json(name_of(link.why, Language::English))
                                                     : Json(nullptr)},
          {"suspect", link.suspect}};
}

Json json_of_verdict(const views::MarketVerdict& verdict) {
  return {{"market", text_of(verdict.market)},
          {"verdict", plan::name_of(verdict.verdict)},
          {"step", verdict.step},
          {"estimate", json_or_null(verdict.estimate)},
          {"still_needed", number_or_null(verdict.still_needed)}};
}

Json business(const std::optional<views::BusinessAnswer>& answer) {
  if (!answer) {
    return nullptr;
  }
  return {{"plan", answer->unknown ? Json("unknown") : json_or_null(answer->plan)},
          {"unit", json_of(answer->unit)},
          {"data", json_or_null(answer->data)},
          {"status", slug_of(answer->status)}};
}

Json important(const std::optional<views::ImportantAnswer>& answer) {
  return answer ? Json{{"plan", text_of(answer->plan)}, {"data", json_of(answer->data)}}
                : Json(nullptr);
}

Json fits(const std::optional<views::FitsAnswer>& answer) {
  if (!answer) {
    return nullptr;
  }
  return {{"needs", json_of(answer->needs)},
          {"amplifies", json_of(answer->amplifies)},
          {"competes", json_of(answer->competes)},
          {"alone", text_of(answer->alone)},
          {"data", json_list(answer->data, [](const views::Together& pair) {
             return Json{{"with", text_of(pair.other)}, {"beyond", json_or_null(pair.beyond)}};
           })}};
}

std::string_view word_of(views::LockState state) {
  switch (state) {
    case views::LockState::Never:
      return "never";
    case views::LockState::Locked:
      return "locked";
    case views::LockState::Changed:
      return "changed";
    case views::LockState::Broken:
      break;
  }
  return "broken";
}

Json know(const std::optional<views::KnowAnswer>& answer) {
  if (!answer) {
    return nullptr;
  }
  return {{"answered", answer->answered},
          {"metric", json_of(answer->metric)},
          {"method", answer->method ? Json(schema::name_of(*answer->method)) : Json(nullptr)},
          {"min_effect", number_or_null(answer->min_effect)},
          {"by", json_or_null(answer->by)},
          {"rule", text_of(answer->rule)},
          {"lock", word_of(answer->lock)},
          {"locked_on", json_or_null(answer->locked_on)},
          {"power", number_or_null(answer->power)},
          {"stale", json_of(answer->stale)}};
}

Json json_of_evidence(const views::EvidenceRow& row) {
  return {{"figure", json_of(row.figure)},
          {"market", text_of(row.market)},
          {"method", schema::name_of(row.method)},
          {"grade", json_of(row.grade)},
          {"effect", json_of(row.interval)},
          {"from", json_of(row.from)},
          {"to", json_of(row.to)},
          {"n", row.n},
          {"origin", row.origin == schema::Origin::Imported ? "imported" : "computed"},
          {"decides", row.decides},
          {"at_odds", row.at_odds},
          {"caveats", json_of(row.caveats)}};
}

Json json_of_history(const views::HistoryRow& row) {
  return {{"on", json_of(row.on)},
          {"kind", name_of(row.kind, Language::English)},
          {"id", text_of(row.id)},
          {"text", text_of(row.text)},
          {"verdict", word_or_null(row.verdict)},
          {"action", word_or_null(row.action)}};
}

void add_answers(Json& json, const TreeNode& node) {
  json["questions"] = {{"business", business(node.business)},
                       {"important", important(node.important)},
                       {"fits", fits(node.fits)},
                       {"know", know(node.know)}};
}

void add_records(Json& json, const TreeNode& node) {
  json["evidence"] = json_list(node.evidence, json_of_evidence);
  json["history"] = json_list(node.history, json_of_history);
  json["findings"] = json_of(node.findings);
  json["learnings"] = json_of(node.learnings);
}

}  // namespace

Json json_of_node(const views::Ledger& ledger, const TreeNode& node) {
  Json json{{"id", text_of(node.id)},
            {"type", plan::name_of(node.type)},
            {"name", text_of(node.name)},
            {"text", text_of(node.text)},
            {"owner", text_of(node.owner)},
            {"depth", node.depth},
            {"parent", node.parent ? text_of(ledger.tree[*node.parent].id) : Json(nullptr)},
            {"links", json_list(node.links, json_of_link)},
            {"branch_grade", json_of(node.branch)},
            {"amber", node.amber},
            {"status", word_or_null(node.status)},
            {"mode", word_or_null(node.mode)},
            {"stage", word_or_null(node.stage)},
            {"markets", json_of(node.markets)},
            {"metric", json_of(node.metric)},
            {"verdict", word_or_null(node.verdict())},
            {"verdicts", json_list(node.verdicts, json_of_verdict)},
            {"estimate", json_or_null(node.estimate)},
            {"contribution", json_or_null(node.contribution)},
            {"cost",
             {{"full", json_of(node.cost)},
              {"cash_minor", node.cash},
              {"hours", node.hours},
              {"hours_minor", node.hours_cost}}},
            {"budget", json_or_null(node.budget)}};
  add_answers(json, node);
  add_records(json, node);
  return json;
}

}  // namespace throughline::render
