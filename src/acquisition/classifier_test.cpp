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

TEST(Classifier, AssistantsAreKnownByHostAppAndTag) {
  for (const char* referrer : {"https://gemini.google.com/app",
                               "https://copilot.microsoft.com/",
                               "https://claude.ai/",
                               "https://chat.deepseek.com/",
                               "https://www.doubao.com/",
                               "android-app://com.openai.chatgpt/"}) {
    EXPECT_EQ(of(referrer).channel, Channel::AiAssistant) << referrer;
    EXPECT_EQ(of(referrer).medium, "ai-assistant") << referrer;
  }
  EXPECT_EQ(of("", "utm_source=openai").channel, Channel::AiAssistant);
  EXPECT_EQ(of("https://openai.com/news/").channel, Channel::Referral);
  EXPECT_EQ(of("", "utm_source=perplexity&utm_medium=social").channel, Channel::OrganicSocial);
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

TEST(Classifier, ANamedSenderIsAReferral) {
  EXPECT_EQ(of("", "ref=producthunt.com").channel, Channel::Referral);
  EXPECT_EQ(of("", "ref=producthunt.com").medium, "referral");
  EXPECT_EQ(of("", "ref=perplexity.ai").channel, Channel::AiAssistant);
  EXPECT_EQ(of("https://news.example/", "ref=blog.example").source, "blog.example");
}

TEST(Classifier, TagsMayNameAnotherThanTheSellerOfTheClick) {
  EXPECT_EQ(of("", "utm_source=google&utm_medium=organic&gclid=1").channel, Channel::PaidSearch);
  EXPECT_EQ(of("", "utm_source=google.de&gclid=1").medium, "cpc");
  EXPECT_EQ(of("", "utm_source=google&utm_medium=display&gclid=1").channel, Channel::Display);
  EXPECT_EQ(of("", "utm_source=notgoogle.example&gclid=1").medium, "(not set)");
  EXPECT_EQ(of("", "utm_source=newsletter&utm_medium=email&gclid=1").channel, Channel::Email);
  EXPECT_EQ(of("", "utm_source=bing&msclkid=1").channel, Channel::PaidSearch);
  EXPECT_EQ(of("", "utm_source=google&msclkid=1").channel, Channel::OrganicSearch);
}

TEST(Classifier, TheIdOfANetworkOnlyBreaksTies) {
  EXPECT_EQ(of("", "fbclid=1").source, "facebook.com");
  EXPECT_EQ(of("", "fbclid=1").channel, Channel::OrganicSocial);
  EXPECT_EQ(of("https://blog.example/", "fbclid=1").source, "blog.example");
  EXPECT_EQ(of("", "utm_source=lumen&utm_medium=email&fbclid=1").channel, Channel::Email);
  EXPECT_EQ(of("", "dclid=1").channel, Channel::Direct);
  EXPECT_EQ(of("", "dclid=1").click_id, "dclid");
  EXPECT_TRUE(of("", "dclid=1").tagged);
}

TEST(Classifier, TakesReferrersAsBrowsersAndExportsWriteThem) {
  const std::pair<const char*, const char*> cases[] = {
      {"HTTPS://Blog.Example:8443/", "blog.example"},
      {"https://user:pw@blog.example/", "blog.example"},
      {"https://blog.example./", "blog.example"},
      {"blog.example/post", "blog.example"},
      {"https://[2001:db8::1]/x", "2001:db8::1"},
      {"http://192.0.2.1:81/", "192.0.2.1"},
      {"https://xn--bcher-kva.example/", "xn--bcher-kva.example"},
  };
  for (const auto& [referrer, host] : cases) {
    const Touch touch = of(referrer);
    EXPECT_EQ(touch.host, host) << referrer;
    EXPECT_EQ(touch.channel, Channel::Referral) << referrer;
    EXPECT_EQ(touch.name, host) << referrer;
  }
  EXPECT_EQ(of("android-app://com.google.android.googlequicksearchbox/").channel,
            Channel::OrganicSearch);
}

TEST(Classifier, CaseMakesNoDifferenceButToTheCampaignsName) {
  const Touch one =
      of("HTTPS://WWW.BLOG.example/A", "UTM_SOURCE=News&UTM_MEDIUM=EMAIL&utm_campaign=May");
  const Touch two =
      of("https://www.blog.example/A", "utm_source=news&utm_medium=email&utm_campaign=MAY");
  EXPECT_EQ(one.source, two.source);
  EXPECT_EQ(one.medium, two.medium);
  EXPECT_EQ(one.channel, two.channel);
  EXPECT_EQ(one.rule, two.rule);
  EXPECT_EQ(one.campaign, "May");
}

TEST(Classifier, SubstringsOfHostsDecideNothing) {
  for (const char* host : {"netflix.com.evil.example",
                           "wix.example",
                           "notfacebook.com",
                           "mygoogle.com",
                           "blogspot.com.example",
                           "t.co.example"}) {
    EXPECT_EQ(of(std::string("https://") + host + "/").channel, Channel::Referral) << host;
  }
  EXPECT_EQ(of("https://docs.google.com/").channel, Channel::Referral);
  EXPECT_EQ(of("https://mail.google.com/").channel, Channel::Referral);
  EXPECT_EQ(of("https://t.co/abc").channel, Channel::OrganicSocial);
  EXPECT_EQ(of("https://www.google.co.jp/").channel, Channel::OrganicSearch);
}

TEST(Classifier, OwnListsAddToTheBuiltInOnes) {
  const auto own = Classifier::make({.own_hosts = {"WWW.Own.example."},
                                     .extra_spam = {"spam.example"},
                                     .extra_providers = {"pay.example"},
                                     .extra_platforms = {"Blogs.example"}});
  EXPECT_TRUE(own->classify("https://own.example/", "", "/").internal);
  EXPECT_TRUE(own->classify("https://a.spam.example/", "", "/").spam);
  EXPECT_TRUE(own->classify("", "utm_source=spam.example", "/").spam);
  EXPECT_FALSE(own->classify("https://notspam.example/", "", "/").spam);
  EXPECT_TRUE(own->classify("https://www.pay.example/back", "", "/").provider);
  EXPECT_EQ(own->classify("https://anna.blogs.example/", "", "/").grain, SourceKind::Host);
}

TEST(Classifier, ASuffixIsALabelOfHostsAndAnEndOfTheRest) {
  const auto ruled = Classifier::make(
      {.own_rules = {{"Print", RuleField::Landing, RuleMatch::Suffix, "-FLYER"},
                     {"Fairs", RuleField::Source, RuleMatch::Suffix, "fair.example"}}});
  EXPECT_EQ(ruled->classify("", "", "/go/spring-flyer").own_channel, "Print");
  EXPECT_EQ(ruled->classify("", "utm_source=a.fair.example", "/").own_channel, "Fairs");
  EXPECT_EQ(ruled->classify("", "utm_source=unfair.example", "/").own_channel, "");
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
