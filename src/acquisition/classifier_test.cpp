#include "acquisition/classifier.hpp"

#include <gtest/gtest.h>

namespace throughline::acquisition {
namespace {

using schema::Channel;
using schema::SourceKind;

const Classifier& classifier() {
  static const Classifier made = *Classifier::make(
      {.own_hosts = {"lumen.example", "WWW.Lumen.example"},
       .own_rules = {{"Partners", RuleField::Host, RuleMatch::Suffix, "partner.example"},
                     {"email", RuleField::Campaign, RuleMatch::Glob, "nl-*"}}});
  return made;
}

Touch of(std::string_view referrer, std::string_view query = "", std::string_view path = "/") {
  return classifier().classify(referrer, query, path);
}

TEST(Classifier, NoReferrerAndNoTagIsDirect) {
  for (const char* referrer : {"", "-", "garbage", "http://"}) {
    EXPECT_EQ(of(referrer).channel, Channel::Direct) << referrer;
    EXPECT_EQ(of(referrer).source, "(direct)");
    EXPECT_EQ(of(referrer).medium, "(none)");
  }
}

TEST(Classifier, FormsSourceAndMediumOfReferrersAsGa4Does) {
  const Touch search = of("https://www.google.de/");
  EXPECT_EQ(search.channel, Channel::OrganicSearch);
  EXPECT_EQ(search.source, "google.de");
  EXPECT_EQ(search.medium, "organic");
  const Touch blog = of("https://blog.example/2024/refill?p=1");
  EXPECT_EQ(blog.channel, Channel::Referral);
  EXPECT_EQ(blog.medium, "referral");
  EXPECT_EQ(blog.page, "blog.example/2024/refill");
  EXPECT_EQ(blog.rule, "ga4:referral source=blog.example medium=referral");
  EXPECT_EQ(of("https://blog.example/").page, "blog.example");
}

TEST(Classifier, TagsBeatTheReferrer) {
  const Touch touch = of("https://www.google.com/",
                         "UTM_Source=Facebook&utm_medium=Paid_Social&utm_campaign=Spring");
  EXPECT_EQ(touch.channel, Channel::PaidSocial);
  EXPECT_EQ(touch.source, "facebook");
  EXPECT_EQ(touch.campaign, "Spring");
  EXPECT_TRUE(touch.tagged);
}

TEST(Classifier, ASoldClickIsPaidAndASharedOneIsNot) {
  EXPECT_EQ(of("https://www.google.com/", "gclid=abc").channel, Channel::PaidSearch);
  EXPECT_EQ(of("", "gclid=abc").source, "google");
  EXPECT_EQ(of("", "msclkid=abc").channel, Channel::PaidSearch);
  EXPECT_EQ(of("https://l.facebook.com/", "fbclid=abc").channel, Channel::OrganicSocial);
  EXPECT_EQ(of("https://l.facebook.com/", "fbclid=abc").click_id, "fbclid");
}

TEST(Classifier, AssistantsAreAChannelAndAPaidMediumStillWins) {
  EXPECT_EQ(of("https://chatgpt.com/").channel, Channel::AiAssistant);
  EXPECT_EQ(of("", "utm_source=chatgpt.com").channel, Channel::AiAssistant);
  EXPECT_EQ(of("https://www.perplexity.ai/").medium, "ai-assistant");
  EXPECT_EQ(of("", "utm_source=chatgpt.com&utm_medium=cpc").channel, Channel::PaidOther);
}

TEST(Classifier, BlogsOnPlatformsAreSourcesOfTheirOwnAndNoSocialNetwork) {
  for (const char* host : {"knits.blogspot.com",
                           "glow.wordpress.com",
                           "x.substack.com",
                           "a.medium.com",
                           "t.tumblr.com"}) {
    const Touch touch = of(std::string("https://") + host + "/");
    EXPECT_EQ(touch.channel, Channel::Referral) << host;
    EXPECT_EQ(touch.grain, SourceKind::Host) << host;
    EXPECT_EQ(touch.name, host);
  }
  EXPECT_EQ(of("https://medium.com/@a/b").grain, SourceKind::Domain);
}

TEST(Classifier, OwnHostsAreInternalAndProvidersAreNoSenders) {
  EXPECT_TRUE(of("https://www.lumen.example/a").internal);
  EXPECT_TRUE(of("https://shop.lumen.example/a").internal);
  EXPECT_FALSE(of("https://notlumen.example/a").internal);
  EXPECT_EQ(of("https://www.lumen.example/a").channel, Channel::Direct);
  EXPECT_TRUE(of("https://www.paypal.com/checkout").provider);
  EXPECT_TRUE(of("https://accounts.google.com/").provider);
  EXPECT_TRUE(of("https://github.com/login").provider);
  EXPECT_FALSE(of("https://github.com/someone/project").provider);
}

TEST(Classifier, SpamIsFlaggedUnlessKept) {
  EXPECT_TRUE(of("http://semalt.com/crawler.php?u=x").spam);
  EXPECT_TRUE(of("http://a.buttons-for-website.com/").spam);
  EXPECT_FALSE(of("http://blog.example/").spam);
  const auto keeping = Classifier::make({.keep_spam = true});
  EXPECT_FALSE(keeping->classify("http://semalt.com/", "", "/").spam);
}

TEST(Classifier, OwnRulesComeFirst) {
  const Touch partner = of("https://www.partner.example/");
  EXPECT_EQ(partner.channel, Channel::Own);
  EXPECT_EQ(partner.own_channel, "Partners");
  EXPECT_EQ(partner.rule, "own:partners partner.example");
  EXPECT_EQ(of("", "utm_source=x&utm_medium=cpc&utm_campaign=NL-2026").channel, Channel::Email);
  EXPECT_EQ(of("https://notpartner.example/").channel, Channel::Referral);
  EXPECT_FALSE(Classifier::make({.own_rules = {{"", RuleField::Source, RuleMatch::Exact, "x"}}})
                   .has_value());
}

TEST(Classifier, RefAndSourceCountOnlyWhenTheyNameASource) {
  EXPECT_EQ(of("", "ref=producthunt.com").source, "producthunt.com");
  EXPECT_EQ(of("", "source=facebook").channel, Channel::OrganicSocial);
  EXPECT_EQ(of("", "ref=12345").channel, Channel::Direct);
  EXPECT_EQ(of("", "ref=1.5").channel, Channel::Direct);
}

TEST(HasTags, SeesWhatClassifyWouldRead) {
  EXPECT_TRUE(has_tags("a=1&UTM_SOURCE=x"));
  EXPECT_TRUE(has_tags("gclid=1"));
  EXPECT_TRUE(has_tags("x&ref=1"));
  EXPECT_FALSE(has_tags("page=2&sort=utm_source"));
  EXPECT_FALSE(has_tags(""));
}

}  // namespace
}  // namespace throughline::acquisition
