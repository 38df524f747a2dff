#include "demo/demo.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "demo/acts.hpp"
#include "demo/events.hpp"
#include "demo/experiments.hpp"
#include "demo/hours.hpp"
#include "demo/leads.hpp"
#include "demo/month_file.hpp"
#include "demo/plan_files.hpp"
#include "demo/settings_text.hpp"
#include "demo/spend.hpp"
#include "demo/traffic.hpp"
#include "demo/truth.hpp"
#include "demo/voices.hpp"

namespace throughline::demo {
namespace {

namespace fs = std::filesystem;

constexpr double kServerScale = 2.0;  // what one server carries, and one log of a month holds

Result<void> write_file(const fs::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) {
    return fail(ErrorCode::DiskFull, fmt::format("cannot write {}", file.string()));
  }
  return {};
}

// A demo of another size has other logs, which would be read with those of this one.
void remove_old_logs(const fs::path& folder) {
  std::error_code ignored;  // what cannot be removed cannot be written over either, and then fails
  for (const fs::directory_entry& file : fs::directory_iterator(folder, ignored)) {
    if (file.path().string().ends_with(".log.gz")) {
      fs::remove(file.path(), ignored);
    }
  }
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
  remove_old_logs(folder / "logs");
  fs::create_directories(folder / "logs", error);
  if (error) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
  }
  return {};
}

// Month by month, the markets' servers in turn.
std::vector<Slice> slices_of(double scale) {
  const auto n_servers = static_cast<std::uint64_t>(std::max(1.0, std::ceil(scale / kServerScale)));
  std::vector<Slice> slices;
  for (int month = 0; month < kMonths; ++month) {
    for (int market = 0; market < static_cast<int>(kMarkets.size()); ++market) {
      for (std::uint64_t server = 0; server < n_servers; ++server) {
        slices.push_back({market, month, scale, server, n_servers});
      }
    }
  }
  return slices;
}

// What came out of all files; what is about all of them is moved from them as they are done, so
// that the memory does not hold it twice.
struct Logs {
  std::vector<MonthFile> files;
  OriginMonths months;
  std::vector<Order> orders;
  std::vector<GuideVisit> guide_visits;
};

template <class T>
void move_all(std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), from.begin(), from.end());
  from = {};
}

void gather(MonthFile& file, Logs& logs) {
  std::vector<OriginCounts>& month = logs.months[static_cast<std::size_t>(file.month)];
  for (std::size_t i = 0; i < month.size(); ++i) {
    month[i].add(file.origins[i]);
  }
  file.origins = {};
  move_all(file.orders, logs.orders);
  move_all(file.guide_visits, logs.guide_visits);
}

// Files are independent of each other: threads take the next one, and the order of what comes back
// is that of the files.
Result<Logs> write_logs(const fs::path& folder,
                        const std::vector<Origin>& origins,
                        const DemoOptions& options) {
  const std::vector<Slice> slices = slices_of(options.scale);
  std::vector<std::optional<Result<MonthFile>>> files(slices.size());
  Logs logs{.files = {},
            .months = OriginMonths(kMonths, std::vector<OriginCounts>(origins.size())),
            .orders = {},
            .guide_visits = {}};
  std::atomic<std::size_t> next{0};
  std::mutex telling;
  std::size_t done = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < slices.size(); i = next++) {
      files[i] = write_month(folder, origins, options.seed, slices[i]);
      const std::scoped_lock lock(telling);
      if (files[i]->has_value()) {
        gather(**files[i], logs);
      }
      ++done;
      if (options.progress) {
        options.progress(static_cast<double>(done) / static_cast<double>(slices.size()));
      }
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < std::max(1U, options.n_threads); ++i) {
    threads.emplace_back(work);
  }
  work();
  threads.clear();
  for (auto& file : files) {
    TL_TRY(MonthFile whole, *std::move(file));
    logs.files.push_back(std::move(whole));
  }
  sort_orders(logs.orders);  // threads gathered them in any order
  return logs;
}

// What is not made of people's visits and purchases.
Result<void> write_beside(const fs::path& folder, const DemoOptions& options) {
  TL_CHECK(write_file(folder / "throughline.yaml", settings_yaml(options.seed)));
  TL_CHECK(write_file(folder / "plan.yaml", plan_yaml()));
  TL_CHECK(write_file(folder / "plan.lock", plan_lock()));
  TL_CHECK(write_file(folder / "estimates.csv", estimates_csv()));
  TL_CHECK(write_file(folder / "hours.csv", hours_csv(options.seed)));
  TL_CHECK(write_file(folder / "leads.csv", leads_csv(options.seed, options.scale)));
  TL_CHECK(write_file(folder / "support.csv", support_csv(options.seed)));
  TL_CHECK(write_file(folder / "mentions.jsonl", mentions_jsonl(options.seed).jsonl));
  return write_file(folder / "acts.csv", acts_csv(options.seed).csv);
}

}  // namespace

Result<DemoSummary> write_demo(const fs::path& folder, const DemoOptions& options) {
  TL_CHECK(prepare(folder));
  const std::vector<Origin> all = origins(options.seed);
  TL_TRY(Logs logs, write_logs(folder / "logs", all, options));
  const std::vector<MonthFile>& files = logs.files;
  const std::vector<Order>& orders = logs.orders;
  TL_CHECK(write_file(folder / "spend.csv", spend_csv(options.seed, options.scale, files, orders)));
  TL_CHECK(write_orders(folder / "orders.csv", orders, all, options.seed));
  TL_CHECK(write_file(folder / "experiments.csv",
                      experiments_csv(orders, std::move(logs.guide_visits), all, options.seed)));
  TL_CHECK(write_beside(folder, options));
  TL_TRY(const EventCounts events,
         write_events(folder / "events.jsonl", options.seed, options.scale));
  if (options.truth) {
    TL_CHECK(
        write_file(folder / "truth.json", truth_json(files, logs.months, all, events, options)));
  }
  // Spend, orders, experiments, events, and those of write_beside(); the truth is sealed.
  constexpr std::uint64_t kBesideLogs = 4 + 9;
  DemoSummary summary{.files = files.size() + kBesideLogs, .orders = orders.size()};
  for (const MonthFile& file : files) {
    summary.lines += file.lines;
    summary.visits += file.visits;
  }
  return summary;
}

}  // namespace throughline::demo
