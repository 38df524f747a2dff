#include "demo/demo.hpp"

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
  for (const char* file : {"logs/de-2025-03.log.gz",
                           "logs/br-2026-06.log.gz",
                           "orders.csv",
                           "spend.csv",
                           "events.jsonl",
                           "throughline.yaml",
                           "truth.json"}) {
    ASSERT_FALSE(bytes_of(folder_ / "a" / file).empty()) << file;
    EXPECT_EQ(bytes_of(folder_ / "a" / file), bytes_of(folder_ / "b" / file)) << file;
  }
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
