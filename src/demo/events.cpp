#include "demo/events.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "demo/people.hpp"
#include "demo/site.hpp"
#include "demo/traffic.hpp"

namespace throughline::demo {
namespace {

constexpr Seconds kDay = 86'400;
constexpr int kEventMonths = 3;
constexpr Seconds kSilence = 3 * kDay;  // how long before the end the feed died
constexpr double kPeople = 4000;

struct Line {
  Seconds at = 0;
  std::uint64_t person = 0;
  std::string text;
};

struct Window {
  Seconds from = 0;
  Seconds until = 0;
};

// One person's life with the app. Drawn anew for every day, of which it keeps the lines: the whole
// of it at scale 50 would fill the memory.
class AppLife {
 public:
  AppLife(std::uint64_t seed, std::uint64_t person, const Window& day, EventCounts& counts)
      : rng_(seed, "demo app", person),
        person_(person),
        agent_(browser_agent(rng_())),
        day_(day),
        counts_(counts) {}

  void live(Seconds start, Seconds end, std::vector<Line>& out) {
    at_ = start + static_cast<Seconds>(rng_.below(static_cast<std::uint64_t>(end - start)));
    do {
      counts_.visits += is_today() ? 1U : 0U;
      visit(out);
      at_ += kDay * static_cast<Seconds>(1 + rng_.below(12));
    } while (at_ < day_.until && rng_.bernoulli(0.6));
  }

 private:
  [[nodiscard]] bool is_today() const { return at_ >= day_.from && at_ < day_.until; }

  // Screens, and how long each was looked at; one visit in ten ends with a purchase.
  void visit(std::vector<Line>& out) {
    for (std::uint64_t views = 1 + rng_.below(5); views > 0; --views) {
      const std::string_view page = any_page(rng_);
      add(out, "pageview", page, "");
      const std::uint64_t looked = 1500 + static_cast<std::uint64_t>(rng_.exponential(1 / 21e3));
      at_ += 1 + static_cast<Seconds>(looked / 1000);
      add(out, "engagement", page, fmt::format(R"(,"foreground_ms":{})", looked));
    }
    if (rng_.bernoulli(0.1)) {
      buy(out);
    }
  }

  void buy(std::vector<Line>& out) {
    const std::uint64_t minor = 1500 + rng_.below(6000);
    if (is_today()) {
      ++counts_.purchases;
      counts_.minor += minor;
    }
    add(out,
        "purchase",
        "/warenkorb",
        fmt::format(
            R"(,"props":{{"value":"{}.{:02}","currency":"EUR"}})", minor / 100, minor % 100));
  }

  void add(std::vector<Line>& out,
           std::string_view name,
           std::string_view page,
           std::string_view rest) {
    if (!is_today()) {
      return;
    }
    out.push_back(
        {at_,
         person_,
         fmt::format(
             R"({{"time":"{}","visitor":"app-{}","name":"{}","url":"https://app.lumen.example{}","agent":"{}"{}}})"
             "\n",
             format_timestamp(at_),
             person_,
             name,
             page,
             agent_,
             rest)});
  }

  Rng rng_;
  std::uint64_t person_;
  std::string agent_;
  const Window& day_;
  EventCounts& counts_;
  Seconds at_ = 0;
};

void write_day(std::ofstream& out, std::vector<Line> lines) {
  std::stable_sort(
      lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.at < b.at; });
  for (const Line& line : lines) {
    out << line.text;
  }
}

}  // namespace

Result<EventCounts> write_events(const std::filesystem::path& file,
                                 std::uint64_t seed,
                                 double scale) {
  const Seconds start = start_of_month(kMonths - kEventMonths, kMarkets[0]);
  const Seconds end = start_of_month(kMonths, kMarkets[0]);
  const auto n_people = static_cast<std::uint64_t>(kPeople * scale) + 20;
  std::ofstream out(file, std::ios::binary);
  EventCounts counts;
  for (Window day{start, start + kDay}; day.until <= end - kSilence;
       day = {day.until, day.until + kDay}) {
    std::vector<Line> lines;
    for (std::uint64_t person = 0; person < n_people; ++person) {
      AppLife(seed, person, day, counts).live(start, end, lines);
    }
    counts.lines += lines.size();
    write_day(out, std::move(lines));
  }
  out.close();
  if (!out) {
    return fail(ErrorCode::DiskFull, fmt::format("cannot write {}", file.string()));
  }
  return counts;
}

}  // namespace throughline::demo
