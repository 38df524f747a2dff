#include "views/adoption.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string>

#include "base/progress.hpp"

namespace throughline::views {
namespace {

using plan::MatchKey;
using schema::SourceKind;
using Patterns = std::vector<std::string>;
using Match = std::vector<std::pair<MatchKey, Patterns>>;

constexpr std::string_view kLandingPool = "landing page:";
constexpr std::string_view kTagsApart = " / ";

std::string folded(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return out;
}

std::string_view host_of(std::string_view page) { return page.substr(0, page.find('/')); }

// A domain stands for all hosts below it too.
void add_hosts(SourceKind kind, std::string_view name, Patterns& hosts) {
  const std::string_view host = kind == SourceKind::Page ? host_of(name) : name;
  Patterns fresh{std::string(host)};
  if (kind == SourceKind::Domain) {
    fresh.push_back(fmt::format("*.{}", host));
  }
  for (std::string& pattern : fresh) {
    if (std::ranges::find(hosts, pattern) == hosts.end()) {
      hosts.push_back(std::move(pattern));
    }
  }
}

// "newsletter / email / spring" as three keys; a tag that is not set is none.
Match tags_of(std::string_view name) {
  Match match;
  for (const MatchKey key : {MatchKey::Source, MatchKey::Medium, MatchKey::Campaign}) {
    const std::size_t end =
        key == MatchKey::Campaign ? name.size() : std::min(name.find(kTagsApart), name.size());
    const std::string_view tag = name.substr(0, end);
    if (!tag.empty() && tag != "(none)" && tag != "(not set)") {
      match.push_back({key, {std::string(tag)}});
    }
    name.remove_prefix(std::min(end + kTagsApart.size(), name.size()));
  }
  return match;
}

Match match_of_source(SourceKind kind, std::string_view name) {
  if (kind == SourceKind::Landing) {
    return {{MatchKey::Landing, {std::string(name)}}};
  }
  if (kind == SourceKind::Campaign) {
    return tags_of(name);
  }
  Patterns hosts;
  add_hosts(kind, name, hosts);
  return {{MatchKey::Host, hosts}};
}

Match match_of(const SignalRow& signal) {
  if (signal.figure.subject != FigureId::Subject::Pool) {
    return match_of_source(signal.figure.kind, signal.figure.name);
  }
  Patterns hosts;
  for (const std::string& member : signal.members) {
    add_hosts(signal.member_kind, member, hosts);
  }
  Match match;
  if (!hosts.empty()) {
    match.push_back({MatchKey::Host, hosts});
  }
  if (signal.figure.name.starts_with(kLandingPool)) {
    match.push_back({MatchKey::Landing, {signal.figure.name.substr(kLandingPool.size())}});
  }
  return match;
}

long in_percent(double share) { return std::lround(100.0 * share); }

std::string evidence_of(const SignalRow& signal) {
  return fmt::format(
      "{} of {} visits engaged, {}% [{}, {}]; {} of {} months above the bar; {:+} points [{:+}, "
      "{:+}] against it. Grade D: seen, not tested.",
      with_commas(signal.engaged_visits),
      with_commas(signal.visits),
      in_percent(signal.share.value),
      in_percent(signal.share.low),
      in_percent(signal.share.high),
      signal.months_better,
      signal.months_seen,
      in_percent(signal.versus.value),
      in_percent(signal.versus.low),
      in_percent(signal.versus.high));
}

}  // namespace

Result<const SignalRow*> signal_named(const std::vector<SignalRow>& signals,
                                      std::string_view name) {
  const auto figure = parse_figure_id(name);
  std::vector<const SignalRow*> found;
  for (const SignalRow& signal : signals) {
    const bool by_id = figure && with(*figure, FigureId::Measure::Visits) ==
                                     with(signal.figure, FigureId::Measure::Visits);
    if (by_id) {
      return &signal;
    }
    if (folded(signal.name) == folded(name)) {
      found.push_back(&signal);
    }
  }
  if (found.empty()) {
    return fail(ErrorCode::NotFound,
                fmt::format("no signal is called {}", name),
                "throughline signals lists them all");
  }
  if (found.size() > 1) {
    std::string ids;
    for (const SignalRow* signal : found) {
      ids += (ids.empty() ? "" : ", ") + text_of(signal->figure);
    }
    return fail(ErrorCode::Conflict,
                fmt::format("{} signals are called {}", found.size(), name),
                fmt::format("Say which one: {}", ids));
  }
  return found.front();
}

plan::Draft draft_of(const SignalRow& signal, CivilDate as_of) {
  const std::string id = text_of(signal.figure);
  const bool spaced = id.find(' ') != std::string::npos;
  return {.name = signal.name,
          .seen = fmt::format("throughline show {}", spaced ? "\"" + id + "\"" : id),
          .match = match_of(signal),
          .evidence = evidence_of(signal),
          .on = as_of};
}

}  // namespace throughline::views
