#include "demo/site.hpp"

#include <cmath>
#include <fmt/format.h>

namespace throughline::demo {
namespace {

constexpr std::array<std::string_view, 28> kPages = {"/",
                                                     "/produkte",
                                                     "/produkte/serum-n1",
                                                     "/produkte/pumpspender",
                                                     "/produkte/nachtcreme",
                                                     "/produkte/reinigungsoel",
                                                     "/refill",
                                                     "/blog",
                                                     "/blog/hautbarriere",
                                                     "/ueber-uns",
                                                     "/produkte/handcreme",
                                                     "/refill/travel-pump",
                                                     "/blog/zink",
                                                     "/faq",
                                                     "/laeden",
                                                     "/produkte/sonnenfluid",
                                                     "/blog/duftstoffe",
                                                     "/produkte/set-reise",
                                                     "/kontakt",
                                                     "/versand",
                                                     "/blog/routine-morgens",
                                                     "/blog/routine-abends",
                                                     "/produkte/maske",
                                                     "/gutscheine",
                                                     "/nachhaltigkeit",
                                                     "/presse",
                                                     "/blog/wasserhaerte",
                                                     "/jobs"};

}  // namespace

std::string_view any_page(Rng& rng) {
  const double u = rng.uniform();
  return kPages[static_cast<std::size_t>(std::pow(u, 2.2) * static_cast<double>(kPages.size()))];
}

std::string browser_agent(std::uint64_t number) {
  const std::uint64_t version = 118 + number / 16 % 24;
  switch (number % 8) {
    case 0:
    case 1:
      return fmt::format(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
          "Chrome/{}.0.0.0 Safari/537.36",
          version);
    case 2:
      return fmt::format(
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
          "Gecko) "
          "Version/{}.{} Safari/605.1.15",
          16 + number / 16 % 3,
          number / 64 % 6);
    case 3:
      return fmt::format("Mozilla/5.0 (X11; Linux x86_64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0",
                         version);
    case 4:
      return fmt::format(
          "Mozilla/5.0 (iPhone; CPU iPhone OS {}_{} like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
          "like "
          "Gecko) Version/{}.0 Mobile/15E148 Safari/604.1",
          16 + number / 16 % 3,
          number / 64 % 7,
          16 + number / 16 % 3);
    default:
      return fmt::format(
          "Mozilla/5.0 (Linux; Android {}; K) AppleWebKit/537.36 (KHTML, like Gecko) "
          "Chrome/{}.0.0.0 Mobile Safari/537.36",
          10 + number / 512 % 6,
          version);
  }
}

}  // namespace throughline::demo
