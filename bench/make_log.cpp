// Writes the benchmark's logs: make_log visits|visitors|hard N_LINES > file. The same bytes every
// time.
//
// visits    people who read several pages with their assets, 60 of them at a time
// visitors  nearly every line another visitor
// hard      many agents, a query of its own on every line, lines out of order
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "base/time.hpp"

namespace {

using throughline::Rng;

constexpr std::array<std::string_view, 12> kMonths = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 8> kReferrers = {"https://www.google.com/",
                                                        "https://www.google.de/",
                                                        "https://www.bing.com/",
                                                        "https://l.facebook.com/",
                                                        "https://duckduckgo.com/",
                                                        "-",
                                                        "-",
                                                        "-"};

std::string agent(std::uint64_t number) {
  const auto minor = number / 7 % 100;
  switch (number % 4) {
    case 0:
      return fmt::format(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
          "Chrome/{}.0.0.0 Safari/537.36",
          60 + minor);
    case 1:
      return fmt::format(
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_{} like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
          "like Gecko) Version/17.5 Mobile/15E{} Safari/604.1",
          minor,
          100 + number / 700 % 900);
    case 2:
      return fmt::format("Mozilla/5.0 (X11; Linux x86_64; rv:{}.0) Gecko/20100101 Firefox/{}.0",
                         60 + minor,
                         60 + minor);
    default:
      return fmt::format(
          "Mozilla/5.0 (Linux; Android 14; SM-S{}B) AppleWebKit/537.36 (KHTML, like Gecko) "
          "Chrome/{}.0.{}.{} Mobile Safari/537.36",
          900 + number / 4 % 90,
          60 + minor,
          6000 + number / 700 % 900,
          number / 11 % 200);
  }
}

struct Visitor {
  std::string address;
  std::string agent;
  std::string page;
  std::string referrer;
  std::uint64_t left = 0;
};

class Log {
 public:
  Log(std::string_view shape, std::uint64_t n_lines)
      : hard_(shape == "hard"), shape_(shape), n_lines_(n_lines), rng_(std::uint64_t{1}, "bench") {}

  void write() {
    std::vector<Visitor> present(60);
    for (std::uint64_t line = 0; line < n_lines_; ++line) {
      second_ += rng_.below(100) < 8 ? 1U : 0U;
      if (shape_ == "visitors") {
        Visitor visitor;
        arrive(visitor);
        request(visitor, visitor.page, visitor.referrer);
      } else {
        step(present[rng_.below(present.size())]);
      }
      if (out_.size() > (1U << 20U)) {
        flush();
      }
    }
    flush();
  }

 private:
  void arrive(Visitor& visitor) {
    visitor.address = fmt::format(
        "{}.{}.{}.{}", 11 + rng_.below(180), rng_.below(256), rng_.below(256), rng_.below(256));
    visitor.agent = agent(rng_.below(hard_ ? 400000 : 300));
    visitor.page = fmt::format("/articles/{}/how-to-care-{}", rng_.below(300), rng_.below(40));
    visitor.referrer = rng_.below(4) == 0 ? fmt::format("https://blog{}.example/", rng_.below(5000))
                                          : std::string(kReferrers[rng_.below(kReferrers.size())]);
    visitor.left = 1 + rng_.below(40);
  }

  void step(Visitor& visitor) {
    if (visitor.left == 0) {
      arrive(visitor);
      request(visitor, visitor.page, visitor.referrer);
      return;
    }
    --visitor.left;
    if (visitor.left % 10 == 9) {
      const std::string next =
          fmt::format("/articles/{}/how-to-care-{}", rng_.below(300), rng_.below(40));
      request(visitor, next, "https://www.lumen.example" + visitor.page);
      visitor.page = next;
    } else {
      const std::string asset = fmt::format("/assets/{}/bundle.{}.{}",
                                            rng_.below(20),
                                            rng_.below(50),
                                            rng_.below(3) == 0 ? "css" : "js");
      request(visitor, asset, "https://www.lumen.example" + visitor.page);
    }
  }

  void request(const Visitor& visitor, std::string_view path, std::string_view referrer) {
    const std::int64_t at = 1735689600 + static_cast<std::int64_t>(second_) -
                            (hard_ ? static_cast<std::int64_t>(rng_.below(90)) : 0);
    const auto date = throughline::civil_from_days(at / 86400);
    fmt::format_to(std::back_inserter(out_),
                   "{} - - [{:02}/{}/{}:{:02}:{:02}:{:02} +0000] \"GET {}",
                   visitor.address,
                   date.day,
                   kMonths[static_cast<std::size_t>(date.month - 1)],
                   date.year,
                   at / 3600 % 24,
                   at / 60 % 60,
                   at % 60,
                   path);
    if (hard_) {
      fmt::format_to(std::back_inserter(out_), "?session={:016x}", rng_());
    }
    fmt::format_to(std::back_inserter(out_),
                   " HTTP/1.1\" 200 {} \"{}\" \"{}\"\n",
                   200 + rng_.below(90000),
                   referrer,
                   visitor.agent);
  }

  void flush() {
    std::fwrite(out_.data(), 1, out_.size(), stdout);
    out_.clear();
  }

  bool hard_;
  std::string_view shape_;
  std::uint64_t n_lines_;
  Rng rng_;
  std::uint64_t second_ = 0;
  std::string out_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view shape = argc > 1 ? argv[1] : "";
  if (argc != 3 || (shape != "visits" && shape != "visitors" && shape != "hard")) {
    fmt::print(stderr, "usage: make_log visits|visitors|hard N_LINES > file\n");
    return 2;
  }
  Log(shape, std::strtoull(argv[2], nullptr, 10)).write();
  return 0;
}
