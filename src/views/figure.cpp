#include "views/figure.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace throughline::views {
namespace {

using Measure = FigureId::Measure;
using Subject = FigureId::Subject;
using schema::Channel;
using schema::SourceKind;

constexpr std::array<std::pair<Measure, std::string_view>, 18> kMeasures = {
    {{Measure::Visits, ".visits"},
     {Measure::Engaged, ".engaged"},
     {Measure::Bounced, ".bounced"},
     {Measure::Unknown, ".unknown"},
     {Measure::Returning, ".returning"},
     {Measure::Converted, ".converted"},
     {Measure::BouncedPlausible, ".bounced-plausible"},
     {Measure::BouncedMatomo, ".bounced-matomo"},
     {Measure::BouncedPosthog, ".bounced-posthog"},
     {Measure::People, ".people"},
     {Measure::Sources, ".sources"},
     {Measure::MonthsBetter, ".months-better"},
     {Measure::Kept, ".kept"},
     {Measure::Quarantined, ".quarantined"},
     {Measure::Blank, ".blank"},
     {Measure::Files, ".files"},
     {Measure::Cost, ".cost"},
     {Measure::Estimates, ".estimates"}}};

constexpr std::array<std::pair<SourceKind, std::string_view>, 5> kKinds = {
    {{SourceKind::Domain, "domain:"},
     {SourceKind::Host, "host:"},
     {SourceKind::Page, "page:"},
     {SourceKind::Campaign, "campaign:"},
     {SourceKind::Landing, "landing:"}}};

// Subjects that take a name of any form behind their prefix.
constexpr std::array<std::pair<Subject, std::string_view>, 11> kNamed = {
    {{Subject::Pool, "pool:"},
     {Subject::Feed, "feed:"},
     {Subject::Quarantine, "quarantine:"},
     {Subject::Bots, "bots:"},
     {Subject::Money, "money:"},
     {Subject::Verdict, "verdict:"},
     {Subject::Mode, "mode:"},
     {Subject::Ansoff, "ansoff:"},
     {Subject::Node, "node:"},
     {Subject::Evidence, "evidence:"},
     {Subject::Metric, "metric:"}}};

constexpr std::array<std::pair<Subject, std::string_view>, 14> kPlain = {
    {{Subject::Visits, "visits"},
     {Subject::Paid, "paid"},
     {Subject::Unpaid, "unpaid"},
     {Subject::Small, "small"},
     {Subject::Top, "top"},
     {Subject::BelowTop, "below-top"},
     {Subject::Sources, "sources"},
     {Subject::Untested, "untested"},
     {Subject::Bots, "bots"},
     {Subject::Rows, "rows"},
     {Subject::Findings, "findings"},
     {Subject::Decisions, "decisions"},
     {Subject::Learnings, "learnings"},
     {Subject::Changes, "changes"}}};

std::optional<Measure> measure_at_end(std::string_view text) {
  for (const auto& [measure, ending] : kMeasures) {
    if (text.ends_with(ending)) {
      return measure;
    }
  }
  return std::nullopt;
}

std::string_view ending_of(Measure measure) {
  return kMeasures[static_cast<std::size_t>(measure)].second;
}

constexpr std::string_view kAllMonths = "@all";  // told where a name itself ends like a month

// Length of "@2026-02" or "@all" at the end, else 0.
std::size_t month_length(std::string_view text) {
  constexpr std::size_t kLength = 8;
  if (text.ends_with(kAllMonths)) {
    return kAllMonths.size();
  }
  const bool has_month =
      text.size() >= kLength && text[text.size() - kLength] == '@' &&
      parse_date(std::string(text.substr(text.size() - kLength + 1)) + "-01").has_value();
  return has_month ? kLength : 0;
}

std::optional<MonthIndex> take_month(std::string_view& text) {
  const std::string_view month = text.substr(text.size() - month_length(text));
  text.remove_suffix(month.size());
  if (month.empty() || month == kAllMonths) {
    return std::nullopt;
  }
  return month_index(*parse_date(std::string(month.substr(1)) + "-01"));
}

std::string_view prefix_of(const auto& table, auto value) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == value; });
  return found == table.end() ? std::string_view() : found->second;
}

std::string subject_text(const FigureId& id) {
  if (id.subject == Subject::Channel) {
    return "channel." + slug_of(schema::name_of(id.channel));
  }
  if (id.subject == Subject::Source) {
    return std::string(prefix_of(kKinds, id.kind)) + id.name;
  }
  if (id.subject == Subject::Signals) {
    return id.first > 1 ? fmt::format("signals:{}", id.first) : "signals";
  }
  const std::string_view named = prefix_of(kNamed, id.subject);
  return id.name.empty() || named.empty() ? std::string(prefix_of(kPlain, id.subject))
                                          : std::string(named) + id.name;
}

std::optional<Channel> channel_of_slug(std::string_view slug) {
  for (int number = 0; number < schema::kChannels; ++number) {
    if (slug_of(schema::name_of(static_cast<Channel>(number))) == slug) {
      return static_cast<Channel>(number);
    }
  }
  return std::nullopt;
}

// Takes a prefix off `text` if it is there.
bool take(std::string_view& text, std::string_view prefix) {
  const bool there = text.starts_with(prefix);
  text.remove_prefix(there ? prefix.size() : 0);
  return there;
}

bool take_named(std::string_view text, FigureId& id) {
  for (const auto& [kind, prefix] : kKinds) {
    if (take(text, prefix)) {
      id.subject = Subject::Source;
      id.kind = kind;
      id.name = text;
      return true;
    }
  }
  for (const auto& [subject, prefix] : kNamed) {
    if (take(text, prefix)) {
      id.subject = subject;
      id.name = text;
      return !text.empty();
    }
  }
  return false;
}

bool take_signals(std::string_view text, FigureId& id) {
  if (!take(text, "signals")) {
    return false;
  }
  id.subject = Subject::Signals;
  if (text.empty()) {
    return true;
  }
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), id.first);
  return text.starts_with(':') && error == std::errc() && end == text.data() + text.size() &&
         id.first > 0;
}

bool take_subject(std::string_view text, FigureId& id) {
  if (take_named(text, id) || take_signals(text, id)) {
    return true;
  }
  for (const auto& [subject, name] : kPlain) {
    if (text == name) {
      id.subject = subject;
      return true;
    }
  }
  const auto channel = take(text, "channel.") ? channel_of_slug(text) : std::nullopt;
  id.subject = Subject::Channel;
  id.channel = channel.value_or(Channel::Unassigned);
  return channel.has_value();
}

}  // namespace

std::string slug_of(std::string_view name) {
  std::string slug(name);
  std::transform(slug.begin(), slug.end(), slug.begin(), [](char c) {
    return c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return slug;
}

std::string text_of(const FigureId& id) {
  std::string text = subject_text(id);
  if (id.month) {
    text += "@" + month_name(*id.month);
  } else if (month_length(text) > 0) {
    text += kAllMonths;
  }
  if (id.measure != Measure::Visits || measure_at_end(text)) {
    text += ending_of(id.measure);
  }
  return text;
}

Result<FigureId> parse_figure_id(std::string_view text) {
  FigureId id;
  std::string_view rest = text;
  const auto measure = measure_at_end(rest);
  if (measure) {
    id.measure = *measure;
    rest.remove_suffix(ending_of(*measure).size());
  }
  id.month = take_month(rest);
  if (!take_subject(rest, id)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("not the id of a figure: {}", text),
                "Ids stand in the report as the titles of its numbers: visits, channel.NAME, "
                "domain:NAME, pool:..., small, top, bots, rows, feed:ID, node:ID and so on; "
                "docs/commands/show.md lists them");
  }
  return id;
}

FigureId with(FigureId id, Measure measure) {
  id.measure = measure;
  return id;
}

FigureId channel_figure(Channel channel) {
  return {.subject = Subject::Channel, .channel = channel};
}

FigureId source_figure(SourceKind kind, std::string_view name) {
  return {.subject = Subject::Source, .kind = kind, .name = std::string(name)};
}

FigureId pool_figure(std::string_view key, std::string_view name) {
  return {.subject = Subject::Pool, .name = fmt::format("{}:{}", key, name)};
}

FigureId money_figure(std::string_view step) {
  return {.subject = Subject::Money, .name = std::string(step)};
}

FigureId node_figure(std::string_view id, Measure measure) {
  return {.subject = Subject::Node, .name = std::string(id), .measure = measure};
}

FigureId evidence_figure(std::string_view id) {
  return {.subject = Subject::Evidence, .name = std::string(id)};
}

FigureId metric_figure(std::string_view id) {
  return {.subject = Subject::Metric, .name = std::string(id)};
}

bool is_of_plan(Subject subject) { return subject >= Subject::Money; }

}  // namespace throughline::views
