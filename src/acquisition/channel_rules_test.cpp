#include "acquisition/channel_rules.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "text/url.hpp"

namespace throughline::acquisition {
namespace {

using lists::Category;
using schema::Channel;

// The published table, row by row, with its expressions as they stand there.
Channel by_the_table(const std::string& source,
                     const std::string& medium,
                     const std::string& campaign,
                     Category category) {
  const std::regex paid("^(.*cp.*|ppc|retargeting|paid.*)$");
  const std::regex shop("^(.*(([^a-df-z]|^)shop|shopping).*)$");
  const std::regex display("^(display|banner|expandable|interstitial|cpm)$");
  const std::regex social("^(social|social-network|social-media|sm|social network|social media)$");
  const std::regex email("^(email|e-mail|e_mail|e mail)$");
  const std::regex push("^(.*push|.*mobile.*|.*notification.*)$");
  const auto is = [](const std::string& text, const std::regex& expression) {
    return std::regex_match(text, expression);
  };
  const bool is_shop = category == Category::Shopping || is(campaign, shop);
  const bool is_paid = is(medium, paid);
  const std::vector<std::pair<bool, Channel>> rows = {
      {source == "(direct)" && (medium == "(not set)" || medium == "(none)"), Channel::Direct},
      {std::regex_search(campaign, std::regex("cross-network")), Channel::CrossNetwork},
      {is_shop && is_paid, Channel::PaidShopping},
      {category == Category::Search && is_paid, Channel::PaidSearch},
      {category == Category::Social && is_paid, Channel::PaidSocial},
      {category == Category::Video && is_paid, Channel::PaidVideo},
      {is(medium, display), Channel::Display},
      {is_paid, Channel::PaidOther},
      {is_shop, Channel::OrganicShopping},
      {category == Category::Social || is(medium, social), Channel::OrganicSocial},
      {category == Category::Video || is(medium, std::regex("^(.*video.*)$")),
       Channel::OrganicVideo},
      {category == Category::Assistant || medium == "ai-assistant", Channel::AiAssistant},
      {category == Category::Search || medium == "organic", Channel::OrganicSearch},
      {is(medium, std::regex("^(referral|app|link)$")), Channel::Referral},
      {is(source, email) || is(medium, email), Channel::Email},
      {medium == "affiliate", Channel::Affiliates},
      {medium == "audio", Channel::Audio},
      {source == "sms" || medium == "sms", Channel::Sms},
      {is(medium, push) || source == "firebase", Channel::MobilePush},
  };
  for (const auto& [holds, channel] : rows) {
    if (holds) {
      return channel;
    }
  }
  return Channel::Unassigned;
}

TEST(Ga4Channel, IsThePublishedTableOverTheCrossProduct) {
  const std::vector<std::string> sources = {"(direct)",
                                            "google",
                                            "facebook.com",
                                            "youtube.com",
                                            "amazon.com",
                                            "blog.example",
                                            "chatgpt.com",
                                            "email",
                                            "e mail",
                                            "sms",
                                            "firebase",
                                            "(not set)"};
  const std::vector<std::string> mediums = {
      "(none)",       "(not set)", "organic",     "referral",     "cpc",           "cpm",
      "ppc",          "paid",      "paid_social", "xcpx",         "retargeting",   "retargetings",
      "display",      "banner",    "expandable",  "interstitial", "social",        "social-network",
      "social media", "sm",        "video",       "myvideos",     "app",           "link",
      "links",        "email",     "e_mail",      "affiliate",    "affiliates",    "audio",
      "sms",          "webpush",   "push-x",      "mobile-x",     "notifications", "ai-assistant",
      "print",        ""};
  const std::vector<std::string> campaigns = {"",
                                              "(not set)",
                                              "cross-network",
                                              "x-cross-network-y",
                                              "shop",
                                              "workshop",
                                              "bookshop",
                                              "eshop",
                                              "e-shop",
                                              "photoshopping",
                                              "aeshop",
                                              "barbershop 2",
                                              "spring shop",
                                              "zshop"};
  int n = 0;
  for (const std::string& source : sources) {
    const Category category = category_of(source);
    for (const std::string& medium : mediums) {
      for (const std::string& campaign : campaigns) {
        ASSERT_EQ(ga4_channel(source, medium, campaign, category),
                  by_the_table(source, medium, campaign, category))
            << source << " / " << medium << " / " << campaign;
        ++n;
      }
    }
  }
  EXPECT_EQ(n, static_cast<int>(sources.size() * mediums.size() * campaigns.size()));
}

// What look-ups stand on: they are binary searches for lower-case hosts without "www.".
TEST(Lists, AreSortedLowerCaseAndFreeOfDuplicates) {
  for (const auto list : {lists::platforms(), lists::providers(), lists::spam()}) {
    ASSERT_FALSE(list.empty());
    EXPECT_TRUE(std::is_sorted(list.begin(), list.end()));
    EXPECT_EQ(std::adjacent_find(list.begin(), list.end()), list.end());
    for (const std::string_view entry : list) {
      EXPECT_EQ(entry, text::to_lower(entry));
    }
  }
  const auto sources = lists::sources();
  EXPECT_GT(sources.size(), 2000U);
  EXPECT_TRUE(std::is_sorted(sources.begin(), sources.end(), [](const auto& a, const auto& b) {
    return a.name < b.name;
  }));
  for (const lists::SourceEntry& entry : sources) {
    EXPECT_FALSE(entry.name.starts_with("www.")) << entry.name;
  }
}

TEST(CategoryOf, NeverLooksInsideALabel) {
  EXPECT_EQ(category_of("x.com"), Category::Social);
  EXPECT_EQ(category_of("netflix.com"), Category::Video);
  for (const char* host : {"wix.com",
                           "dropbox.com",
                           "fedex.com",
                           "blogspot.com",
                           "reddit.com.evil.example",
                           "notfacebook.com",
                           "mygoogle.com"}) {
    EXPECT_EQ(category_of(host), Category::None) << host;
  }
}

TEST(CategoryOf, TakesSubdomainsOfNetworksButOnlySearchHostsOfEngines) {
  EXPECT_EQ(category_of("l.instagram.com"), Category::Social);
  EXPECT_EQ(category_of("touch.facebook.com"), Category::Social);
  EXPECT_EQ(category_of("www.google.de"), Category::Search);
  EXPECT_EQ(category_of("google.com.br"), Category::Search);
  EXPECT_EQ(category_of("de.search.yahoo.com"), Category::Search);
  for (const char* host :
       {"docs.google.com", "mail.google.com", "groups.google.com", "play.google.com"}) {
    EXPECT_EQ(category_of(host), Category::None) << host;
  }
  EXPECT_EQ(category_of("gemini.google.com"), Category::Assistant);
}

std::vector<std::string> fields_of(const std::string& line, char mark) {
  std::vector<std::string> fields;
  std::istringstream text(line);
  for (std::string field; std::getline(text, field, mark);) {
    fields.push_back(field);
  }
  return fields;
}

std::vector<std::vector<std::string>> rows_of(const std::filesystem::path& file, char mark) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('#')) {
      rows.push_back(fields_of(line, mark));
    }
  }
  return rows;
}

std::string_view word_of(Category category) {
  constexpr std::array<std::string_view, 6> kWords = {
      "none", "search", "social", "video", "shopping", "assistant"};
  return kWords[static_cast<std::size_t>(category)];
}

/// The folder beside the clone, or beside the folder of its work trees.
std::filesystem::path shared_file(const std::string& name) {
  const std::filesystem::path beside =
      std::filesystem::path(TL_SOURCE_DIR) / "../shared/data" / name;
  return std::filesystem::exists(beside)
             ? beside
             : std::filesystem::path(TL_SOURCE_DIR) / "../../shared/data" / name;
}

// lists/ga4_differences.tsv says where and why; here it is held to be complete and not out of date.
TEST(CategoryOf, AgreesWithGa4sListButForTheWrittenDifferences) {
  const std::filesystem::path file = shared_file("ga4_source_categories.csv");
  if (!std::filesystem::exists(file)) {
    GTEST_SKIP() << "GA4's list is not here: " << file;
  }
  std::map<std::string, std::vector<std::string>> differences;
  for (const auto& row :
       rows_of(std::string(TL_SOURCE_DIR) + "/src/acquisition/lists/ga4_differences.tsv", '\t')) {
    differences.emplace(row.at(0), row);
  }
  auto sources = rows_of(file, ',');
  sources.erase(sources.begin());  // the heading
  const std::size_t prefix = std::string_view("SOURCE_CATEGORY_").size();
  for (const auto& row : sources) {
    const std::string source = text::to_lower(row.at(0));
    const std::string theirs = text::to_lower(row.at(1).substr(prefix));
    const std::string_view ours = word_of(category_of(source));
    const auto written = differences.find(source);
    if (written == differences.end()) {
      EXPECT_EQ(ours, theirs) << source << " differs and is not written down";
      continue;
    }
    EXPECT_EQ(theirs, written->second.at(1)) << source;
    EXPECT_EQ(ours, written->second.at(2)) << source;
    fmt::print("{}: {} here, {} in GA4: {}\n", source, ours, theirs, written->second.at(3));
    differences.erase(written);
  }
  EXPECT_GT(sources.size(), 800U);
  EXPECT_TRUE(differences.empty()) << "no longer a difference: " << differences.begin()->first;
}

}  // namespace
}  // namespace throughline::acquisition
