#include "demo/leads.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <tuple>
#include <vector>

#include "base/random.hpp"
#include "demo/people.hpp"

namespace throughline::demo {
namespace {

constexpr Seconds kDay = 86'400;

// Where leads come from: how many a month, and how many go on at each stage.
struct LeadSource {
  std::string_view source;
  std::string_view medium;
  std::string_view campaign;
  double a_month;
  double accepted;
  double qualified;
  double won;
};

constexpr std::array<LeadSource, 7> kSources = {
    {{"beautyfair", "event", "sweepstake", 52, 0.05, 0.25, 0.25},
     {"google.com", "organic", "", 14, 0.42, 0.50, 0.40},
     {"(direct)", "(none)", "", 10, 0.33, 0.50, 0.35},
     {"instagram", "paid_social", "photo_launch", 12, 0.14, 0.40, 0.30},
     {"newsletter", "email", "monthly", 8, 0.38, 0.45, 0.40},
     {"velvetpores.example", "referral", "", 5, 0.55, 0.60, 0.45},
     {"nord-pharmacies", "partner", "", 5, 0.72, 0.65, 0.55}}};

struct Lead {
  Seconds at = 0;
  std::size_t market = 0;
  std::size_t source = 0;
  std::uint64_t customer = 0;
};

std::vector<Lead> leads_of(std::uint64_t seed, double scale) {
  std::vector<Lead> leads;
  for (int month = 0; month < kMonths; ++month) {
    for (std::size_t s = 0; s < kSources.size(); ++s) {
      Rng rng(seed, "demo leads", static_cast<std::uint64_t>(month) * kSources.size() + s);
      const std::uint64_t n = rng.poisson(kSources[s].a_month * season(month) * scale);
      for (std::uint64_t i = 0; i < n; ++i) {
        const std::size_t market = rng.bernoulli(0.7) ? 0 : 1;
        const Seconds from = start_of_month(month, kMarkets[market]);
        const auto days =
            static_cast<std::uint64_t>((start_of_month(month + 1, kMarkets[market]) - from) / kDay);
        const Seconds hour = 3600 * static_cast<Seconds>(8 + rng.below(11));
        leads.push_back({.at = from + static_cast<Seconds>(rng.below(days)) * kDay + hour +
                               static_cast<Seconds>(rng.below(3600)),
                         .market = market,
                         .source = s,
                         .customer = rng()});
      }
    }
  }
  std::ranges::sort(leads, {}, [](const Lead& lead) { return std::tie(lead.at, lead.customer); });
  return leads;
}

// How far a lead got, and when it was taken on and found good; later than the end is not yet.
struct Progress {
  std::string_view stage = "new";
  std::string accepted_at;
  std::string qualified_at;
  std::uint64_t minor = 0;
};

Progress progress_of(const Lead& lead, Seconds end, Rng& rng) {
  const LeadSource& source = kSources[lead.source];
  const Seconds accepted = lead.at + static_cast<Seconds>(rng.exponential(1.0 / (4 * kDay)));
  const Seconds qualified = accepted + static_cast<Seconds>(rng.exponential(1.0 / (9 * kDay)));
  const Seconds closed = qualified + static_cast<Seconds>(rng.exponential(1.0 / (20 * kDay)));
  const bool takes = rng.bernoulli(source.accepted);
  const bool goes_on = rng.bernoulli(source.qualified);
  const bool wins = rng.bernoulli(source.won);
  const std::uint64_t minor = 40'000 + rng.below(200'000);
  Progress progress;
  if (accepted >= end) {
    return progress;
  }
  if (!takes) {
    return {.stage = "lost"};
  }
  progress = {.stage = "accepted", .accepted_at = format_timestamp(accepted)};
  if (qualified < end) {
    progress.stage = goes_on ? "qualified" : "lost";
    progress.qualified_at = goes_on ? format_timestamp(qualified) : "";
    if (goes_on && closed < end) {
      progress.stage = wins ? "won" : "lost";
      progress.minor = wins ? minor : 0;
    }
  }
  return progress;
}

std::string money(std::uint64_t minor) {
  return minor == 0 ? "" : fmt::format("{}.{:02}", minor / 100, minor % 100);
}

}  // namespace

std::string leads_csv(std::uint64_t seed, double scale) {
  std::string out =
      "lead,at,market,customer,stage,accepted_at,qualified_at,value,source,medium,campaign\n";
  std::uint64_t number = 5000;
  for (const Lead& lead : leads_of(seed, scale)) {
    const Seconds end = start_of_month(kMonths, kMarkets[lead.market]);
    Rng rng(seed, "demo lead", lead.customer);
    const Progress progress = progress_of(lead, end, rng);
    const LeadSource& source = kSources[lead.source];
    fmt::format_to(std::back_inserter(out),
                   "L{},{},{},s{:x},{},{},{},{},{},{},{}\n",
                   ++number,
                   format_timestamp(lead.at),
                   kMarkets[lead.market].id,
                   lead.customer & 0xffffffffU,
                   progress.stage,
                   progress.accepted_at,
                   progress.qualified_at,
                   money(progress.minor),
                   source.source,
                   source.medium,
                   source.campaign);
  }
  return out;
}

}  // namespace throughline::demo
