#include "workflow/plan_facts.hpp"

#include <nlohmann/json.hpp>

namespace throughline::workflow {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 2;

std::filesystem::path file_of(const Workspace& workspace) {
  return workspace.hidden() / "judged.json";
}

Json json_of(const plan::MetricSpread& spread) {
  return {{"mean", spread.mean},
          {"sd", spread.sd},
          {"units", spread.n_units},
          {"memory", spread.memory}};
}

Json json_of(const plan::UnitSpread& spread) {
  return {{"mean", spread.mean},
          {"sd", spread.sd},
          {"per_day", spread.per_day},
          {"treated", spread.treated_share}};
}

void read(const Json& json, plan::MetricSpread& spread) {
  spread = {.mean = json.at("mean").get<double>(),
            .sd = json.at("sd").get<double>(),
            .n_units = json.at("units").get<std::size_t>(),
            .memory = json.at("memory").get<double>()};
}

void read(const Json& json, plan::UnitSpread& spread) {
  spread = {.mean = json.at("mean").get<double>(),
            .sd = json.at("sd").get<double>(),
            .per_day = json.at("per_day").get<double>(),
            .treated_share = json.at("treated").get<double>()};
}

template <class Spread>
Json json_of(const plan::Spreads::ById<Spread>& spreads) {
  Json json = Json::object();
  for (const auto& [id, markets] : spreads) {
    for (const auto& [market, spread] : markets) {
      json[id][market] = json_of(spread);
    }
  }
  return json;
}

template <class Spread>
plan::Spreads::ById<Spread> spreads_in(const Json& json) {
  plan::Spreads::ById<Spread> spreads;
  for (const auto& [id, markets] : json.items()) {
    for (const auto& [market, spread] : markets.items()) {
      read(spread, spreads[id][market]);
    }
  }
  return spreads;
}

Json json_of(const PlanFacts& facts) {
  Json json{{"version", kVersion}, {"as_of", format_date(facts.as_of)}};
  json["newest"] = facts.newest;
  if (facts.ledger) {
    json["ledger"] = {{"unmapped", facts.ledger->unmapped.minor},
                      {"total", facts.ledger->total.minor},
                      {"currency", facts.ledger->total.currency}};
  }
  json["spreads"] = {{"metrics", json_of(facts.spreads.of_metric)},
                     {"tests", json_of(facts.spreads.of_test)},
                     {"units", json_of(facts.spreads.of_units)}};
  json["links"] = Json::object();
  for (const auto& [id, standing] : facts.links) {
    json["links"][id] = {{"status", static_cast<int>(standing.status)},
                         {"grade", static_cast<int>(standing.grade)},
                         {"reason", standing.reason}};
  }
  return json;
}

std::optional<PlanFacts> facts_in(const Json& json) {
  if (!json.is_object() || json.value("version", 0) != kVersion) {
    return std::nullopt;
  }
  const auto as_of = parse_date(json.value("as_of", std::string()));
  if (!as_of) {
    return std::nullopt;
  }
  PlanFacts facts{.as_of = *as_of};
  for (const auto& [id, newest] : json.at("newest").items()) {
    facts.newest[id] = newest.get<Seconds>();
  }
  if (const auto ledger = json.find("ledger"); ledger != json.end()) {
    const auto currency = ledger->at("currency").get<std::string>();
    facts.ledger =
        plan::LedgerShare{.unmapped = {ledger->at("unmapped").get<std::int64_t>(), currency},
                          .total = {ledger->at("total").get<std::int64_t>(), currency}};
  }
  const Json& spreads = json.at("spreads");
  facts.spreads = {.of_metric = spreads_in<plan::MetricSpread>(spreads.at("metrics")),
                   .of_test = spreads_in<plan::MetricSpread>(spreads.at("tests")),
                   .of_units = spreads_in<plan::UnitSpread>(spreads.at("units"))};
  for (const auto& [id, standing] : json.at("links").items()) {
    facts.links[id] = {.status = static_cast<plan::LinkStatus>(standing.at("status").get<int>()),
                       .grade = static_cast<schema::Grade>(standing.at("grade").get<int>()),
                       .reason = standing.at("reason").get<std::string>()};
  }
  return facts;
}

}  // namespace

PlanFacts facts_of(const JudgedPlan& judged, const std::string& currency) {
  PlanFacts facts{.as_of = judged.observed.as_of, .spreads = judged.spreads};
  for (const auto& [id, dataset] : judged.observed.datasets) {
    if (dataset.newest) {
      facts.newest[id] = *dataset.newest;
    }
  }
  plan::LedgerShare share{.unmapped = {0, currency}, .total = {0, currency}};
  for (const evidence::CostLine& line : judged.bound.costs.lines) {
    share.total.minor += line.cash;
  }
  for (const evidence::CostLine& line : judged.waterfall.no_reason) {
    share.unmapped.minor += line.cash;
  }
  if (share.total.minor > 0) {
    facts.ledger = share;
  }
  for (const evidence::LinkJudgement& link : judged.links) {
    facts.links[link.id()] = {.status = link.status, .grade = link.grade, .reason = link.reason};
  }
  return facts;
}

Result<void> save_facts(const Workspace& workspace, const PlanFacts& facts) {
  return write_text(file_of(workspace), json_of(facts).dump(1) + "\n");
}

std::optional<PlanFacts> load_facts(const Workspace& workspace) {
  const auto text = read_text(file_of(workspace));
  if (!text) {
    return std::nullopt;
  }
  // A file that was damaged is as good as none: the next run writes it anew.
  try {
    return facts_in(Json::parse(*text));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

plan::DataFacts data_facts(const PlanFacts& facts, Seconds end) {
  plan::DataFacts data;
  for (const auto& [id, newest] : facts.newest) {
    data.age_of_dataset[id] = end - newest;
  }
  data.ledger = facts.ledger;
  data.spreads = facts.spreads;
  return data;
}

}  // namespace throughline::workflow
