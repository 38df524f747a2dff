#include "demo/people.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/random.hpp"
#include "demo/purchases.hpp"

namespace throughline::demo {
namespace {

constexpr Seconds kHour = 3600;
constexpr Seconds kDay = 24 * kHour;
constexpr Seconds kApart = 3 * kHour;  // visits of a person are never nearer to each other
constexpr std::uint32_t kDirect = 0;   // place of origins that everybody may use later
constexpr std::uint32_t kSearch = 1;

// A person's number is that of the server, the origin, the month, the market, and who of them.
constexpr std::uint64_t kMostMonths = 100;
constexpr unsigned kServerShift = 24;
constexpr unsigned kCohortShift = 24;

double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

// Seconds into the day: evenings are busy, nights are not.
Seconds time_of_day(Rng& rng) {
  for (;;) {
    const double hour = 24 * rng.uniform();
    const double busy = 0.12 + 0.5 * std::exp(-std::pow((hour - 12.5) / 3.5, 2)) +
                        std::exp(-std::pow((hour - 20.0) / 2.6, 2));
    if (rng.uniform() * 1.15 < busy) {
      return static_cast<Seconds>(hour * kHour);
    }
  }
}

double size_of(Sizing sizing, double scale) {
  switch (sizing) {
    case Sizing::Scaled:
      return scale;
    case Sizing::Grows:
      return std::max(1.0, scale);
    case Sizing::Kept:
      return 1.0;
  }
  return scale;
}

// Mean of the people who first come in a month, and meet the slice's server.
double new_people(const Origin& origin, const Slice& slice, int month) {
  const double share =
      origin.market < 0 ? slice.site().share : (origin.market == slice.market ? 1.0 : 0.0);
  const double grown = std::pow(1.0 + origin.growth, month);
  const double broke_out =
      origin.name == kBreakoutBlog && month >= kBreakoutMonth ? kBreakout : 1.0;
  return !origin.months.has(month) ? 0.0
                                   : origin.new_people * share * season(month) * grown * broke_out *
                                         size_of(origin.sizing, slice.scale) * slice.share();
}

// One person's life with the site, from the first visit to the end of the window.
class Life {
 public:
  Life(const Origin& origin, std::uint32_t index, std::uint64_t person, std::uint64_t seed)
      : origin_(origin), index_(index), person_(person), rng_(seed, "demo person", person) {}

  void live(Seconds month_start, Seconds month_end, Seconds until, std::vector<Visit>& out) {
    const double interest = logistic(origin_.interest + origin_.spread * rng_.normal());
    const bool keeps = rng_.bernoulli(origin_.keeps);
    Seconds at = first_visit(month_start, month_end);
    std::uint32_t by = index_;
    for (std::uint16_t nth = 0; at < until; ++nth) {
      out.push_back(visit_at(at, by, nth, interest));
      const bool again = rng_.bernoulli(keeps ? 0.72 : 0.10 + 0.12 * interest);
      if (!again || nth > 40) {
        return;
      }
      const double days = rng_.exponential(keeps ? 1.0 / 19.0 : 1.0 / 2.5);
      at = std::max(at + kApart + kHour,
                    at - at % kDay + static_cast<Seconds>(days * kDay) + time_of_day(rng_));
      by = later_origin();
    }
  }

 private:
  Seconds first_visit(Seconds start, Seconds end) {
    const auto days = static_cast<std::uint64_t>((end - start) / kDay);
    for (;;) {
      const Seconds day = start + static_cast<Seconds>(rng_.below(days)) * kDay;
      const bool weekend = (day / kDay + 4) % 7 % 6 == 0;
      if (!weekend || rng_.bernoulli(0.85)) {
        return std::min(day + time_of_day(rng_), end - 1);
      }
    }
  }

  Visit visit_at(Seconds at, std::uint32_t by, std::uint16_t nth, double interest) {
    Visit visit{.start = at,
                .person = person_,
                .origin = by,
                .nth = nth,
                .interest = static_cast<float>(interest)};
    if (rng_.bernoulli(interest)) {
      visit.pages = 2;
      while (visit.pages < 25 && rng_.bernoulli(0.48)) {
        ++visit.pages;
      }
      visit.luck = visit.pages > 2 ? rng_.uniform() : 1.0;
    }
    return visit;
  }

  std::uint32_t later_origin() {
    if (rng_.bernoulli(origin_.comes_back)) {
      return index_;
    }
    return rng_.bernoulli(0.75) ? kDirect : kSearch;
  }

  const Origin& origin_;
  std::uint32_t index_;
  std::uint64_t person_;
  Rng rng_;
};

}  // namespace

Seconds start_of_month(int month, const Market& market) {
  const MonthIndex index = kFirstMonth + month;
  return days_from_civil({index / 12, index % 12 + 1, 1}) * kDay - market.offset_seconds;
}

std::uint32_t first_origin_of(std::uint64_t person) {
  return static_cast<std::uint32_t>((person >> kCohortShift) % (1U << kServerShift) / 2 /
                                    kMostMonths);
}

void meet_people(const Origin& origin,
                 std::uint32_t index,
                 int month,
                 const Slice& slice,
                 Seconds until,
                 std::uint64_t seed,
                 const Meet& meet) {
  const std::uint64_t cohort =
      (std::uint64_t{index} * kMostMonths + static_cast<std::uint64_t>(month)) * 2 +
      static_cast<std::uint64_t>(slice.market) + (slice.server << kServerShift);
  const std::uint64_t n =
      Rng(seed, "demo cohort", cohort).poisson(new_people(origin, slice, month));
  std::vector<Visit> life;
  for (std::uint64_t j = 0; j < n; ++j) {
    const std::uint64_t person = (cohort << kCohortShift) + j;
    life.clear();
    Life(origin, index, person, seed)
        .live(start_of_month(month, slice.site()),
              start_of_month(month + 1, slice.site()),
              until,
              life);
    meet(person, life);
  }
}

std::vector<Visit> visits_of_month(const std::vector<Origin>& origins,
                                   std::uint64_t seed,
                                   const Slice& slice) {
  const Seconds from = start_of_month(slice.month, slice.site());
  const Seconds until = start_of_month(slice.month + 1, slice.site());
  std::vector<Visit> visits;
  for (std::uint32_t i = 0; i < origins.size(); ++i) {
    const auto keep = [&](std::uint64_t person, std::span<Visit> life) {
      if (life.empty() || life.back().start < from) {
        return;
      }
      if (may_buy(life)) {
        decide_purchases(Buyer(seed, person, slice.market, origins[i]), life, World{});
      }
      for (const Visit& visit : life) {
        if (visit.start >= from) {
          visits.push_back(visit);
          visits.back().origin = way_of(visit, slice.market, origins, seed);
        }
      }
    };
    for (int born = 0; born <= slice.month; ++born) {
      meet_people(origins[i], i, born, slice, until, seed, keep);
    }
  }
  std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) {
    return std::tie(a.start, a.person) < std::tie(b.start, b.person);
  });
  return visits;
}

}  // namespace throughline::demo
