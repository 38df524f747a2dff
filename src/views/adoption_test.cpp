#include "views/adoption.hpp"

#include <gmock/gmock.h>

namespace throughline::views {
namespace {

using plan::MatchKey;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

SignalRow signal(FigureId figure, std::string name) {
  SignalRow row;
  row.figure = std::move(figure);
  row.name = std::move(name);
  row.visits = 6020;
  row.engaged_visits = 4120;
  row.share = {0.684, 0.66, 0.70, 0.9};
  row.versus = {0.12, 0.09, 0.15, 0.9};
  row.months_seen = 17;
  row.months_better = 15;
  return row;
}

const std::vector<SignalRow>& signals() {
  static const std::vector<SignalRow> kAll = {
      signal(source_figure(schema::SourceKind::Domain, "knits.example"), "knits.example"),
      signal(source_figure(schema::SourceKind::Landing, "/refill"), "/refill"),
      signal(source_figure(schema::SourceKind::Host, "knits.example"), "knits.example"),
      signal(source_figure(schema::SourceKind::Campaign, "letter / email / spring"),
             "letter / email / spring")};
  return kAll;
}

std::string id_of(std::string_view name) {
  const auto found = signal_named(signals(), name);
  return found ? text_of((*found)->figure) : found.error().text();
}

TEST(Adoption, FindsASignalByItsIdOrName) {
  EXPECT_EQ(id_of("landing:/refill"), "landing:/refill");
  EXPECT_EQ(id_of("/Refill"), "landing:/refill");
  EXPECT_EQ(id_of("host:knits.example"), "host:knits.example");
  EXPECT_EQ(id_of("domain:knits.example.engaged"), "domain:knits.example");
  EXPECT_THAT(id_of("knits.example"), HasSubstr("domain:knits.example, host:knits.example"));
  EXPECT_THAT(id_of("nobody.example"), HasSubstr("throughline signals"));
}

TEST(Adoption, MatchesWhatTheSignalsRowsSay) {
  EXPECT_THAT(draft_of(signals()[0], {2026, 6, 30}).match,
              ElementsAre(Pair(MatchKey::Host, ElementsAre("knits.example", "*.knits.example"))));
  EXPECT_THAT(draft_of(signals()[1], {2026, 6, 30}).match,
              ElementsAre(Pair(MatchKey::Landing, ElementsAre("/refill"))));
  EXPECT_THAT(draft_of(signals()[2], {2026, 6, 30}).match,
              ElementsAre(Pair(MatchKey::Host, ElementsAre("knits.example"))));
  EXPECT_THAT(draft_of(signals()[3], {2026, 6, 30}).match,
              ElementsAre(Pair(MatchKey::Source, ElementsAre("letter")),
                          Pair(MatchKey::Medium, ElementsAre("email")),
                          Pair(MatchKey::Campaign, ElementsAre("spring"))));
}

TEST(Adoption, MatchesTheMembersOfAPool) {
  SignalRow pool = signal(pool_figure("landing page", "/refill"), "/refill");
  pool.members = {"forum.example/t/1", "forum.example/t/2", "a.example/x"};
  pool.member_kind = schema::SourceKind::Page;
  const plan::Draft draft = draft_of(pool, {2026, 6, 30});
  EXPECT_THAT(draft.match,
              ElementsAre(Pair(MatchKey::Host, ElementsAre("forum.example", "a.example")),
                          Pair(MatchKey::Landing, ElementsAre("/refill"))));
  EXPECT_EQ(draft.seen, "throughline show \"pool:landing page:/refill\"");
}

TEST(Adoption, NotesTheEvidenceWithItsGrade) {
  EXPECT_EQ(draft_of(signals()[0], {2026, 6, 30}).evidence,
            "4,120 of 6,020 visits engaged, 68% [66, 70]; 15 of 17 months above the bar; +12 "
            "points [+9, +15] against it. Grade D: seen, not tested.");
}

}  // namespace
}  // namespace throughline::views
