#include "demo/month_file.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/random.hpp"
#include "demo/log_writer.hpp"
#include "demo/purchases.hpp"
#include "demo/site.hpp"

namespace throughline::demo {
namespace {

namespace fs = std::filesystem;

constexpr double kBrokenShare = 0.003;

// "de-2025-03.log.gz"; a company of several servers has a log of each.
std::string name_of(const Slice& slice) {
  const std::string month = month_name(kFirstMonth + slice.month);
  return slice.n_servers == 1
             ? fmt::format("{}-{}.log.gz", slice.site().id, month)
             : fmt::format("{}-{}-web{:02}.log.gz", slice.site().id, month, slice.server + 1);
}

// What a person is known by: an address (a household may share one) and a browser.
struct Device {
  std::string address;
  std::string agent;
};

Device device_of(std::uint64_t seed, std::uint64_t person, int market) {
  Rng rng(seed, "demo device", person);
  const bool shared = rng.bernoulli(0.12);
  Rng home(seed, "demo home", shared ? person / 2 : person + (1ULL << 62U));
  const std::uint64_t bits = home();
  Device device{.agent = browser_agent(rng())};
  if (bits % 100 < 15) {
    device.address = fmt::format(
        "2001:db8:{:x}:{:x}::{:x}", bits >> 48U, (bits >> 32U) & 0xffffU, 1 + bits % 0xfff0U);
  } else {
    device.address = fmt::format("{}.{}.{}.{}",
                                 (market == 0 ? 77 : 177) + (bits >> 8U) % 14,
                                 (bits >> 16U) % 256,
                                 (bits >> 24U) % 256,
                                 1 + (bits >> 40U) % 254);
  }
  return device;
}

class MonthWriter {
 public:
  MonthWriter(const std::vector<Origin>& origins, std::uint64_t seed, const Slice& slice)
      : origins_(origins),
        seed_(seed),
        slice_(slice),
        market_(slice.site()),
        broken_(seed, "demo broken", slice.number()) {
    out_.market = slice.market;
    out_.month = slice.month;
    out_.name = name_of(slice);
    out_.origins.resize(origins.size());
    out_.paid_visits.resize(campaigns().size());
  }

  Result<MonthFile> write(const fs::path& folder) {
    TL_TRY(LogWriter log, LogWriter::open(folder / out_.name));
    log_ = &log;
    std::vector<BotRequest> bots = bots_of_month(seed_, slice_, out_.bots);
    std::stable_sort(bots.begin(), bots.end(), [](const BotRequest& a, const BotRequest& b) {
      return a.request.at < b.request.at;
    });
    const std::vector<Visit> visits = visits_of_month(origins_, seed_, slice_);
    auto bot = bots.begin();
    for (const Visit& visit : visits) {
      for (; bot != bots.end() && bot->request.at <= visit.start; ++bot) {
        add(*bot);
      }
      log.flush(visit.start);
      add(visit);
    }
    for (; bot != bots.end(); ++bot) {
      add(*bot);
    }
    TL_CHECK(log.finish());
    out_.lines = log.lines();
    return std::move(out_);
  }

 private:
  void add(Request request, Seconds took) {
    std::string line = combined_line(request, market_);
    if (broken_.bernoulli(kBrokenShare)) {
      const std::size_t way = broken_.below(kBrokenWays.size());
      ++out_.broken[way];
      log_->add(request.at + took, break_line(line, way, broken_));
    }
    log_->add(request.at + took, std::move(line));
  }

  void add(const BotRequest& bot) {
    Request request = bot.request;
    request.address = bot.address;
    request.target = bot.target;
    request.referrer = bot.referrer;
    request.agent = bot.agent;
    add(request, 0);
  }

  void add(const Visit& visit) {
    constexpr Seconds kLongest = 2 * 3600;
    Rng rng(seed_, "demo visit", visit.person * 64 + visit.nth);
    const Origin& origin = origins_[visit.origin];
    const Device device = device_of(seed_, visit.person, out_.market);
    Request request{.at = visit.start, .address = device.address, .agent = device.agent};
    std::string target(origin.landing.empty() ? any_page(rng) : std::string_view(origin.landing));
    std::string referrer = origin.referrer.empty() ? "-" : origin.referrer;
    int pages = 0;
    for (; pages < visit.pages && request.at - visit.start < kLongest; ++pages) {
      const bool last = pages + 1 == visit.pages;
      if (last && visit.order > 0) {
        target = "/checkout/thanks";
        referrer = "https://www.paypal.com/";
      }
      const std::string url =
          pages == 0 && !origin.query.empty() ? target + "?" + origin.query : target;
      request.target = url;
      request.referrer = referrer;
      request.bytes = 9000 + rng.below(30000);
      request.status = 200;
      add(request, static_cast<Seconds>(rng.below(3)));
      if (pages == 0) {
        add_assets(request, visit, target, rng);
      }
      referrer = fmt::format("https://{}{}", market_.host, target);
      request.at += dwell(rng);
      target = any_page(rng);
    }
    count(visit, pages);
    const bool bought = visit.order > 0 && pages == visit.pages;
    if (bought) {
      out_.orders.push_back({.at = request.at,
                             .market = out_.market,
                             .customer = visit.person,
                             .minor = 1800 + rng.below(7700),
                             .origin = visit.origin,
                             .nth = visit.order});
    }
    note_guide(visit, bought ? 1 : 0);
  }

  // Who reads on may open the page on refilling, if it is about them.
  void note_guide(const Visit& visit, std::uint32_t orders) {
    const Day day = day_of(visit.start, market_);
    if (out_.market != 0 || visit.pages < 2 || !schedule().refill_test.has(day)) {
      return;
    }
    const Origin& first = origins_[first_origin_of(visit.person)];
    if (Buyer(seed_, visit.person, out_.market, first).travels) {
      out_.guide_visits.push_back({visit.person, day, orders});
    }
  }

  static Seconds dwell(Rng& rng) {
    return 4 + static_cast<Seconds>(std::min(560.0, 32.0 * std::exp(0.9 * rng.normal())));
  }

  // A first visit fetches what pages need; later ones have most of it already.
  void add_assets(Request request, const Visit& visit, const std::string& page, Rng& rng) {
    const std::string referrer = fmt::format("https://{}{}", market_.host, page);
    request.referrer = referrer;
    const bool first = visit.nth == 0;
    for (const std::string_view asset :
         {"/assets/site.css", "/assets/site.js", "/img/pump-1600.webp"}) {
      if (first ? asset != "/assets/site.js" || rng.bernoulli(0.3) : rng.bernoulli(0.15)) {
        request.target = asset;
        request.status = first ? 200 : 304;
        request.bytes = first ? 20000 + rng.below(90000) : 0;
        add(request, 1 + static_cast<Seconds>(rng.below(2)));
      }
    }
  }

  void count(const Visit& visit, int pages) {
    ++out_.visits;
    OriginCounts& origin = out_.origins[visit.origin];
    ++origin.visits;
    origin.engaged += pages >= 2 ? 1U : 0U;
    origin.interest += static_cast<std::uint64_t>(1e6 * double{visit.interest});
    if (origins_[visit.origin].role == Role::Paid) {
      const Seconds into_month = visit.start - start_of_month(out_.month, market_);
      ++out_.paid_visits[origins_[visit.origin].campaign]
                        [static_cast<std::size_t>(into_month / 86'400)];
    }
  }

  const std::vector<Origin>& origins_;
  std::uint64_t seed_;
  const Slice& slice_;
  const Market& market_;
  Rng broken_;
  LogWriter* log_ = nullptr;
  MonthFile out_;
};

}  // namespace

void OriginCounts::add(const OriginCounts& other) {
  visits += other.visits;
  engaged += other.engaged;
  interest += other.interest;
}

Result<MonthFile> write_month(const fs::path& folder,
                              const std::vector<Origin>& origins,
                              std::uint64_t seed,
                              const Slice& slice) {
  return MonthWriter(origins, seed, slice).write(folder);
}

}  // namespace throughline::demo
