#include "acquisition/classifier.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

#include "acquisition/channel_rules.hpp"
#include "text/hosts.hpp"
#include "text/url.hpp"

namespace throughline::acquisition {
namespace {

using lists::Category;
using schema::Channel;

/// What the name of a click parameter proves.
enum class Proof : unsigned char {
  Sold,    ///< this engine sold the click
  Came,    ///< the click came from this network, bought or not
  Nothing  ///< bought somewhere unknown; only recorded
};

struct ClickId {
  std::string_view parameter;
  std::string_view source;
  Proof proof;
};

// Where a link holds several, the first of this order names the touch.
constexpr std::array<ClickId, 18> kClickIds = {{{"gclid", "google", Proof::Sold},
                                                {"gbraid", "google", Proof::Sold},
                                                {"wbraid", "google", Proof::Sold},
                                                {"gad_source", "google", Proof::Sold},
                                                {"msclkid", "bing", Proof::Sold},
                                                {"fbclid", "facebook.com", Proof::Came},
                                                {"igshid", "instagram.com", Proof::Came},
                                                {"igsh", "instagram.com", Proof::Came},
                                                {"ttclid", "tiktok.com", Proof::Came},
                                                {"twclid", "x.com", Proof::Came},
                                                {"li_fat_id", "linkedin.com", Proof::Came},
                                                {"epik", "pinterest.com", Proof::Came},
                                                {"rdt_cid", "reddit.com", Proof::Came},
                                                {"sccid", "snapchat.com", Proof::Came},
                                                {"dclid", "", Proof::Nothing},
                                                {"yclid", "", Proof::Nothing},
                                                {"irclickid", "", Proof::Nothing},
                                                {"srsltid", "", Proof::Nothing}}};
constexpr std::array<std::string_view, 7> kTags = {
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "source", "ref"};

constexpr std::size_t kLongestTag = 256;

// How the text of a touch's rule begins.
constexpr std::string_view kByOwnRule = "own:";
constexpr std::string_view kByLanding = "own-landing:";

// utm_source is compared without case by GA4; what it stores is lowered here, so that "Facebook"
// and "facebook" are one source. Campaigns keep their spelling.
std::string lowered_tag(std::string_view query, std::string_view name) {
  return text::to_lower(text::query_value(query, name).value_or("").substr(0, kLongestTag));
}

std::string tag(std::string_view query, std::string_view name) {
  return text::query_value(query, name).value_or("").substr(0, kLongestTag);
}

std::string_view without_www(std::string_view host) {
  return host.starts_with("www.") ? host.substr(4) : host;
}

/// "producthunt.com", but neither "1.5" nor "nav.top/left".
bool looks_like_host(std::string_view value) {
  return value.find('.') != std::string_view::npos && text::split_url(value).host == value;
}

// `ref` and `source` are used for many things; only what names a known source or a host is taken.
// They name who refers and leave the medium open, which therefore is a referral.
void read_named_sender(Touch& touch, std::string_view query) {
  for (const std::string_view name : {"source", "ref"}) {
    std::string value = lowered_tag(query, name);
    if (category_of(value) != Category::None || looks_like_host(value)) {
      touch.medium = category_of(value) == Category::Assistant ? "ai-assistant" : "referral";
      touch.source = std::move(value);
      return;
    }
  }
}

/// Calls visit with the name of each parameter until it returns true; tells whether one did.
template <class Visit>
bool any_parameter(std::string_view query, Visit visit) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    if (visit(query.substr(0, std::min(query.find('='), end)))) {
      return true;
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return false;
}

/// Its place in kClickIds, or the number of these.
std::size_t place_of_click_id(std::string_view parameter) {
  const auto* const found =
      std::find_if(kClickIds.begin(), kClickIds.end(), [&](const ClickId& id) {
        return text::equals_ignoring_case(id.parameter, parameter);
      });
  return static_cast<std::size_t>(found - kClickIds.begin());
}

std::string_view first_click_id(std::string_view query) {
  std::size_t first = kClickIds.size();
  any_parameter(query, [&](std::string_view name) {
    first = std::min(first, place_of_click_id(name));
    return false;
  });
  return first == kClickIds.size() ? std::string_view() : kClickIds[first].parameter;
}

void read_tags(Touch& touch, std::string_view query) {
  touch.source = lowered_tag(query, "utm_source");
  touch.medium = lowered_tag(query, "utm_medium");
  touch.campaign = tag(query, "utm_campaign");
  touch.term = tag(query, "utm_term");
  touch.content = tag(query, "utm_content");
  touch.click_id = first_click_id(query);
  if (touch.source.empty() && touch.medium.empty() && touch.campaign.empty()) {
    read_named_sender(touch, query);
  }
  touch.tagged = !touch.source.empty() || !touch.medium.empty() || !touch.campaign.empty() ||
                 !touch.click_id.empty();
}

/// True for "google", "google.de", "www.google.co.uk"; false for "notgoogle.example".
bool is_engine(std::string_view source, std::string_view engine) {
  const std::string_view domain = text::registrable_domain(source);
  return category_of(source) == Category::Search && domain.substr(0, domain.find('.')) == engine;
}

/// A medium that nobody chose says nothing against a click that was bought.
bool is_unpaid_default(std::string_view medium) {
  return medium.empty() || medium == "(not set)" || medium == "organic" || medium == "referral";
}

// A click that an engine sold is paid search where no tag names somebody else. Another network's id
// only breaks the tie where nothing else tells where the visit came from.
void read_click_id(Touch& touch) {
  if (touch.click_id.empty()) {
    return;
  }
  const ClickId& id = kClickIds[place_of_click_id(touch.click_id)];
  const bool untagged = touch.source.empty() && touch.medium.empty();
  if (id.proof == Proof::Sold) {
    if (touch.source.empty()) {
      touch.source = id.source;
    }
    if (is_engine(touch.source, id.source) && is_unpaid_default(touch.medium)) {
      touch.medium = "cpc";
    }
  } else if (id.proof == Proof::Came && untagged && touch.host.empty()) {
    touch.source = id.source;
    touch.medium = "referral";
  }
}

std::string_view medium_of(Category category) {
  switch (category) {
    case Category::Search:
      return "organic";
    case Category::Assistant:
      return "ai-assistant";
    default:
      return "referral";
  }
}

// What the tags leave open is filled from the referrer, as GA4 fills it.
void fill_source_and_medium(Touch& touch, Category of_host) {
  if (touch.source.empty() && touch.medium.empty()) {
    const bool sent = !touch.host.empty() && !touch.internal;
    touch.source = sent ? std::string(without_www(touch.host)) : "(direct)";
    touch.medium = sent ? medium_of(of_host) : "(none)";
    return;
  }
  if (touch.source.empty()) {
    touch.source = touch.host.empty() ? "(not set)" : std::string(without_www(touch.host));
  }
  if (touch.medium.empty()) {
    touch.medium = category_of(touch.source) == Category::Assistant ? "ai-assistant" : "(not set)";
  }
}

// Platforms' own front doors (medium.com, wordpress.com) are no author's.
bool is_author(std::string_view host) {
  return std::find(lists::platforms().begin(), lists::platforms().end(), without_www(host)) ==
         lists::platforms().end();
}

// * and ? as in a shell; both sides lower case. Two pointers, linear in practice and never deep.
bool matches_glob(std::string_view pattern, std::string_view value) {
  std::size_t p = 0;
  std::size_t v = 0;
  std::size_t star = std::string_view::npos;
  std::size_t mark = 0;
  while (v < value.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == value[v]) && pattern[p] != '*') {
      ++p;
      ++v;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = v;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      v = ++mark;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string value_of(const Touch& touch, RuleField field, std::string_view landing_path) {
  switch (field) {
    case RuleField::Source:
      return touch.source;
    case RuleField::Medium:
      return touch.medium;
    case RuleField::Campaign:
      return text::to_lower(touch.campaign);
    case RuleField::Host:
      return touch.host;
    case RuleField::Landing:
      return text::to_lower(landing_path);
  }
  return {};
}

bool ends_in(const OwnRule& rule, std::string_view value) {
  const bool names_host = rule.field == RuleField::Host || rule.field == RuleField::Source;
  return names_host ? text::is_under(value, rule.pattern) : value.ends_with(rule.pattern);
}

bool matches(const OwnRule& rule, std::string_view value) {
  switch (rule.match) {
    case RuleMatch::Exact:
      return value == rule.pattern;
    case RuleMatch::Suffix:
      return ends_in(rule, value);
    case RuleMatch::Glob:
      return matches_glob(rule.pattern, value);
  }
  return false;
}

std::optional<Channel> channel_named(std::string_view name) {
  for (int number = 0; number < schema::kChannels; ++number) {
    const auto channel = static_cast<Channel>(number);
    if (channel != Channel::Own && text::equals_ignoring_case(schema::name_of(channel), name)) {
      return channel;
    }
  }
  return std::nullopt;
}

std::string slug(std::string_view name) {
  std::string text = text::to_lower(name);
  std::replace(text.begin(), text.end(), ' ', '-');
  return text;
}

/// As hosts stand in lists: lower case, without "www." and a dot at the end.
std::string listed_form(const std::string& host) {
  std::string_view form = host;
  if (form.ends_with('.')) {
    form.remove_suffix(1);
  }
  return std::string(without_www(text::to_lower(form)));
}

}  // namespace

bool Touch::is_by_landing() const { return rule.starts_with(kByLanding); }

bool has_tags(std::string_view query) {
  return any_parameter(query, [](std::string_view name) {
    return place_of_click_id(name) < kClickIds.size() ||
           std::any_of(
               kTags.begin(),
               kTags.end(),
               [&](std::string_view tag) { return text::equals_ignoring_case(name, tag); });
  });
}

Result<Classifier> Classifier::make(ClassifierOptions options) {
  for (OwnRule& rule : options.own_rules) {
    rule.pattern = text::to_lower(rule.pattern);
    if (rule.channel.empty() || rule.pattern.empty()) {
      return fail(ErrorCode::InvalidArgument,
                  "a channel rule must have a channel and a pattern",
                  "Write it as {channel: Partners, source: partner.example}");
    }
  }
  for (auto* const list : {&options.own_hosts,
                           &options.extra_spam,
                           &options.extra_providers,
                           &options.extra_platforms}) {
    std::transform(list->begin(), list->end(), list->begin(), listed_form);
    std::sort(list->begin(), list->end());
  }
  return Classifier(std::move(options));
}

void Classifier::read_referrer(Touch& touch, std::string_view referrer) const {
  const text::Url url = text::split_url(referrer);
  if (url.host.empty()) {
    return;
  }
  touch.host = url.host;
  touch.domain = text::registrable_domain(touch.host);
  touch.page =
      touch.host + (url.path == "/" ? std::string() : std::string(url.path.substr(0, 512)));
  judge_host(touch, url.path);
}

void Classifier::judge_host(Touch& touch, std::string_view path) const {
  touch.internal = is_listed(options_.own_hosts, touch.host);
  touch.provider = is_listed(lists::providers(), touch.host, path) ||
                   is_listed(options_.extra_providers, touch.host);
  const bool on_platform =
      is_listed(lists::platforms(), touch.host) || is_listed(options_.extra_platforms, touch.host);
  touch.grain =
      on_platform && is_author(touch.host) ? schema::SourceKind::Host : schema::SourceKind::Domain;
}

void Classifier::apply_rules(Touch& touch, std::string_view landing_path) const {
  for (const OwnRule& rule : options_.own_rules) {
    if (matches(rule, value_of(touch, rule.field, landing_path))) {
      const auto known = channel_named(rule.channel);
      touch.channel = known.value_or(Channel::Own);
      touch.own_channel = known ? "" : rule.channel;
      touch.rule = fmt::format("{}{} {}",
                               rule.field == RuleField::Landing ? kByLanding : kByOwnRule,
                               slug(rule.channel),
                               rule.pattern);
      return;
    }
  }
  const Category category =
      touch.grain == schema::SourceKind::Host && touch.source == without_www(touch.host)
          ? Category::None
          : category_of(touch.source);
  touch.channel = ga4_channel(touch.source, touch.medium, text::to_lower(touch.campaign), category);
  touch.rule = fmt::format("ga4:{} source={} medium={}",
                           slug(schema::name_of(touch.channel)),
                           touch.source,
                           touch.medium);
}

bool Classifier::is_spam(std::string_view host) const {
  return is_listed(lists::spam(), host) || is_listed(options_.extra_spam, host);
}

void Classifier::judge_spam(Touch& touch) const {
  touch.spam =
      !options_.keep_spam && (is_spam(touch.host) || (touch.tagged && is_spam(touch.source)));
}

bool Classifier::looks_at_landing() const {
  return std::any_of(options_.own_rules.begin(), options_.own_rules.end(), [](const OwnRule& rule) {
    return rule.field == RuleField::Landing;
  });
}

void Classifier::judge_again(Touch& touch) const {
  const std::string_view page = touch.page;
  judge_host(touch, page.size() > touch.host.size() ? page.substr(touch.host.size()) : "/");
  judge_spam(touch);
  if (!touch.is_by_landing()) {
    touch.own_channel.clear();
    apply_rules(touch, {});
  }
}

Touch Classifier::classify(std::string_view referrer,
                           std::string_view landing_query,
                           std::string_view landing_path) const {
  Touch touch;
  read_referrer(touch, referrer);
  if (has_tags(landing_query)) {
    read_tags(touch, landing_query);
    read_click_id(touch);
  }
  const Category of_host =
      touch.grain == schema::SourceKind::Host ? Category::None : category_of(touch.host);
  fill_source_and_medium(touch, of_host);
  judge_spam(touch);
  apply_rules(touch, landing_path);
  const std::string_view host = without_www(touch.host);
  touch.name = touch.host.empty() || touch.internal      ? touch.source
               : touch.grain == schema::SourceKind::Host ? std::string(host)
                                                         : touch.domain;
  return touch;
}

}  // namespace throughline::acquisition
