#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace throughline::intake {

inline constexpr std::string_view kPageview = "pageview";
inline constexpr std::string_view kEngagement = "engagement";

/// How far down a page was seen, in percent; of the collector.
inline constexpr std::string_view kScroll = "scroll";

/// What hinders people on a page. Told by the collector's script, or by the site itself; no views.
inline constexpr std::array<std::string_view, 5> kFriction = {
    "error", "rage-click", "dead-click", "dead-end", "no-results"};

[[nodiscard]] constexpr bool is_friction(std::string_view name) {
  return std::find(kFriction.begin(), kFriction.end(), name) != kFriction.end();
}

/// First bytes of a file that the collector wrote. Its visitors are numbers already, made as those
/// of a log are, so that script and log of a site know a person by one number.
inline constexpr std::string_view kCollectedMark = "# throughline.collected/1 ";

/// One event taken apart; the views live until the next row is read.
struct EventRow {
  std::string_view visitor;             ///< as the source names them
  std::optional<std::uint64_t> number;  ///< of the visitor, where the source has made it already
  std::string_view name;                ///< kPageview, kEngagement or a name of the site's own
  std::string_view host;                ///< of the page, lower case; empty where not known
  std::string_view path;
  std::string_view query;  ///< without "?"
  std::string_view referrer;
  std::string_view agent;
  std::int64_t value = 0;  ///< of an engagement foreground milliseconds, else money in minor units
  std::uint32_t time = 0;  ///< UTC seconds
  bool agent_is_sent = true;  ///< false: a browser's name, which tells nothing of programs
  bool is_view = true;        ///< false: kept, and tells neither of a view nor of attention
};

/// What the settings say about the money that events carry.
struct EventMoney {
  std::map<std::string, std::string, std::less<>> property_of;  ///< event -> property; else "value"
  std::string currency = "EUR";                                 ///< of the workspace
  int minor_digits = 2;                                         ///< of that currency
};

}  // namespace throughline::intake
