#include "settings/settings.hpp"

#include <gmock/gmock.h>

namespace throughline::settings {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kWhole = R"(
workspace: lumen
timezone: Europe/Berlin
language: zh
as_of: 2026-06-30
seed: 7
sites:
  - {id: de, host: [Lumen.example, www.lumen.example], market: de}
sources:
  - {id: logs-de, kind: log, path: "logs/de-*.gz", site: de}
  - {id: spend, kind: spend, path: spend.csv, columns: {date: day, amount: cost}, fresh_within: 48h, visits: false}
conversions: [{id: order, event: purchase, value: amount}, {id: signup, path: /welcome}]
visitors: {rotate: month}
reports: {every: week, to: out, pdf: true}
sessions: {gap: 20m, cut_at_midnight: true}
channels: [{channel: Partners, host: [a.example, "*.b.example"]}]
bots: {rate: false, extra_agents: [MyProbe]}
rates:
  BRL: 0.17
  USD: [{from: 2026-01-01, rate: 0.00001}, {from: 2025-01-01, rate: 0.95}]
rates_file: rates.csv
roles: {editor: 45.50}
thresholds: {false_discovery: 0.05}
)";

TEST(ReadSettings, TakesEveryKeyOfTheContract) {
  const Reading reading = read_settings(kWhole, "throughline.yaml");
  ASSERT_THAT(reading.problems, IsEmpty());
  const Settings& all = reading.settings;
  EXPECT_EQ(all.workspace, "lumen");
  EXPECT_EQ(all.as_of, (CivilDate{2026, 6, 30}));
  EXPECT_EQ(all.language, "zh");
  EXPECT_EQ(all.seed, 7U);
  ASSERT_THAT(all.sites, SizeIs(1));
  EXPECT_THAT(all.sites[0].hosts, ElementsAre("lumen.example", "www.lumen.example"));
  ASSERT_THAT(all.sources, SizeIs(2));
  EXPECT_EQ(all.sources[0].path, "logs/de-*.gz");
  EXPECT_EQ(all.sources[1].columns.at("amount"), "cost");
  EXPECT_FALSE(all.sources[1].visits);
  EXPECT_EQ(all.sources[1].fresh_within, 48 * 3600);
  ASSERT_THAT(all.conversions, SizeIs(2));
  EXPECT_EQ(all.conversions[1].path, "/welcome");
  EXPECT_EQ(all.rotate, Rotate::Month);
  EXPECT_EQ(all.reports, (Reports{.every = Every::Week, .to = "out", .pdf = true}));
  EXPECT_EQ(all.sessions.gap, 1200);
  EXPECT_TRUE(all.sessions.cut_at_midnight);
  ASSERT_THAT(all.channels, SizeIs(2));
  EXPECT_EQ(all.channels[1].pattern, "*.b.example");
  EXPECT_FALSE(all.bots.rate);
  EXPECT_TRUE(all.bots.agents);
  EXPECT_THAT(all.rates.at("BRL"), ElementsAre(Rate{{1970, 1, 1}, 0.17}));
  EXPECT_THAT(all.rates.at("USD"),
              ElementsAre(Rate{{2025, 1, 1}, 0.95}, Rate{{2026, 1, 1}, 0.00001}));
  EXPECT_EQ(all.rates_file, "rates.csv");
  EXPECT_EQ(all.roles.at("editor"), 4550);
  EXPECT_EQ(all.thresholds.false_discovery, 0.05);
}

TEST(ReadSettings, AnEmptyFileIsAWorkspaceWithDefaults) {
  EXPECT_EQ(parse_settings("", "throughline.yaml").value(), Settings{});
}

TEST(ReadSettings, NamesEveryMistakeWithItsPlaceAndTheNearestRightWord) {
  const Reading reading = read_settings(
      "timezon: UTC\n"
      "sources:\n"
      "  - {id: a, kind: lgo, path: x}\n"
      "  - {id: a, kind: log, path: x, site: nowhere}\n"
      "sessions: {gap: 0m}\n"
      "store: {cluster: c}\n"
      "timezone: Mars/Base\n"
      "rates: {EUR: 1, usd: 0.9, BRL: 0, GBP: [{from: 2026-01-01}]}\n",
      "throughline.yaml");
  std::vector<std::string> told;
  for (const Error& problem : reading.problems) {
    told.push_back(problem.text());
  }
  using Told = testing::Matcher<std::string>;
  const auto at = [](std::string_view place, std::string_view word) -> Told {
    return AllOf(HasSubstr(std::string(place)), HasSubstr(std::string(word)));
  };
  EXPECT_THAT(told,
              testing::IsSupersetOf({at("throughline.yaml:1:1", "timezone"),
                                     at("throughline.yaml:3:19", "log"),
                                     at(":4:", "\"a\" is taken"),
                                     at(":4:", "nowhere"),
                                     at(":5:", "sessions.gap"),
                                     at(":6:", "url"),
                                     at(":7:", "Mars/Base"),
                                     at(":8:", "rates.EUR"),
                                     at(":8:", "rates.usd"),
                                     at(":8:", "rates.BRL"),
                                     at(":8:", "rate")}));
}

TEST(SettingsWithDefaults, ReadBackGiveTheSameSettings) {
  const Settings all = parse_settings(kWhole, "throughline.yaml").value();
  EXPECT_EQ(parse_settings(settings_with_defaults(all), "printed").value(), all);
  EXPECT_EQ(parse_settings(settings_with_defaults({}), "printed").value(), Settings{});
}

TEST(StarterSettings, AreValidAsTheyStand) {
  const std::string text = starter_settings("my-site").value();
  EXPECT_EQ(parse_settings(text, "throughline.yaml").value().workspace, "my-site");
  EXPECT_FALSE(starter_settings("not an id").has_value());
}

TEST(AddSource, KeepsEveryOtherByteAndTheFileValid) {
  const Source source{.id = "shop", .kind = Kind::Log, .path = "shop access.log"};
  for (const std::string_view text :
       {std::string_view{},
        std::string_view("# mine\nworkspace: a\n"),
        std::string_view("sources: []\nseed: 2\n"),
        std::string_view("sources:\n  - {id: a, kind: log, path: x}\n\n# end\n"),
        kWhole}) {
    const std::string changed = add_source(text, source).value();
    const Settings before = parse_settings(text, "before").value();
    Settings after = parse_settings(changed, "after").value();
    ASSERT_FALSE(after.sources.empty()) << changed;
    EXPECT_EQ(after.sources.back(), source) << changed;
    after.sources.pop_back();
    EXPECT_EQ(after, before) << changed;
  }
  EXPECT_FALSE(add_source("sources: [{id: shop, kind: log, path: x}]\n", source).has_value());
}

}  // namespace
}  // namespace throughline::settings
