#include "acquisition/channel_rules.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>

namespace throughline::acquisition {
namespace {

using lists::Category;
using schema::Channel;

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

// ^(.*cp.*|ppc|retargeting|paid.*)$
bool is_paid_medium(std::string_view medium) {
  return contains(medium, "cp") || medium == "ppc" || medium == "retargeting" ||
         medium.starts_with("paid");
}

// ^(.*(([^a-df-z]|^)shop|shopping).*)$: "shop" at the start or after anything but a to d and f to
// z.
bool is_shopping_campaign(std::string_view campaign) {
  if (contains(campaign, "shopping")) {
    return true;
  }
  for (std::size_t at = campaign.find("shop"); at != std::string_view::npos;
       at = campaign.find("shop", at + 1)) {
    const char before = at == 0 ? ' ' : campaign[at - 1];
    if (before < 'a' || before > 'z' || before == 'e') {
      return true;
    }
  }
  return false;
}

constexpr std::array<std::string_view, 5> kDisplay = {
    "display", "banner", "expandable", "interstitial", "cpm"};
constexpr std::array<std::string_view, 6> kSocial = {
    "social", "social-network", "social-media", "sm", "social network", "social media"};
constexpr std::array<std::string_view, 3> kReferral = {"referral", "app", "link"};
constexpr std::array<std::string_view, 4> kEmail = {"email", "e-mail", "e_mail", "e mail"};

std::optional<Channel> paid_channel(std::string_view medium, bool shopping, Category category) {
  const bool paid = is_paid_medium(medium);
  if (paid && shopping) {
    return Channel::PaidShopping;
  }
  if (paid && category == Category::Search) {
    return Channel::PaidSearch;
  }
  if (paid && category == Category::Social) {
    return Channel::PaidSocial;
  }
  if (paid && category == Category::Video) {
    return Channel::PaidVideo;
  }
  if (is_one_of(medium, kDisplay)) {
    return Channel::Display;
  }
  return paid ? std::optional(Channel::PaidOther) : std::nullopt;
}

std::optional<Channel> organic_channel(std::string_view medium, bool shopping, Category category) {
  if (shopping) {
    return Channel::OrganicShopping;
  }
  if (category == Category::Social || is_one_of(medium, kSocial)) {
    return Channel::OrganicSocial;
  }
  if (category == Category::Video || contains(medium, "video")) {
    return Channel::OrganicVideo;
  }
  if (category == Category::Assistant || medium == "ai-assistant") {
    return Channel::AiAssistant;
  }
  if (category == Category::Search || medium == "organic") {
    return Channel::OrganicSearch;
  }
  return std::nullopt;
}

Channel other_channel(std::string_view source, std::string_view medium) {
  if (is_one_of(medium, kReferral)) {
    return Channel::Referral;
  }
  if (is_one_of(source, kEmail) || is_one_of(medium, kEmail)) {
    return Channel::Email;
  }
  if (medium == "affiliate") {
    return Channel::Affiliates;
  }
  if (medium == "audio") {
    return Channel::Audio;
  }
  if (source == "sms" || medium == "sms") {
    return Channel::Sms;
  }
  if (medium.ends_with("push") || contains(medium, "mobile") || contains(medium, "notification") ||
      source == "firebase") {
    return Channel::MobilePush;
  }
  return Channel::Unassigned;
}

std::optional<Category> exact_category(std::string_view name) {
  const auto list = lists::sources();
  const auto found = std::lower_bound(
      list.begin(), list.end(), name, [](const lists::SourceEntry& entry, std::string_view wanted) {
        return entry.name < wanted;
      });
  if (found == list.end() || found->name != name) {
    return std::nullopt;
  }
  return found->category;
}

/// Asks of a host and of each domain above it, until one is right.
template <class Test>
bool any_parent(std::string_view host, Test test) {
  while (!host.empty()) {
    if (test(host)) {
      return true;
    }
    const std::size_t dot = host.find('.');
    host.remove_prefix(dot == std::string_view::npos ? host.size() : dot + 1);
  }
  return false;
}

// First labels behind which a search engine still searches: "m.", "de.", "images.".
bool is_search_label(std::string_view label) {
  constexpr std::array<std::string_view, 7> kLabels = {
      "search", "image", "images", "mobile", "html", "lite", "www2"};
  return label.size() <= 2 || is_one_of(label, kLabels);
}

}  // namespace

Category category_of(std::string_view source) {
  if (source.starts_with("www.")) {
    source.remove_prefix(4);
  }
  bool searches = true;
  for (std::string_view rest = source; !rest.empty();) {
    if (const auto category = exact_category(rest)) {
      return *category == Category::Search && !searches ? Category::None : *category;
    }
    const std::size_t dot = rest.find('.');
    if (dot == std::string_view::npos) {
      break;
    }
    searches = searches && is_search_label(rest.substr(0, dot));
    rest.remove_prefix(dot + 1);
  }
  return Category::None;
}

bool is_listed(std::span<const std::string_view> list,
               std::string_view host,
               std::string_view path) {
  const std::string_view first = path.substr(0, path.find('/', 1));
  return any_parent(host, [&](std::string_view parent) {
    return std::binary_search(list.begin(), list.end(), parent) ||
           (first.size() > 1 &&
            std::binary_search(list.begin(), list.end(), std::string(parent).append(first)));
  });
}

bool is_listed(const std::vector<std::string>& list, std::string_view host) {
  return !list.empty() && any_parent(host, [&](std::string_view parent) {
    return std::binary_search(list.begin(), list.end(), parent, std::less<>());
  });
}

Channel ga4_channel(std::string_view source,
                    std::string_view medium,
                    std::string_view campaign,
                    Category category) {
  if (source == "(direct)" && (medium == "(not set)" || medium == "(none)")) {
    return Channel::Direct;
  }
  if (contains(campaign, "cross-network")) {
    return Channel::CrossNetwork;
  }
  const bool shopping = category == Category::Shopping || is_shopping_campaign(campaign);
  if (const auto paid = paid_channel(medium, shopping, category)) {
    return *paid;
  }
  if (const auto organic = organic_channel(medium, shopping, category)) {
    return *organic;
  }
  return other_channel(source, medium);
}

}  // namespace throughline::acquisition
