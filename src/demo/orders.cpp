#include "demo/orders.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <tuple>

#include "demo/traffic.hpp"

namespace throughline::demo {

std::string orders_csv(std::vector<Order> orders) {
  std::sort(orders.begin(), orders.end(), [](const Order& a, const Order& b) {
    return std::tie(a.at, a.market, a.customer) < std::tie(b.at, b.market, b.customer);
  });
  std::string out = "order,at,market,customer,amount,currency\n";
  std::uint64_t number = 100'000;
  for (const Order& order : orders) {
    fmt::format_to(std::back_inserter(out),
                   "{},{},{},c{:x},{}.{:02},{}\n",
                   ++number,
                   format_timestamp(order.at),
                   kMarkets[static_cast<std::size_t>(order.market)].id,
                   order.customer,
                   order.minor / 100,
                   order.minor % 100,
                   order.market == 0 ? "EUR" : "BRL");
  }
  return out;
}

}  // namespace throughline::demo
