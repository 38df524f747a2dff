#include "demo/demo.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "demo/bots.hpp"
#include "demo/broken.hpp"
#include "demo/log_writer.hpp"
#include "demo/people.hpp"
#include "demo/site.hpp"
#include "demo/tables.hpp"
#include "demo/traffic.hpp"

namespace throughline::demo {
namespace {

namespace fs = std::filesystem;

constexpr double kBrokenShare = 0.003;

struct OriginCounts {
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;  ///< at least two pages, which is all that a log can tell
};

// What one file holds, and the truth behind it.
struct MonthFile {
  std::string name;
  int market = 0;
  int month = 0;
  std::uint64_t lines = 0;
  std::uint64_t visits = 0;
  std::vector<OriginCounts> origins;
  BotCounts bots;
  std::array<std::uint64_t, kBrokenWays.size()> broken{};
  std::vector<Order> orders;
};

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
  MonthWriter(const std::vector<Origin>& origins, const DemoOptions& options, int market, int month)
      : origins_(origins),
        options_(options),
        market_(kMarkets[static_cast<std::size_t>(market)]),
        broken_(options.seed, "demo broken", static_cast<std::uint64_t>(month * 2 + market)) {
    out_.market = market;
    out_.month = month;
    out_.name = fmt::format("{}-{}.log.gz", market_.id, month_name(kFirstMonth + month));
    out_.origins.resize(origins.size());
  }

  Result<MonthFile> write(const fs::path& folder) {
    TL_TRY(LogWriter log, LogWriter::open(folder / out_.name));
    log_ = &log;
    std::vector<BotRequest> bots =
        bots_of_month(options_.seed, options_.scale, out_.market, out_.month, out_.bots);
    std::stable_sort(bots.begin(), bots.end(), [](const BotRequest& a, const BotRequest& b) {
      return a.request.at < b.request.at;
    });
    const std::vector<Visit> visits =
        visits_of_month(origins_, options_.seed, options_.scale, out_.market, out_.month);
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
    Rng rng(options_.seed, "demo visit", visit.person * 64 + visit.nth);
    const Origin& origin = origins_[visit.origin];
    const Device device = device_of(options_.seed, visit.person, out_.market);
    Request request{.at = visit.start, .address = device.address, .agent = device.agent};
    std::string target(origin.landing.empty() ? any_page(rng) : std::string_view(origin.landing));
    std::string referrer = origin.referrer.empty() ? "-" : origin.referrer;
    int pages = 0;
    for (; pages < visit.pages && request.at - visit.start < kLongest; ++pages) {
      const bool last = pages + 1 == visit.pages;
      if (last && visit.buys) {
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
    if (visit.buys && pages == visit.pages) {
      out_.orders.push_back({request.at, out_.market, visit.person, 1800 + rng.below(7700)});
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
    ++out_.origins[visit.origin].visits;
    out_.origins[visit.origin].engaged += pages >= 2 ? 1U : 0U;
  }

  const std::vector<Origin>& origins_;
  const DemoOptions& options_;
  const Market& market_;
  Rng broken_;
  LogWriter* log_ = nullptr;
  MonthFile out_;
};

Result<void> write_file(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) {
    return fail(ErrorCode::DiskFull, fmt::format("cannot write {}", file.string()));
  }
  return {};
}

// A demo may be written over a demo, and into nothing else.
Result<void> prepare(const fs::path& folder) {
  const fs::path settings = folder / "throughline.yaml";
  if (fs::exists(settings)) {
    std::ifstream in(settings);
    std::string first;
    std::getline(in, first);
    if (first != kSettingsMark) {
      return fail(ErrorCode::Conflict,
                  fmt::format("{} is a workspace of its own", folder.string()),
                  "Choose another folder: throughline demo demo-lumen");
    }
  } else if (fs::exists(folder) && !fs::is_empty(folder)) {
    return fail(ErrorCode::Conflict,
                fmt::format("{} is not empty", folder.string()),
                "Choose another folder: throughline demo demo-lumen");
  }
  std::error_code error;
  fs::create_directories(folder / "logs", error);
  if (error) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
  }
  return {};
}

// Files are independent of each other: threads take the next one, and the order of what comes back
// is that of the files.
Result<std::vector<MonthFile>> write_logs(const fs::path& folder,
                                          const std::vector<Origin>& origins,
                                          const DemoOptions& options) {
  constexpr int kFiles = kMonths * static_cast<int>(kMarkets.size());
  std::vector<std::optional<Result<MonthFile>>> files(kFiles);
  std::atomic<int> next{0};
  std::mutex telling;
  int done = 0;
  const auto work = [&] {
    for (int i = next++; i < kFiles; i = next++) {
      files[static_cast<std::size_t>(i)] =
          MonthWriter(origins, options, i % 2, i / 2).write(folder);
      const std::scoped_lock lock(telling);
      ++done;
      if (options.progress) {
        options.progress(static_cast<double>(done) / kFiles);
      }
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < std::max(1U, options.n_threads); ++i) {
    threads.emplace_back(work);
  }
  work();
  threads.clear();
  std::vector<MonthFile> out;
  for (auto& file : files) {
    TL_TRY(MonthFile whole, *std::move(file));
    out.push_back(std::move(whole));
  }
  return out;
}

using Json = nlohmann::ordered_json;

std::string_view name_of(Role role) {
  constexpr std::array<std::string_view, 5> kNames = {"ordinary", "paid", "blog", "thread", "weak"};
  return kNames[static_cast<std::size_t>(role)];
}

// Month by month for what is planted; the many weak ones with their sums.
Json truth_of_origin(const std::vector<MonthFile>& files, const Origin& origin, std::size_t i) {
  std::vector<std::uint64_t> visits(kMonths, 0);
  std::vector<std::uint64_t> engaged(kMonths, 0);
  std::uint64_t sum_visits = 0;
  std::uint64_t sum_engaged = 0;
  for (const MonthFile& file : files) {
    visits[static_cast<std::size_t>(file.month)] += file.origins[i].visits;
    engaged[static_cast<std::size_t>(file.month)] += file.origins[i].engaged;
    sum_visits += file.origins[i].visits;
    sum_engaged += file.origins[i].engaged;
  }
  Json out{{"role", name_of(origin.role)}};
  if (origin.role == Role::Weak) {
    out["visits"] = sum_visits;
    out["engaged"] = sum_engaged;
  } else {
    out["visits"] = visits;
    out["engaged"] = engaged;
  }
  return out;
}

Json truth_of(const std::vector<MonthFile>& files,
              const std::vector<Origin>& origins,
              const DemoOptions& options) {
  Json truth{{"schema", "throughline.demo/1"}, {"seed", options.seed}, {"scale", options.scale}};
  std::map<std::string, std::vector<std::uint64_t>> visits;
  BotCounts bots;
  std::array<std::uint64_t, kBrokenWays.size()> broken{};
  for (const MonthFile& file : files) {
    truth["files"][file.name] = file.lines;
    auto& of_market = visits[std::string(kMarkets[static_cast<std::size_t>(file.market)].id)];
    of_market.resize(kMonths);
    of_market[static_cast<std::size_t>(file.month)] = file.visits;
    bots.honest += file.bots.honest;
    bots.lying += file.bots.lying;
    bots.spam += file.bots.spam;
    bots.lying_visitors += file.bots.lying_visitors;
    for (std::size_t way = 0; way < broken.size(); ++way) {
      broken[way] += file.broken[way];
    }
  }
  truth["visits"] = visits;
  truth["bots"] = {{"honest", bots.honest},
                   {"lying", bots.lying},
                   {"spam", bots.spam},
                   {"lying_visitors", bots.lying_visitors}};
  for (std::size_t way = 0; way < broken.size(); ++way) {
    truth["broken"][std::string(kBrokenWays[way])] = broken[way];
  }
  truth["breakout"] = {{"source", "tinyglow.example"},
                       {"month", month_name(kFirstMonth + kBreakoutMonth)},
                       {"ratio", kBreakout}};
  for (std::size_t i = 0; i < origins.size(); ++i) {
    truth["sources"][origins[i].name] = truth_of_origin(files, origins[i], i);
  }
  return truth;
}

}  // namespace

Result<DemoSummary> write_demo(const fs::path& folder, const DemoOptions& options) {
  TL_CHECK(prepare(folder));
  const std::vector<Origin> all = origins(options.seed);
  TL_TRY(const std::vector<MonthFile> files, write_logs(folder / "logs", all, options));
  DemoSummary summary{.files = files.size()};
  std::vector<Order> orders;
  for (const MonthFile& file : files) {
    summary.lines += file.lines;
    summary.visits += file.visits;
    orders.insert(orders.end(), file.orders.begin(), file.orders.end());
  }
  summary.orders = orders.size();
  for (const auto& [name, text] :
       {std::pair("orders.csv", orders_csv(std::move(orders))),
        std::pair("spend.csv", spend_csv(options.seed, options.scale)),
        std::pair("events.jsonl", events_jsonl(options.seed, options.scale)),
        std::pair("throughline.yaml", settings_yaml(options.seed))}) {
    TL_CHECK(write_file(folder / name, text));
    ++summary.files;
  }
  if (options.truth) {
    TL_CHECK(write_file(folder / "truth.json", truth_of(files, all, options).dump(1) + "\n"));
  }
  return summary;
}

}  // namespace throughline::demo
