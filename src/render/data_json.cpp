#include "render/data_json.hpp"

#include <algorithm>

#include "plan/words.hpp"
#include "render/json_parts.hpp"

namespace throughline::render {
namespace {

using views::DataPage;
using views::Report;

Json str(std::string_view text) { return json_of(text); }

Json spoiled(const views::SpoiledNode& node) {
  return {{"id", str(node.id)},
          {"name", str(node.name)},
          {"verdict", node.verdict ? Json(plan::name_of(*node.verdict)) : Json(nullptr)}};
}

Json spoils_of(const DataPage& page, const std::string& source) {
  const auto found = std::ranges::find(page.spoils, source, &views::SpoilingSource::source);
  return found == page.spoils.end() ? Json::array() : json_list(found->nodes, spoiled);
}

Json feed(const views::FeedRow& row, const DataPage& page) {
  return {{"source", str(row.source)},
          {"format", str(row.format)},
          {"files", row.files},
          {"lines", row.lines},
          {"hits", row.hits},
          {"rejects", row.rejects},
          {"blank", row.blank},
          {"newest", row.newest == 0 ? Json(nullptr) : Json(format_timestamp(row.newest))},
          {"newest_day", row.newest == 0 ? Json(nullptr) : json_of(row.newest_day)},
          {"stale", row.stale},
          {"figure",
           json_of(views::FigureId{.subject = views::FigureId::Subject::Feed, .name = row.source})},
          {"spoils", spoils_of(page, row.source)}};
}

Json imported(const views::ImportedFile& file) {
  return {{"file", str(file.file)},
          {"source", str(file.source)},
          {"at", format_timestamp(file.at)},
          {"lines", file.lines},
          {"hits", file.hits},
          {"rejects", file.rejects},
          {"blank", file.blank}};
}

Json refused(const views::RefusedRows& row) {
  return {{"reason", str(row.reason)},
          {"source", str(row.source)},
          {"count", row.lines},
          {"figure",
           json_of(views::FigureId{.subject = views::FigureId::Subject::Quarantine,
                                   .name = row.reason})}};
}

Json bot(const views::ReasonCount& row) {
  return {
      {"reason", str(row.reason)},
      {"count", row.count},
      {"figure",
       json_of(views::FigureId{.subject = views::FigureId::Subject::Bots, .name = row.reason})}};
}

Json channel(const views::ChannelRow& row) {
  return {{"channel", views::slug_of(schema::name_of(row.channel))},
          {"visits", row.visits},
          {"engaged", row.engaged},
          {"unknown", row.unknown},
          {"returning", row.returning},
          {"conversions", row.conversions},
          {"people", row.people},
          {"bounces",
           {{"ga4", row.bounce_ga4},
            {"plausible", row.bounce_plausible},
            {"matomo", row.bounce_matomo},
            {"posthog", row.bounce_posthog}}},
          {"figure", json_of(views::channel_figure(row.channel))}};
}

Json money(const views::KeptMoney& row) {
  return {{"source", str(row.source)},
          {"currency", str(row.currency)},
          {"rows_read", row.rows_read},
          {"rows_kept", row.rows_kept},
          {"read_minor", row.read},
          {"kept_minor", row.kept},
          {"off", row.off}};
}

Json reconciliation(const Report& report, const DataPage& page) {
  Json json{{"rows",
             {{"read", report.lines},
              {"kept", report.hits},
              {"quarantined", report.rejects},
              {"blank", report.blank}}},
            {"money", json_list(page.money, money)}};
  if (page.ledger) {
    json["ledger"] = json_of(page.ledger->ledger);
    json["ledger_minor"] = page.ledger->ledger.minor;
    json["tactics_minor"] = page.ledger->tactics;
    json["unmapped_minor"] = page.ledger->unmapped;
    json["off"] = page.ledger->off;
  }
  return json;
}

}  // namespace

std::string data_json(const Report& report, const DataPage& page) {
  Json json{{"schema", "throughline.data/1"},
            {"workspace", str(report.workspace)},
            {"as_of", json_of(report.as_of)},
            {"visits", report.visits},
            {"bot_visits", report.bot_visits},
            {"has_goals", report.has_goals}};
  json["feeds"] = json_list(report.feeds, [&](const auto& row) { return feed(row, page); });
  json["imports"] = json_list(page.imports, imported);
  json["quarantine"] = json_list(page.refused, refused);
  json["bots"] = json_list(report.bots, bot);
  json["channels"] = json_list(report.channels, channel);
  json["reconciliation"] = reconciliation(report, page);
  json["missing"] = json_of(report.missing);
  return json.dump() + "\n";
}

std::string overview_json(const views::Overview& overview) {
  Json json{{"schema", "throughline.workspace/1"},
            {"name", str(overview.name)},
            {"version", str(overview.version)},
            {"as_of", json_of(overview.as_of)},
            {"from", json_or_null(overview.from)},
            {"until", json_or_null(overview.until)},
            {"time_zone", str(overview.time_zone)},
            {"currency", str(overview.currency)},
            {"language", str(overview.language)}};
  json["run"] =
      overview.run ? Json{{"id", str(overview.run->id)}, {"at", format_timestamp(overview.run->at)}}
                   : Json(nullptr);
  json["revision"] = overview.revision;
  json["counts"] = {{"decisions_due", overview.decisions_due},
                    {"signals", overview.signals},
                    {"sources", overview.sources},
                    {"stale_feeds", overview.stale_feeds},
                    {"plan_findings", overview.plan_findings}};
  json["missing"] = json_of(overview.missing);
  return json.dump() + "\n";
}

}  // namespace throughline::render
