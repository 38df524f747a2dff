#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace throughline::demo {

inline constexpr int kMonths = 18;
inline constexpr MonthIndex kFirstMonth = 2025 * 12;  ///< January 2025
inline constexpr int kBlogs = 50;
inline constexpr int kThreads = 60;
inline constexpr int kBreakoutMonth = 13;  ///< month 14 counted from 1
inline constexpr std::string_view kBreakoutBlog = "tinyglow.example";
inline constexpr double kBreakout = 6.0;

/// A country with its site.
struct Market {
  std::string_view id;
  std::string_view host;
  std::string_view offset;  ///< of the server's clock, as logs write it
  Seconds offset_seconds;
  double share;  ///< of all visits
};

inline constexpr std::array<Market, 2> kMarkets = {
    {{"de", "www.lumen.example", "+0100", 3600, 0.62},
     {"br", "www.lumen-br.example", "-0300", -10800, 0.38}}};

enum class Role : std::uint8_t { Ordinary, Paid, Blog, Thread, Weak };

/// How many people a demo of another scale has from an origin.
enum class Sizing : std::uint8_t {
  Scaled,
  Grows,  ///< with a greater scale; a smaller one leaves it: what small signals are told from
  Kept,   ///< whatever the scale: what is planted
};

/// Somewhere people come from.
struct Origin {
  std::string name;  ///< as truth.json calls it
  Role role = Role::Ordinary;
  std::string referrer;     ///< header; "" = none
  std::string query;        ///< tags of the link
  std::string landing;      ///< "" = wherever
  double new_people = 0.0;  ///< a month, over both markets, before season and growth
  double growth = 0.0;      ///< a month
  double interest = 0.0;    ///< mean of a person's interest, in logits: how often visits go on
  double spread = 0.6;      ///< and its spread between people
  double keeps = 0.1;       ///< share of people who keep coming for months
  double comes_back = 0.2;  ///< share of later visits that come by this origin again
  int market = -1;          ///< -1 = both
  Sizing sizing = Sizing::Scaled;
  std::size_t campaign = 0;  ///< of campaigns(), if it is paid
};

/// All origins, in an order that never changes for a seed.
[[nodiscard]] std::vector<Origin> origins(std::uint64_t seed);

/// How much more (or less) happens in a month than on average: season and holidays.
[[nodiscard]] double season(int month);

/// A paid campaign, as it runs in a month on average.
struct Campaign {
  std::string_view channel;
  std::string_view name;
  double cost_a_visit;
  double visits_a_month;
  double click_rate;
};

[[nodiscard]] const std::vector<Campaign>& campaigns();

}  // namespace throughline::demo
