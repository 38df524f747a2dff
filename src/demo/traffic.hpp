#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "demo/market.hpp"
#include "demo/tactics.hpp"

namespace throughline::demo {

inline constexpr int kBlogs = 50;
inline constexpr int kThreads = 60;
inline constexpr int kBreakoutMonth = 13;  ///< month 14 counted from 1
inline constexpr std::string_view kBreakoutBlog = "tinyglow.example";
inline constexpr double kBreakout = 6.0;

enum class Role : std::uint8_t { Ordinary, Paid, Blog, Thread, Weak };

/// How many people a demo of another scale has from an origin.
enum class Sizing : std::uint8_t {
  Scaled,
  Grows,  ///< with a greater scale; a smaller one leaves it: what small signals are told from
  Kept,   ///< whatever the scale: what is planted
};

/// Months counted from kFirstMonth: from one until the one before another.
struct Months {
  int from = 0;
  int to = kMonths;

  [[nodiscard]] bool has(int month) const { return month >= from && month < to; }
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
  std::size_t campaign = 0;      ///< of campaigns(), if it is paid
  Months months;                 ///< in which it sends anybody new
  std::optional<Tactic> tactic;  ///< that pays for it
  std::optional<double> brings;  ///< share of its people who would not have come otherwise
  bool got_kit = false;          ///< a blog that was sent one
};

/// All origins, in an order that never changes for a seed.
[[nodiscard]] std::vector<Origin> origins(std::uint64_t seed);

/// How much more (or less) happens in a month than on average: season and holidays.
[[nodiscard]] double season(int month);

/// Where the ads come from that follow people about.
[[nodiscard]] std::uint32_t retargeting_origin(std::span<const Origin> origins);

/// A paid campaign, as it runs in a month on average.
struct Campaign {
  std::string_view channel;
  std::string_view name;
  double cost_a_visit;
  double visits_a_month;
  double click_rate;
  std::optional<Tactic> tactic;  ///< none: money without a reason
  Months months;
  double cost_a_week = 0.0;      ///< of what is billed by the week and clicked by nobody
  std::optional<double> brings;  ///< share of its people who would not have come otherwise
  int market = -1;               ///< -1 = both
};

[[nodiscard]] const std::vector<Campaign>& campaigns();

}  // namespace throughline::demo
