#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace throughline::schema {

/// The channels of GA4's default group, plus assistants. Numbers are stored; never renumber.
enum class Channel : std::uint8_t {
  Unassigned = 0,
  Direct = 1,
  CrossNetwork = 2,
  PaidShopping = 3,
  PaidSearch = 4,
  PaidSocial = 5,
  PaidVideo = 6,
  Display = 7,
  PaidOther = 8,
  OrganicShopping = 9,
  OrganicSocial = 10,
  OrganicVideo = 11,
  AiAssistant = 12,
  OrganicSearch = 13,
  Referral = 14,
  Email = 15,
  Affiliates = 16,
  Audio = 17,
  Sms = 18,
  MobilePush = 19,
  Own = 20,  ///< a rule of the workspace named a channel that GA4 does not have
};
inline constexpr int kChannels = 21;

/// GA4's name: "Paid Social".
[[nodiscard]] std::string_view name_of(Channel channel);
/// True for channels whose visits were bought (affiliates included).
[[nodiscard]] bool is_paid(Channel channel);

/// What the text of a source names. One kind is one family of tests.
enum class SourceKind : std::uint8_t {
  Domain = 0,    ///< registrable domain of the referrer ("blog.example")
  Host = 1,      ///< host on a platform of many authors ("knits.blogspot.com")
  Page = 2,      ///< referring page where the browser still tells it ("forum.example/t/123-refill")
  Campaign = 3,  ///< source / medium / campaign of tagged links
  Landing = 4,   ///< first page of the visit
  Channel = 5,   ///< the whole channel
};
inline constexpr int kSourceKinds = 6;

[[nodiscard]] std::string_view name_of(SourceKind kind);

/// Why a hit or a visitor is not counted as a person. Numbers are stored; never renumber.
enum class BotReason : std::uint8_t {
  None = 0,
  Agent = 1,         ///< the user agent says so
  ReferrerSpam = 2,  ///< the referrer is on the spam list
  NoAssets = 3,      ///< reads pages and never fetches what a browser fetches
  Rate = 4,          ///< pages faster than anyone reads
  Sweep = 5,         ///< many visits of one page each, hardly a page twice
  PostOnly = 6,      ///< only ever posts
  SelfReferral = 7,  ///< claims each page referred to itself
  NoAgent = 8,       ///< sends no user agent at all
};
inline constexpr int kBotReasons = 9;

[[nodiscard]] std::string_view name_of(BotReason reason);

/// What a hit asked for. Numbers are stored and order hits of one second: pages first.
enum class HitKind : std::uint8_t { Page = 1, Event = 2, Api = 3, Feed = 4, Asset = 5, Error = 6 };

[[nodiscard]] std::string_view name_of(HitKind kind);

}  // namespace throughline::schema
