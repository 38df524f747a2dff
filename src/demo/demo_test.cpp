#include "demo/demo.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <unistd.h>
#include <zlib.h>

#include "demo/people.hpp"
#include "demo/purchases.hpp"

namespace throughline::demo {
namespace {

namespace fs = std::filesystem;

class Demo : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("throughline-demo-{}", getpid());
    fs::remove_all(folder_);
  }

  void TearDown() override { fs::remove_all(folder_); }

  DemoSummary write(const fs::path& folder, std::uint64_t seed, unsigned threads = 2) {
    const auto done = write_demo(folder, {.seed = seed, .scale = 0.01, .n_threads = threads});
    EXPECT_TRUE(done.has_value()) << done.error().text();
    return done.value_or(DemoSummary{});
  }

  fs::path folder_;
};

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

std::string unpacked(const fs::path& file) {
  std::string text;
  gzFile in = gzopen(file.c_str(), "rb");
  std::array<char, 65536> part{};
  for (int n = gzread(in, part.data(), part.size()); n > 0;
       n = gzread(in, part.data(), part.size())) {
    text.append(part.data(), static_cast<std::size_t>(n));
  }
  gzclose(in);
  return text;
}

TEST_F(Demo, TheSameSeedGivesTheSameBytesAtAnyNumberOfThreads) {
  write(folder_ / "a", 7, 1);
  write(folder_ / "b", 7, 3);
  write(folder_ / "c", 8, 2);
  int files = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder_ / "a")) {
    if (entry.is_regular_file()) {
      ++files;
      const std::string first = bytes_of(entry.path());
      EXPECT_FALSE(first.empty()) << entry.path();
      EXPECT_TRUE(first == bytes_of(folder_ / "b" / fs::relative(entry.path(), folder_ / "a")))
          << entry.path();
    }
  }
  EXPECT_EQ(files, 2 * kMonths + 14);
  EXPECT_NE(bytes_of(folder_ / "a/logs/de-2025-03.log.gz"),
            bytes_of(folder_ / "c/logs/de-2025-03.log.gz"));
}

TEST_F(Demo, TheTruthCountsWhatTheFilesHold) {
  const DemoSummary summary = write(folder_, 1);
  const auto truth = nlohmann::json::parse(bytes_of(folder_ / "truth.json"));
  std::uint64_t lines = 0;
  std::uint64_t garbled = 0;
  for (const auto& [name, file] : truth["files"].items()) {
    const std::string text = unpacked(folder_ / "logs" / name);
    const auto here = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    EXPECT_EQ(here, file["lines"].get<std::uint64_t>()) << name;
    lines += here;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
      garbled += line.size() > 66000 ? 1U : 0U;
    }
  }
  EXPECT_EQ(lines, summary.lines);
  EXPECT_EQ(garbled, truth["broken"]["over-long"].get<std::uint64_t>());
  std::uint64_t broken = 0;
  for (const auto& [way, n] : truth["broken"].items()) {
    EXPECT_GT(n.get<std::uint64_t>(), 0U) << way;
    broken += n.get<std::uint64_t>();
  }
  EXPECT_NEAR(static_cast<double>(broken) / static_cast<double>(lines), 0.003, 0.001);
}

TEST_F(Demo, BlogsKeepTheirSizeAndOneBreaksOut) {
  write(folder_, 1);
  const auto truth = nlohmann::json::parse(bytes_of(folder_ / "truth.json"));
  int blogs = 0;
  int threads = 0;
  for (const auto& [name, source] : truth["sources"].items()) {
    double engaged = 0;
    if (source["role"] == "blog" || source["role"] == "thread") {
      for (const auto& month : source["engaged"]) {
        engaged += month.get<double>() / 18;
      }
    }
    if (source["role"] == "blog" && name != "tinyglow.example") {
      ++blogs;
      EXPECT_GT(engaged, 40) << name;
      EXPECT_LT(engaged, 110) << name;
    }
    threads += source["role"] == "thread" ? 1 : 0;
    if (source["role"] == "thread") {
      EXPECT_LT(engaged, 4) << name;
    }
  }
  EXPECT_EQ(blogs, 49);
  EXPECT_EQ(threads, 60);
  const auto& glow = truth["sources"]["tinyglow.example"]["engaged"];
  EXPECT_GT(glow[15].get<double>(), 3.5 * glow[11].get<double>());
}

TEST_F(Demo, TheAppsFeedIsInOrderAndDiesThreeDaysBeforeTheEnd) {
  write(folder_, 1);
  const auto truth = nlohmann::json::parse(bytes_of(folder_ / "truth.json"));
  std::istringstream lines(bytes_of(folder_ / "events.jsonl"));
  std::uint64_t n = 0;
  std::uint64_t purchases = 0;
  std::string newest;
  for (std::string line; std::getline(lines, line); ++n) {
    const auto event = nlohmann::json::parse(line);
    EXPECT_LE(newest, event["time"].get<std::string>());
    newest = event["time"];
    purchases += event["name"] == "purchase" ? 1U : 0U;
    EXPECT_EQ(event["name"] == "engagement", event.contains("foreground_ms"));
  }
  EXPECT_EQ(n, truth["events"]["lines"].get<std::uint64_t>());
  EXPECT_EQ(purchases, truth["events"]["purchases"].get<std::uint64_t>());
  EXPECT_LT(newest, "2026-06-27T23:00:00Z");  // midnight of the 28th in Berlin's winter time
  EXPECT_GT(newest, "2026-06-26");
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, ',');) {
    fields.push_back(field);
  }
  return fields;
}

TEST_F(Demo, ClicksOfSpendAreTheVisitsOfLogsAndTheFewThatWereLost) {
  write(folder_, 1);
  const auto truth = nlohmann::json::parse(bytes_of(folder_ / "truth.json"));
  std::map<std::string, double> clicks;
  std::istringstream lines(bytes_of(folder_ / "spend.csv"));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "day,market,channel,campaign,cost,impressions,clicks");
  std::set<std::string> names;
  while (std::getline(lines, line)) {
    const std::vector<std::string> fields = fields_of(line);
    names.insert(fields[3]);
    if (!truth["sources"].contains(fields[3])) {  // nobody can click a poster
      EXPECT_EQ(fields[6], "0") << line;
      continue;
    }
    clicks[fields[3]] += std::stod(fields[6]);
    EXPECT_EQ(std::stod(fields[4]) > 0, std::stod(fields[6]) > 0) << line;
  }
  EXPECT_EQ(names.size(), campaigns().size());
  for (const auto& [campaign, clicked] : clicks) {
    double visits = 0;
    for (const auto& month : truth["sources"][campaign]["visits"]) {
      visits += month.get<double>();
    }
    EXPECT_GE(clicked, visits) << campaign;
    EXPECT_LE(clicked, 1.06 * visits + 4 * std::sqrt(0.06 * visits)) << campaign;
  }
}

// Somebody whose chances are as good as luck decides.
std::vector<Visit> life_of(Day first, int n_visits, double luck) {
  std::vector<Visit> life;
  for (int i = 0; i < n_visits; ++i) {
    const Seconds at = start_of_month(0, kMarkets[0]) + (first + 20 * i) * 86'400 + 43'200;
    life.push_back({.start = at, .nth = static_cast<std::uint16_t>(i), .pages = 4, .luck = luck});
  }
  return life;
}

int bought(const Buyer& buyer, std::vector<Visit> life, const World& world) {
  decide_purchases(buyer, life, world);
  return static_cast<int>(
      std::ranges::count_if(life, [](const Visit& visit) { return visit.order > 0; }));
}

TEST(Purchases, DifferBetweenWorldsOnlyByWhatATacticDoesToThisPerson) {
  const std::vector<Origin> all = origins(1);
  const auto kit = std::ranges::find_if(all, [](const Origin& origin) { return origin.got_kit; });
  const Buyer reader(1, 77, 0, *kit);
  const Buyer other(1, 77, 0, all.front());
  const World none = World{}.without(Tactic::BlogKits);
  int differ = 0;
  for (double luck = 0.05; luck < 1.0; luck += 0.05) {
    const auto before = life_of(30, 6, luck);
    const auto during = life_of(schedule().kits.from + 30, 6, luck);
    EXPECT_EQ(bought(reader, before, World{}), bought(reader, before, none)) << luck;
    EXPECT_EQ(bought(other, during, World{}), bought(other, during, none)) << luck;
    EXPECT_GE(bought(reader, during, World{}), bought(reader, during, none)) << luck;
    differ += bought(reader, during, World{}) != bought(reader, during, none) ? 1 : 0;
  }
  EXPECT_GT(differ, 0);
}

TEST(Purchases, OfShortVisitsAndOfPeopleWhoWereNotBroughtAreNone) {
  const std::vector<Origin> all = origins(1);
  std::vector<Visit> brief = life_of(10, 3, 0.0);
  for (Visit& visit : brief) {
    visit.pages = 2;
  }
  EXPECT_FALSE(may_buy(brief));
  EXPECT_EQ(bought(Buyer(1, 5, 0, all.front()), brief, World{}), 0);
  const auto outrage = std::ranges::find(all, "photo_outrage", &Origin::name);
  const Buyer brought(1, 5, 0, *outrage);
  EXPECT_EQ(bought(brought, life_of(300, 3, 0.0), World{}), 3);
  EXPECT_EQ(bought(brought, life_of(300, 3, 0.0), World{}.without(Tactic::Outrage)), 0);
}

TEST(Switches, HaveAsManyWeeksOnAsOff) {
  for (std::uint64_t seed = 1; seed < 20; ++seed) {
    int on = 0;
    for (Day day = schedule().launch_switch.from; day < schedule().launch_switch.to; ++day) {
      on += is_on(Tactic::PhotoLaunch, 1, day, seed) ? 1 : 0;
    }
    EXPECT_EQ(2 * on, schedule().launch_switch.to - schedule().launch_switch.from);
    EXPECT_TRUE(is_on(Tactic::PhotoLaunch, 1, schedule().launch_switch.to, seed));
  }
}

// However big the company, a server carries no more than two of the default's: the memory that a
// log takes is bounded, and so is each file.
TEST(Slices, OfTwoServersAreDifferentPeopleAndAsManyTogether) {
  const std::vector<Origin> all = origins(1);
  const auto visits_of = [&](std::uint64_t server, std::uint64_t n_servers) {
    return visits_of_month(
        all, 1, {.month = 2, .scale = 0.05, .server = server, .n_servers = n_servers});
  };
  const auto people_of = [](const std::vector<Visit>& visits) {
    std::set<std::uint64_t> people;
    for (const Visit& visit : visits) {
      people.insert(visit.person);
    }
    return people;
  };
  const std::vector<Visit> first = visits_of(0, 2);
  const std::vector<Visit> second = visits_of(1, 2);
  const auto whole = static_cast<double>(visits_of(0, 1).size());
  EXPECT_NEAR(static_cast<double>(first.size() + second.size()), whole, 6 * std::sqrt(whole));
  std::set<std::uint64_t> both = people_of(first);
  const std::size_t n_first = both.size();
  both.merge(people_of(second));
  EXPECT_EQ(both.size(), n_first + people_of(second).size());
}

TEST_F(Demo, ReplacesTheLogsOfADemoThatWasThereBefore) {
  write(folder_, 1);
  std::ofstream(folder_ / "logs/de-2025-01-web02.log.gz") << "of a bigger demo";
  write(folder_, 1);
  EXPECT_FALSE(fs::exists(folder_ / "logs/de-2025-01-web02.log.gz"));
}

TEST_F(Demo, NeverWritesIntoSomebodyElsesFolder) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "thesis.txt") << "mine";
  const auto refused = write_demo(folder_, {.scale = 0.01});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
}

}  // namespace
}  // namespace throughline::demo
