#include "demo/traffic.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/random.hpp"

namespace throughline::demo {
namespace {

constexpr std::array<std::string_view, 40> kBlogNames = {
    "velvetpores",  "slowskincare",      "thepumpdiary",     "barefacedbex",  "glasshautnotes",
    "pelebrilho",   "rotinademanha",     "hautgeschichten",  "kleinetiegel",  "mirasminis",
    "oilybutcalm",  "quietserum",        "nachtcreme",       "duftlos",       "pflegeprotokoll",
    "aguaerosas",   "peleseca",          "bolsinhadebeleza", "drytowns",      "sundaymask",
    "tinyshelf",    "shelfie-lena",      "emptiesclub",      "patchtestpaul", "cremetagebuch",
    "sensitivsara", "derma-dani",        "cuidadodiario",    "espelhoemeu",   "maosleves",
    "lipidlayer",   "barriernotes",      "softwaterskin",    "hardwaterhaut", "gentleacids",
    "zincandcalm",  "reisekulturbeutel", "minimalbad",       "onebagbeauty",  "tinyglow"};
constexpr std::array<std::string_view, 10> kPlatformBlogs = {"knitsandcreams.blogspot.com",
                                                             "hautundhund.blogspot.com",
                                                             "peleboa.blogspot.com",
                                                             "creamlines.substack.com",
                                                             "theempties.substack.com",
                                                             "langsamepflege.substack.com",
                                                             "paulaspflege.wordpress.com",
                                                             "diariodapele.wordpress.com",
                                                             "bathroomshelf.wordpress.com",
                                                             "serumseason.wordpress.com"};
constexpr std::array<std::string_view, 12> kForums = {"forum.handgepaeck.example",
                                                      "reiseforum-nord.example",
                                                      "onebagboard.example",
                                                      "mochileiros-bar.example",
                                                      "pflege-treff.example",
                                                      "beautyboard-sued.example",
                                                      "conversadepele.example",
                                                      "ultraleicht-forum.example",
                                                      "zerowaste-kreis.example",
                                                      "campingplausch.example",
                                                      "fluggast-runde.example",
                                                      "nachfuell-ecke.example"};
constexpr std::array<std::string_view, 20> kStart = {
    "blau",   "casa",  "north", "vida", "haus", "pixel", "silver", "sol",  "markt", "luna",
    "garten", "urban", "stadt", "rio",  "berg", "press", "daily",  "novo", "bunt",  "green"};
constexpr std::array<std::string_view, 20> kEnd = {
    "magazin", "news",  "portal", "blog",  "liste", "guia",    "world",   "index", "zeit",  "post",
    "mail",    "tipps", "deals",  "mundo", "hub",   "journal", "lexikon", "board", "treff", "wiki"};

Origin ordinary(std::string name, std::string referrer, double people, double interest) {
  return {.name = std::move(name),
          .referrer = std::move(referrer),
          .new_people = people,
          .interest = interest};
}

Origin paid(
    std::string name, std::string referrer, std::string query, double people, double interest) {
  return {.name = std::move(name),
          .role = Role::Paid,
          .referrer = std::move(referrer),
          .query = std::move(query),
          .new_people = people,
          .interest = interest,
          .spread = 0.5,
          .keeps = 0.01,
          .comes_back = 0.3};
}

void add_known(std::vector<Origin>& all) {
  all.push_back(ordinary("(direct)", "", 3300, -0.6));
  all.push_back(ordinary("google.com", "https://www.google.com/", 5600, -0.75));
  all.push_back(ordinary("bing.com", "https://www.bing.com/", 800, -0.7));
  all.push_back(ordinary("duckduckgo.com", "https://duckduckgo.com/", 420, -0.6));
  all.push_back(ordinary("ecosia.org", "https://www.ecosia.org/", 260, -0.6));
  all.push_back(ordinary("yahoo.com", "https://search.yahoo.com/", 150, -0.9));
  all.push_back(ordinary("instagram.com", "https://l.instagram.com/", 950, -1.5));
  all.push_back(ordinary("facebook.com", "https://l.facebook.com/", 620, -1.6));
  all.push_back(ordinary("pinterest.com", "https://www.pinterest.com/", 330, -1.3));
  all.push_back(ordinary("youtube.com", "https://www.youtube.com/", 420, -1.0));
  all.push_back(ordinary("reddit.com", "https://www.reddit.com/", 240, -0.9));
  all.push_back(ordinary("chatgpt.com", "https://chatgpt.com/", 45, -0.5));
  all.back().growth = 0.09;
  all.push_back(ordinary("perplexity.ai", "https://www.perplexity.ai/", 15, -0.5));
  all.back().growth = 0.07;
  Origin newsletter = ordinary("newsletter", "", 760, -0.3);
  newsletter.query = "utm_source=newsletter&utm_medium=email&utm_campaign=monthly";
  newsletter.keeps = 0.3;
  newsletter.comes_back = 0.5;
  all.push_back(std::move(newsletter));
}

// Of the campaigns that somebody can click.
void add_paid(std::vector<Origin>& all, std::size_t first, std::size_t end) {
  for (std::size_t i = first; i < end; ++i) {
    const Campaign& campaign = campaigns()[i];
    if (campaign.visits_a_month == 0.0) {
      continue;
    }
    const bool social = campaign.channel == "paid_social" || campaign.channel == "creators";
    const bool search = campaign.channel == "paid_search";
    const std::string source = social ? "instagram" : search ? "google" : "adnet";
    const std::string medium = social ? "paid_social" : search ? "cpc" : "display";
    all.push_back(paid(std::string(campaign.name),
                       social   ? "https://l.instagram.com/"
                       : search ? "https://www.google.com/"
                                : "https://ads.adnet.example/",
                       fmt::format("utm_source={}&utm_medium={}&utm_campaign={}{}",
                                   source,
                                   medium,
                                   campaign.name,
                                   search ? "&gclid=x1" : ""),
                       campaign.visits_a_month,
                       social   ? -1.75
                       : search ? -0.9
                                : -2.2));
    all.back().campaign = i;
    all.back().tactic = campaign.tactic;
    all.back().brings = campaign.brings;
    all.back().months = campaign.months;
    all.back().comes_back = campaign.months.has(kMonths - 1) ? 0.3 : 0.0;
  }
}

// Small hobby blogs: fifty to a hundred people a month, who stay and return.
void add_blogs(std::uint64_t seed, std::vector<Origin>& all) {
  for (int i = 0; i < kBlogs; ++i) {
    Rng rng(seed, "demo blog", static_cast<std::uint64_t>(i));
    const bool on_platform = i < static_cast<int>(kPlatformBlogs.size());
    const std::string host =
        on_platform ? std::string(kPlatformBlogs[static_cast<std::size_t>(i)])
                    : fmt::format("{}.example",
                                  kBlogNames[static_cast<std::size_t>(i) - kPlatformBlogs.size()]);
    Origin blog = ordinary(host, fmt::format("https://{}/", host), 0, 1.05 + 0.25 * rng.normal());
    blog.role = Role::Blog;
    blog.spread = 0.9;
    blog.keeps = 0.22;
    blog.comes_back = 0.35;
    blog.new_people = 58 + 36 * rng.uniform();
    blog.market = rng.bernoulli(0.6) ? 0 : 1;
    blog.sizing = Sizing::Kept;
    blog.got_kit = i % 2 == 0;  // those that the plan lists
    all.push_back(std::move(blog));
  }
}

// Sixty threads about refilling the pump for travel, on forums that send other, weaker visits too.
void add_forums(std::uint64_t seed, std::vector<Origin>& all) {
  for (int i = 0; i < kThreads; ++i) {
    Rng rng(seed, "demo thread", static_cast<std::uint64_t>(i));
    const std::string_view forum = kForums[static_cast<std::size_t>(i) % kForums.size()];
    const std::string page = fmt::format(
        "{}/t/{}-refill-pump-travel", forum, 1200 + 37 * i + static_cast<int>(rng.below(30)));
    Origin thread = ordinary(page, "https://" + page, 1.5 + 1.0 * rng.uniform(), 0.75);
    thread.role = Role::Thread;
    thread.landing = "/refill/travel-pump";
    thread.comes_back = 0.1;
    thread.sizing = Sizing::Kept;
    all.push_back(std::move(thread));
  }
  constexpr int kOtherThreads = 20;
  for (int i = 0; i < kOtherThreads * static_cast<int>(kForums.size()); ++i) {
    Rng rng(seed, "demo chatter", static_cast<std::uint64_t>(i));
    const std::string page = fmt::format("{}/t/{}-{}",
                                         kForums[static_cast<std::size_t>(i) % kForums.size()],
                                         200 + 3 * i,
                                         kEnd[rng.below(kEnd.size())]);
    Origin other =
        ordinary(page, "https://" + page, 1 + 2 * rng.uniform(), -1.1 + 0.3 * rng.normal());
    other.role = Role::Weak;
    other.sizing = Sizing::Kept;
    all.push_back(std::move(other));
  }
}

// Five thousand hosts that send a visit now and then, as the web does.
void add_weak(std::uint64_t seed, std::vector<Origin>& all) {
  constexpr int kWeak = 5000;
  for (int i = 0; i < kWeak; ++i) {
    Rng rng(seed, "demo weak", static_cast<std::uint64_t>(i));
    const std::string host = fmt::format(
        "{}{}{}.example", kStart[rng.below(kStart.size())], kEnd[rng.below(kEnd.size())], i);
    const std::string path = rng.bernoulli(0.3) ? fmt::format("post/{}", i * 7) : "";
    Origin weak = ordinary(host,
                           fmt::format("https://{}/{}", host, path),
                           95.0 / std::pow(i + 3.0, 0.85),
                           -0.9 + 0.3 * rng.normal());
    weak.role = Role::Weak;
    weak.sizing = Sizing::Grows;
    all.push_back(std::move(weak));
  }
}

}  // namespace

const std::vector<Campaign>& campaigns() {
  using enum Tactic;
  constexpr std::optional<Tactic> kNone;
  static const std::vector<Campaign> kCampaigns = {
      {"paid_social", "photo_launch", 0.85, 1250, 0.009, PhotoLaunch, {}, 0, {}},
      {"paid_social", "photo_always_on", 0.80, 780, 0.008, AlwaysOn, {}, 0, 0.3},
      {"paid_social", "photo_outrage", 0.60, 1500, 0.014, Outrage, {9, 12}, 0, 1.0},
      {"display", "reach_q", 0.55, 1350, 0.002, ReachDisplay, {}, 0, {}},
      {"display", "retargeting", 0.40, 1050, 0.005, Retargeting, {}, 0, {}},
      {"paid_search", "brand", 0.35, 520, 0.06, SearchAds, {}, 0, {}},
      {"paid_search", "generic", 1.10, 480, 0.03, SearchAds, {}, 0, {}},
      {"paid_social", "boosted_posts", 0.70, 260, 0.010, kNone, {}, 0, {}},
      {"creators", "creator_lives", 0.50, 300, 0.020, CreatorLives, {8, kMonths}, 0, {}},
      {"paid_social", "refill_reel", 0.60, 150, 0.012, RefillGuide, {13, kMonths}, 0, {}},
      {"creators", "creator_fees", 0, 0, 0, CreatorLives, {8, kMonths}, 150, {}},
      {"seeding", "blog_kits", 0, 0, 0, BlogKits, {5, 12}, 180, {}},
      {"post", "handwritten_notes", 0, 0, 0, HandwrittenNotes, {8, 12}, 90, {}, 1},
      {"app", "app_push", 0, 0, 0, AppReminders, {12, kMonths}, 90, {}, 0},
      {"outdoor", "station_poster", 0, 0, 0, kNone, {3, kMonths}, 60, {}}};
  return kCampaigns;
}

std::uint32_t retargeting_origin(std::span<const Origin> origins) {
  const auto found = std::ranges::find(origins, "retargeting", &Origin::name);
  return static_cast<std::uint32_t>(found - origins.begin());
}

double season(int month) {
  constexpr std::array<double, 12> kOfYear = {
      0.98, 0.92, 0.97, 0.99, 1.02, 0.97, 0.90, 0.92, 1.00, 1.03, 1.18, 1.12};
  return kOfYear[static_cast<std::size_t>(month % 12)];
}

std::vector<Origin> origins(std::uint64_t seed) {
  std::vector<Origin> all;
  add_known(all);
  constexpr std::size_t kFromTheStart = 7;
  add_paid(all, 0, kFromTheStart);
  add_blogs(seed, all);
  add_forums(seed, all);
  add_weak(seed, all);
  add_paid(all, kFromTheStart, campaigns().size());  // last, so that what was drawn before stays
  return all;
}

}  // namespace throughline::demo
