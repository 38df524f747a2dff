#include <fmt/format.h>

#include "plan/rules/metric_use.hpp"
#include "plan/rules/rules.hpp"

// TL006: a dataset that decides something has no row that is new enough.
namespace throughline::plan::rules {
namespace {

constexpr Seconds kHour = 3600;
constexpr Seconds kDay = 86'400;

// Months and years as they are on average; freshness is no matter of single days there.
Seconds seconds_of(const Length& length) {
  switch (length.unit) {
    case 'h':
      return length.count * kHour;
    case 'w':
      return length.count * 7 * kDay;
    case 'm':
      return length.count * 30 * kDay;
    case 'y':
      return length.count * 365 * kDay;
    default:
      return length.count * kDay;
  }
}

std::string age_text(Seconds age) {
  return age < 3 * kDay ? fmt::format("{} hours", age / kHour) : fmt::format("{} days", age / kDay);
}

}  // namespace

std::vector<Finding> stale_datasets(const Subject& subject) {
  if (!subject.context().data) {
    return {};
  }
  const auto& ages = subject.context().data->age_of_dataset;
  const auto deciding = deciding_datasets(subject.plan());
  std::vector<Finding> out;
  for (const Dataset& dataset : subject.plan().datasets) {
    const std::string& id = dataset.head.id.value;
    const auto age = ages.find(id);
    const Length& limit = dataset.fresh_within.value;
    if (!deciding.contains(id) || (age != ages.end() && age->second <= seconds_of(limit))) {
      continue;
    }
    const std::string found =
        age == ages.end() ? fmt::format("dataset {} has no rows", id)
                          : fmt::format("the newest row of dataset {} is {} old, more than {}{}",
                                        id,
                                        age_text(age->second),
                                        limit.count,
                                        limit.unit);
    out.push_back(
        finding("TL006",
                dataset.head,
                "fresh_within",
                dataset.fresh_within.at,
                found,
                fmt::format("bring source {} up to date and run again, or set decide.rule to "
                            "learning-only where it is used",
                            dataset.source ? dataset.source->value : "of it")));
  }
  return out;
}

}  // namespace throughline::plan::rules
