#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace throughline::intake {

inline constexpr std::string_view kPageview = "pageview";
inline constexpr std::string_view kEngagement = "engagement";

/// One event taken apart; the views live until the next row is read.
struct EventRow {
  std::string_view visitor;  ///< as the source names them
  std::string_view name;     ///< kPageview, kEngagement or a name of the site's own
  std::string_view host;     ///< of the page, lower case; empty where not known
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
