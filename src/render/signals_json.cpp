#include "render/signals_json.hpp"

#include <algorithm>

#include "render/json_parts.hpp"
#include "render/marked.hpp"
#include "render/omissions.hpp"
#include "render/sentences.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::Report;

Json str(std::string_view text) { return json_of(text); }

std::string slug(schema::Channel channel) { return views::slug_of(schema::name_of(channel)); }

std::string slug(views::Trend trend) { return views::slug_of(name_of(trend, Language::English)); }

// ---- findings

Json figures_of(const views::SmallSources& found) {
  return {{"sources", found.sources},
          {"visits", found.visits},
          {"engaged", found.engaged},
          {"months", found.months},
          {"engaged_a_month", json_of(found.engaged_a_month)},
          {"share", json_of(found.share)},
          {"paid", found.paid ? Json(slug(*found.paid)) : Json(nullptr)},
          {"paid_visits", found.paid_visits},
          {"paid_engaged", found.paid_engaged},
          {"paid_bounced", found.paid_bounced},
          {"ratio", json_of(found.ratio)},
          {"landing", str(found.landing)},
          {"figure", json_of(views::FigureId{.subject = views::FigureId::Subject::Small})}};
}

Json figures_of(const views::PaidBounces& found) {
  return {{"channel", slug(found.channel)},
          {"visits", found.visits},
          {"bounced", found.bounced},
          {"returning", found.returning},
          {"unpaid_visits", found.unpaid_visits},
          {"unpaid_bounced", found.unpaid_bounced},
          {"landing", str(found.landing)},
          {"figure", json_of(views::channel_figure(found.channel))}};
}

Json figures_of(const views::PooledTheme& found) {
  return {{"figure", json_of(found.figure)},
          {"shared", str(found.shared)},
          {"by", str(found.by)},
          {"sources", found.sources},
          {"visits", found.visits},
          {"engaged", found.engaged},
          {"months_since_seen", found.months_since_seen},
          {"share", json_of(found.share)},
          {"months_better", found.months_better},
          {"months", found.months},
          {"landing", str(found.landing)}};
}

Json figures_of(const views::BreakoutSeen& found) {
  return {{"figure", json_of(found.figure)},
          {"source", str(found.source)},
          {"visits", found.visits},
          {"engaged", found.engaged},
          {"month", month_name(found.month)},
          {"ratio", found.ratio},
          {"probability", found.probability},
          {"landing", str(found.landing)}};
}

Json figures_of(const views::TopHides& found) {
  return {{"sources", found.sources},
          {"visits", found.visits},
          {"engaged", found.engaged},
          {"named_engaged", found.named_engaged},
          {"figure", json_of(views::FigureId{.subject = views::FigureId::Subject::BelowTop})}};
}

Json figures_of(const views::NothingYet& found) {
  return {{"sources", found.sources}, {"visits", found.visits}, {"months", found.months}};
}

constexpr std::array<std::string_view, std::variant_size_v<views::Finding>> kKinds = {
    "small-sources", "paid-bounces", "pool", "breakout", "top-hides", "nothing-yet"};

Json finding(const views::Finding& found, Language l) {
  const FindingText text = words_of(found, l);
  const Json figures = std::visit([](const auto& one) { return figures_of(one); }, found);
  return {{"kind", kKinds[found.index()]},
          {"claim", plain_text(text.claim)},
          {"rest", plain_text(text.rest)},
          {"how_sure", plain_text(text.how_sure)},
          {"likely_why", plain_text(text.likely_why)},
          {"so_what", plain_text(text.so_what)},
          {"grade", json_of(text.grade)},
          {"figure", figures.value("figure", std::string())},
          {"figures", figures}};
}

// ---- sources and signals

Json mark(const views::SourceMark& one) {
  Json json{{"name", str(one.name)},
            {"channel", slug(one.channel)},
            {"visits", one.visits},
            {"visits_a_month", one.visits_a_month},
            {"share", one.share}};
  for (const auto& [key, holds] : {std::pair{"signal", one.signal},
                                   std::pair{"small", one.small},
                                   std::pair{"label", one.label}}) {
    if (holds) {  // ten thousand marks: what is false is left out
      json[key] = true;
    }
  }
  return json;
}

Json signal(const views::SignalRow& row, const std::string& tactic) {
  return {{"id", json_of(row.figure)},
          {"figure", json_of(row.figure)},
          {"name", str(row.name)},
          {"kind", str(row.kind)},
          {"channel", slug(row.channel)},
          {"landing", str(row.landing)},
          {"members", json_of(row.members)},
          {"member_kind", schema::name_of(row.member_kind)},
          {"engaged", row.engaged},
          {"visits_by_month", row.visits_by_month},
          {"better", Json(std::vector<int>(row.better.begin(), row.better.end()))},
          {"engaged_visits", row.engaged_visits},
          {"engaged_a_month", row.engaged_a_month()},
          {"months_since_seen", row.months_since_seen},
          {"visits", row.visits},
          {"people", row.people},
          {"share", json_of(row.share)},
          {"versus", json_of(row.versus)},
          {"returning", row.returning},
          {"q", row.q},
          {"months_seen", row.months_seen},
          {"months_better", row.months_better},
          {"trend", slug(row.trend)},
          {"grade", json_of(schema::Grade::D)},
          {"tactic", tactic.empty() ? Json(nullptr) : str(tactic)}};
}

Json totals(const Report& report) {
  return {{"visits", report.visits},
          {"people", report.people},
          {"engaged", report.engaged},
          {"unknown", report.unknown},
          {"returning", report.returning},
          {"conversions", report.conversions},
          {"bot_visits", report.bot_visits},
          {"n_sources", report.n_sources},
          {"n_small", report.n_small},
          {"named_visits", report.named_visits},
          {"named_engaged", report.named_engaged},
          {"top_visits", report.top_visits},
          {"top_engaged", report.top_engaged}};
}

Json signals_of(const Report& report, std::span<const std::string> tactics) {
  Json list = Json::array();
  for (std::size_t i = 0; i < report.signals.size(); ++i) {
    list.push_back(signal(report.signals[i], i < tactics.size() ? tactics[i] : std::string()));
  }
  return list;
}

}  // namespace

std::string signals_json(const Report& report,
                         std::span<const std::string> tactics,
                         Language language) {
  Json json{{"schema", "throughline.signals/1"},
            {"workspace", str(report.workspace)},
            {"run", str(report.run)},
            {"version", str(report.version)},
            {"as_of", json_of(report.as_of)},
            {"from", json_of(report.from)},
            {"until", json_of(report.until)},
            {"first_month", month_name(report.first_month)},
            {"n_months", report.n_months},
            {"headline", plain_text(headline(report, language))},
            {"has_paid", report.has_paid},
            {"has_goals", report.has_goals},
            {"false_discovery", report.false_discovery},
            {"site_share", report.site_share},
            {"tenth", str(report.tenth)},
            {"tenth_visits", report.tenth_visits},
            {"totals", totals(report)}};
  json["findings"] =
      json_list(report.findings, [&](const auto& found) { return finding(found, language); });
  json["signals"] = signals_of(report, tactics);
  json["marks"] = json_list(report.marks, mark);
  json["left_out"] = json_list(omissions(report, language), [](const std::string& sentence) {
    return Json(plain_text(sentence));
  });
  json["missing"] = json_of(report.missing);
  return json.dump() + "\n";
}

}  // namespace throughline::render
