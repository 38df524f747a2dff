#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

#include "plan/rules/echo.hpp"
#include "plan/rules/rules.hpp"

// TL026: two tactics that address the same people at the same time cannot be told apart.
namespace throughline::plan::rules {
namespace {

struct Booking {
  const Tactic* tactic = nullptr;
  std::int64_t from = 0;
  std::int64_t until = 0;
};

std::optional<Booking> booking_of(const Tactic& tactic) {
  if (!tactic.hypothesis || !tactic.hypothesis->from) {
    return std::nullopt;
  }
  const auto& until = tactic.hypothesis->until;
  const auto& by = tactic.decide ? tactic.decide->by : until;
  if (!until && !by) {
    return std::nullopt;
  }
  return Booking{.tactic = &tactic,
                 .from = days_from_civil(tactic.hypothesis->from->value),
                 .until = days_from_civil(until ? until->value : by->value)};
}

bool names(const Tactic& one, const Tactic& other) {
  if (!one.q || !one.q->fits) {
    return false;
  }
  const Fits& fits = *one.q->fits;
  return std::ranges::any_of(
      std::array{&fits.needs, &fits.amplifies, &fits.competes}, [&](const std::vector<Ref>* ids) {
        return std::ranges::find(*ids, other.head.id.value, &Ref::value) != ids->end();
      });
}

bool clash(const Subject& subject, const Booking& one, const Booking& other) {
  return one.from <= other.until && other.from <= one.until &&
         meet(subject.markets_of(one.tactic->head.id.value),
              subject.markets_of(other.tactic->head.id.value)) &&
         !names(*one.tactic, *other.tactic) && !names(*other.tactic, *one.tactic);
}

Finding clashing(const Booking& one, const Booking& other) {
  const Tactic& tactic = *other.tactic;
  Finding out = finding("TL026",
                        tactic.head,
                        "audience",
                        tactic.audience->at,
                        fmt::format("{} and {} both address \"{}\" from {} to {}",
                                    one.tactic->head.id.value,
                                    tactic.head.id.value,
                                    tactic.audience->value,
                                    format_date(civil_from_days(std::max(one.from, other.from))),
                                    format_date(civil_from_days(std::min(one.until, other.until)))),
                        "name the other in q.fits (amplifies or competes), or part them in time");
  out.related.push_back(
      {fmt::format("the audience of {}", one.tactic->head.id.value), one.tactic->audience->at});
  return out;
}

}  // namespace

// Each is told once, of the first that it clashes with.
std::vector<Finding> audiences(const Subject& subject) {
  std::map<std::string, std::vector<Booking>> by_audience;
  for (const Tactic& tactic : subject.plan().tactics) {
    const auto booking = is_alive(tactic) && tactic.audience ? booking_of(tactic) : std::nullopt;
    if (booking) {
      by_audience[fmt::format("{}", fmt::join(content_words(tactic.audience->value), " "))]
          .push_back(*booking);
    }
  }
  std::vector<Finding> out;
  for (auto& [audience, bookings] : by_audience) {
    std::ranges::sort(bookings, {}, [](const Booking& one) { return one.tactic->head.id.value; });
    for (auto other = bookings.begin(); other != bookings.end(); ++other) {
      const auto one = std::find_if(bookings.begin(), other, [&](const Booking& earlier) {
        return clash(subject, earlier, *other);
      });
      if (one != other) {
        out.push_back(clashing(*one, *other));
      }
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
