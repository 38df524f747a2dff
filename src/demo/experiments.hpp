#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "demo/orders.hpp"
#include "demo/tactics.hpp"

namespace throughline::demo {

/// A visit of somebody who opened the page on refilling while its guide was tested.
struct GuideVisit {
  std::uint64_t person = 0;
  Day day = 0;
  std::uint32_t orders = 0;
};

/// experiment, unit, market, arm, day, exposed, outcome. Outcomes are orders, and every one of them
/// is in orders.csv too:
///  - refill-page: a visitor of the German site who opened the page on refilling, from that day to
///    the end of the test; who sees the guide is drawn by lot;
///  - lives-regions: a region (24 of Germany, 12 of Brazil) on a day, eight weeks before the lives
///    and twelve with them, shown in one drawn of each two regions;
///  - kits-blogs: a blog on a day, thirteen weeks before kits were sent to half of them and while
///    they were; orders of customers who first came by the blog;
///  - retargeting-weeks: Germany on a day, the ads that follow people switched by the week;
///  - launch-weeks: a market on a day, the launch ads switched by the week; orders of customers who
///    first came by a blog.
[[nodiscard]] std::string experiments_csv(std::span<const Order> sorted,
                                          std::vector<GuideVisit> visits,
                                          std::span<const Origin> origins,
                                          std::uint64_t seed);

}  // namespace throughline::demo
