#include "workflow/visit_set.hpp"

#include <algorithm>
#include <fmt/ranges.h>
#include <numeric>

#include "base/hash.hpp"
#include "base/time.hpp"

namespace throughline::workflow {
namespace {

using schema::SourceKind;
using Measure = views::FigureId::Measure;

// Texts travel as hex, so that neither engine's quoting rules matter.
std::string hex_list(const std::vector<std::string>& names) {
  std::string list = "[";
  for (const std::string& name : names) {
    list += list.size() > 1 ? ",'" : "'";
    for (const char c : name) {
      list += fmt::format("{:02X}", static_cast<unsigned char>(c));
    }
    list += "'";
  }
  return list + "]";
}

std::string number_list(std::vector<std::uint8_t> numbers, std::uint8_t n_all) {
  if (numbers.empty()) {
    numbers.resize(n_all);
    std::iota(numbers.begin(), numbers.end(), std::uint8_t{0});
  }
  return fmt::format("[{}]", fmt::join(numbers, ","));
}

// Landing pages are told by the number of their path, as visits keep it.
std::string names_of(const VisitSet& set) {
  if (set.named != VisitSet::Named::Landings) {
    return hex_list(set.names);
  }
  std::vector<std::uint64_t> numbers;
  for (const std::string& name : set.names) {
    numbers.push_back(hash_bytes(name));
  }
  return fmt::format("['{}']", fmt::join(numbers, "','"));
}

// Seconds of a month, as far as the filter reaches.
Result<VisitFilter> in_month(VisitFilter filter, MonthIndex month) {
  TL_TRY(const TimeZone zone, TimeZone::named(filter.zone));
  const auto start = [&](MonthIndex index) {
    const Seconds at = zone.start_of({.year = index / 12, .month = index % 12 + 1, .day = 1});
    return static_cast<std::uint32_t>(std::clamp<Seconds>(at, 0, 0xffffffff));
  };
  filter.from = std::max(filter.from, start(month));
  filter.until = std::min(filter.until, start(month + 1));
  return filter;
}

VisitSet::Named named_by(SourceKind kind) {
  switch (kind) {
    case SourceKind::Host:
      return VisitSet::Named::Hosts;
    case SourceKind::Page:
      return VisitSet::Named::Pages;
    case SourceKind::Campaign:
      return VisitSet::Named::Campaigns;
    case SourceKind::Landing:
      return VisitSet::Named::Landings;
    default:
      return VisitSet::Named::Domains;
  }
}

}  // namespace

void VisitSet::add(SourceKind kind, std::string_view name) {
  named = Named::Mixed;
  (kind == SourceKind::Page ? pages : names).emplace_back(name);
}

VisitSet set_of_source(SourceKind kind, std::string_view name) {
  return {.named = named_by(kind), .names = {std::string(name)}};
}

VisitSet set_of_channels(bool paid) {
  VisitSet set;
  for (std::uint8_t number = 0; number < schema::kChannels; ++number) {
    if (schema::is_paid(static_cast<schema::Channel>(number)) == paid) {
      set.channels.push_back(number);
    }
  }
  return set;
}

Result<VisitSet> set_of_bots(std::string_view reason) {
  VisitSet set;
  for (std::uint8_t number = 1; number < schema::kBotReasons; ++number) {
    if (reason.empty() || schema::name_of(static_cast<schema::BotReason>(number)) == reason) {
      set.bots.push_back(number);
    }
  }
  if (set.bots.empty()) {
    return fail(ErrorCode::NotFound, fmt::format("no kind of program is called: {}", reason));
  }
  return set;
}

Result<engine::Parameters> parameters_of(const VisitSet& set,
                                         const views::FigureId& figure,
                                         const VisitFilter& filter) {
  if (figure.measure > Measure::People) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("visits have no such measure: {}", text_of(figure)),
                "Measures of visits are .engaged, .bounced, .unknown, .returning, .converted, "
                ".bounced-plausible, .bounced-matomo, .bounced-posthog and .people");
  }
  VisitFilter window = filter;
  if (figure.month) {
    TL_TRY(window, in_month(filter, *figure.month));
  }
  engine::Parameters parameters = parameters_of(window);
  parameters.emplace_back("set", std::to_string(static_cast<int>(set.named)));
  parameters.emplace_back("names", names_of(set));
  parameters.emplace_back("pages", hex_list(set.pages));
  parameters.emplace_back("channels", number_list(set.channels, schema::kChannels));
  parameters.emplace_back("bots", set.bots.empty() ? "[0]" : number_list(set.bots, 0));
  parameters.emplace_back("measure", std::to_string(static_cast<int>(figure.measure)));
  return parameters;
}

}  // namespace throughline::workflow
