#include "demo/orders.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <tuple>

#include "base/random.hpp"
#include "demo/purchases.hpp"

namespace throughline::demo {
namespace {

// "x" of "…utm_source=x&…"; "" if it is not there.
std::string value_of(std::string_view query, std::string_view key) {
  const std::size_t at = query.find(key);
  if (at == std::string_view::npos) {
    return {};
  }
  const std::string_view rest = query.substr(at + key.size());
  return std::string(rest.substr(0, rest.find('&')));
}

std::string host_of(std::string_view referrer) {
  const std::string_view rest = referrer.substr(referrer.find("//") + 2);
  std::string_view host = rest.substr(0, rest.find('/'));
  for (const std::string_view front : {"www.", "l."}) {
    host.remove_prefix(host.starts_with(front) ? front.size() : 0);
  }
  return std::string(host);
}

bool is_search(std::string_view host) {
  constexpr std::array<std::string_view, 5> kSearch = {
      "google.com", "bing.com", "duckduckgo.com", "ecosia.org", "search.yahoo.com"};
  return std::ranges::find(kSearch, host) != kSearch.end();
}

// Codes are handed out by tactics, and used by people who would have bought without as well.
std::string_view code_of(const Order& order, std::span<const Origin> origins, std::uint64_t seed) {
  const Origin& first = origins[first_origin_of(order.customer)];
  const Buyer buyer(seed, order.customer, order.market, first);
  const Market& market = kMarkets[static_cast<std::size_t>(order.market)];
  const Day day = day_of(order.at, market);
  Rng rng(seed, "demo code", order.customer * 64 + order.nth);
  const double luck = rng.uniform();
  if (buyer.gets_note && order.nth == 2 && day >= schedule().notes.from) {
    return luck < 0.5 ? "OI-LUMEN" : "";
  }
  if (buyer.reads_kit_blog && schedule().kits.has(day)) {
    return luck < 0.35 ? "KIT15" : "";
  }
  const bool live = order.market == 1 || buyer.in_lives_region
                        ? day >= schedule().lives_test.from
                        : schedule().lives_everywhere.has(day);
  return live && buyer.watches_lives && luck < 0.12 ? "LIVE10" : "";
}

std::string line_of(const Order& order,
                    std::uint64_t number,
                    std::span<const Origin> origins,
                    std::uint64_t seed) {
  constexpr double kKnown = 6.0 / 7.0;
  const bool known = Rng(seed, "demo order", order.customer * 64 + order.nth).bernoulli(kKnown);
  const Tags tags = known ? tags_of(origins[order.origin]) : Tags{};
  return fmt::format("{},{},{},c{:x},{}.{:02},{},{},{},{},{}\n",
                     number,
                     format_timestamp(order.at),
                     kMarkets[static_cast<std::size_t>(order.market)].id,
                     order.customer,
                     order.minor / 100,
                     order.minor % 100,
                     order.market == 0 ? "EUR" : "BRL",
                     code_of(order, origins, seed),
                     tags.source,
                     tags.medium,
                     tags.campaign);
}

}  // namespace

Tags tags_of(const Origin& origin) {
  if (!origin.query.empty()) {
    return {value_of(origin.query, "utm_source="),
            value_of(origin.query, "utm_medium="),
            value_of(origin.query, "utm_campaign=")};
  }
  if (origin.referrer.empty()) {
    return {"(direct)", "(none)", ""};
  }
  std::string host = host_of(origin.referrer);
  const std::string medium = is_search(host) ? "organic" : "referral";
  return {std::move(host), medium, ""};
}

void sort_orders(std::vector<Order>& orders) {
  std::sort(orders.begin(), orders.end(), [](const Order& a, const Order& b) {
    return std::tie(a.at, a.market, a.customer) < std::tie(b.at, b.market, b.customer);
  });
}

Result<void> write_orders(const std::filesystem::path& file,
                          std::span<const Order> sorted,
                          std::span<const Origin> origins,
                          std::uint64_t seed) {
  std::ofstream out(file, std::ios::binary);
  out << "order,at,market,customer,amount,currency,code,source,medium,campaign\n";
  std::uint64_t number = 100'000;
  for (const Order& order : sorted) {
    out << line_of(order, ++number, origins, seed);
  }
  out.close();
  if (!out) {
    return fail(ErrorCode::DiskFull, fmt::format("cannot write {}", file.string()));
  }
  return {};
}

}  // namespace throughline::demo
