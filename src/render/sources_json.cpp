#include "render/sources_json.hpp"

#include "render/json_parts.hpp"
#include "render/table.hpp"

namespace throughline::render {
namespace {

std::string slug(schema::Channel channel) { return views::slug_of(schema::name_of(channel)); }

Json bounces(const std::optional<views::Bounces>& counted) {
  return counted ? Json{{"ga4", counted->ga4},
                        {"plausible", counted->plausible},
                        {"matomo", counted->matomo},
                        {"posthog", counted->posthog}}
                 : Json(nullptr);
}

Json source(const views::SourceRow& row) {
  return {{"figure", json_of(row.figure)},
          {"rank", row.rank},
          {"name", json_of(std::string_view(row.name))},
          {"channel", slug(row.channel)},
          {"landing", json_of(std::string_view(row.landing))},
          {"visits", row.visits},
          {"engaged", row.engaged},
          {"unknown", row.unknown},
          {"conversions", row.conversions},
          {"people", row.people},
          {"share", json_of(row.share)},
          {"returning", json_of(row.returning)},
          {"bounces", bounces(row.bounces)},
          {"probability", row.probability},
          {"q", row.q},
          {"months_better", row.months_better},
          {"months_seen", row.months_seen},
          {"standing", views::slug_of(row.standing)}};
}

std::vector<std::string> cells(const views::SourceRow& row) {
  const views::Bounces bounced = row.bounces.value_or(views::Bounces{});
  return {std::to_string(row.rank),
          row.name,
          slug(row.channel),
          row.landing,
          std::to_string(row.visits),
          std::to_string(row.engaged),
          std::to_string(row.unknown),
          std::to_string(row.conversions),
          std::to_string(row.people),
          fmt::format("{:.6f}", row.share.value),
          fmt::format("{:.6f}", row.share.low),
          fmt::format("{:.6f}", row.share.high),
          fmt::format("{:.6f}", row.returning.value),
          std::to_string(bounced.ga4),
          std::to_string(bounced.plausible),
          std::to_string(bounced.matomo),
          std::to_string(bounced.posthog),
          fmt::format("{:.6f}", row.probability),
          fmt::format("{:.6f}", row.q),
          std::to_string(row.months_better),
          std::to_string(row.months_seen),
          row.standing,
          text_of(row.figure)};
}

}  // namespace

std::string sources_json(const views::SourcePage& page) {
  Json json{{"schema", "throughline.sources/1"},
            {"kind", schema::name_of(page.kind)},
            {"total", page.total},
            {"matching", page.matching},
            {"offset", page.offset},
            {"sums",
             {{"visits", page.sums.visits},
              {"engaged", page.sums.engaged},
              {"unknown", page.sums.unknown},
              {"conversions", page.sums.conversions},
              {"people", nullptr}}},  // one person may come from several sources
            {"site_share", page.site_share},
            {"bar", page.bar},
            {"has_paid", page.has_paid},
            {"tested", page.tested},
            {"signals", page.signals}};
  json["rows"] = json_list(page.rows, source);
  return json.dump() + "\n";
}

std::string sources_csv(const views::SourcePage& page) {
  Table table;
  for (const char* head :
       {"rank",          "name",           "channel",     "landing",    "visits",
        "engaged",       "unknown",        "conversions", "people",     "share",
        "share_low",     "share_high",     "returning",   "bounce_ga4", "bounce_plausible",
        "bounce_matomo", "bounce_posthog", "probability", "q",          "months_better",
        "months_seen",   "standing",       "figure"}) {
    table.columns.push_back({.head = head});
  }
  for (const views::SourceRow& row : page.rows) {
    table.rows.push_back(cells(row));
  }
  return table_csv(table);
}

}  // namespace throughline::render
