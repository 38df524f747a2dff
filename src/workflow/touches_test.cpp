#include "workflow/touches.hpp"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>

#include "workflow/formats.hpp"
#include "workflow/import.hpp"
#include "workflow/judging.hpp"
#include "workflow/sessions.hpp"
#include "workflow/store_fixture.hpp"

namespace throughline::workflow {
namespace {

using testing::ElementsAre;

// Three people: sent by a partner, typed the address, typed the address of the shop.
constexpr std::string_view kLog =
    R"(10.0.0.1 - - [17/May/2025:10:00:00 +0000] "GET /a HTTP/1.1" 200 5 "https://www.partner.example/list" "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
10.0.0.2 - - [17/May/2025:11:00:00 +0000] "GET /a HTTP/1.1" 200 5 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
10.0.0.3 - - [17/May/2025:12:00:00 +0000] "GET /shop/cart HTTP/1.1" 200 5 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
)";

class Touches : public StoreFixture {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(StoreFixture::SetUp());
    for (const char* table : {"hits", "imports", "touches", "sessions", "judgements"}) {
      run(fmt::format("TRUNCATE TABLE {}", table));
    }
    workspace_.folder = folder_.string() + "-workspace";
    workspace_.settings.sites = {{.id = "main", .hosts = {"own.example"}}};
  }

  void TearDown() override { std::filesystem::remove_all(workspace_.folder); }

  void import_log_and_derive() {
    std::filesystem::create_directories(workspace_.folder);
    const std::string file = workspace_.folder / "access.log";
    std::ofstream(file) << kLog;
    const auto judge = make_judge(workspace_, own_hosts_of(workspace_.settings, {}));
    ASSERT_TRUE(judge.has_value()) << judge.error().text();
    auto opened = open_rows(file);
    ASSERT_TRUE(opened.has_value()) << opened.error().text();
    const auto format = format_of({}, {.id = "logs"}, *opened);
    ASSERT_TRUE(format.has_value()) << format.error().text();
    const auto done = import_rows(
        *engine_, {feed_number("logs"), "logs"}, std::move(*opened), *format, judge->rules(), {});
    ASSERT_TRUE(done.has_value()) << done.error().text();
    ASSERT_TRUE(rebuild_sessions(*engine_, {}).has_value());
  }

  bool judge_again() {
    const auto done = judge_touches_again(*engine_, workspace_);
    EXPECT_TRUE(done.has_value()) << done.error().text();
    return done.value_or(false);
  }

  // Of each visit in the order of time: own channel, or the number of a channel that GA4 knows.
  static std::vector<std::string> channels() {
    const auto answer = engine_->query(
        "SELECT if(own_channel = '', toString(channel), own_channel) AS name FROM visits ORDER BY "
        "start");
    EXPECT_TRUE(answer.has_value()) << answer.error().text();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < answer->n_rows(); ++i) {
      names.emplace_back((**answer->get<engine::Strings>("name"))[i]);
    }
    return names;
  }

  Workspace workspace_;
};

TEST_F(Touches, ARuleOfTodayHoldsForWhatWasReadBeforeAndCanBeTakenBack) {
  import_log_and_derive();
  judge_again();
  EXPECT_THAT(channels(), ElementsAre("14", "1", "1"));
  workspace_.settings.channels = {
      {.channel = "Partners", .field = settings::ChannelField::Host, .pattern = "partner.example"}};
  EXPECT_TRUE(judge_again());
  EXPECT_THAT(channels(), ElementsAre("Partners", "1", "1"));
  EXPECT_FALSE(judge_again()) << "nothing has changed";
  workspace_.settings.channels.clear();
  EXPECT_TRUE(judge_again());
  EXPECT_THAT(channels(), ElementsAre("14", "1", "1"));
}

TEST_F(Touches, AHostThatBecameAnOwnOneSendsNobodyAnyMore) {
  import_log_and_derive();
  workspace_.settings.sites.front().hosts.emplace_back("partner.example");
  EXPECT_TRUE(judge_again());
  EXPECT_THAT(channels(), ElementsAre("1", "1", "1"));
}

TEST_F(Touches, ARuleOnTheLandingPageTellsVisitsApartThatCameAlike) {
  workspace_.settings.channels = {
      {.channel = "Shop", .field = settings::ChannelField::Landing, .pattern = "/shop*"}};
  import_log_and_derive();
  EXPECT_THAT(channels(), ElementsAre("14", "1", "Shop"));
  judge_again();
  EXPECT_THAT(channels(), ElementsAre("14", "1", "Shop"));
}

}  // namespace
}  // namespace throughline::workflow
