#include "views/figure.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace throughline::views {
namespace {

using Measure = FigureId::Measure;
using schema::Channel;
using schema::SourceKind;

constexpr std::array<std::pair<Measure, std::string_view>, 5> kMeasures = {
    {{Measure::Engaged, ".engaged"},
     {Measure::Bounced, ".bounced"},
     {Measure::Unknown, ".unknown"},
     {Measure::Returning, ".returning"},
     {Measure::Converted, ".converted"}}};

constexpr std::array<std::pair<SourceKind, std::string_view>, 5> kKinds = {
    {{SourceKind::Domain, "domain:"},
     {SourceKind::Host, "host:"},
     {SourceKind::Page, "page:"},
     {SourceKind::Campaign, "campaign:"},
     {SourceKind::Landing, "landing:"}}};

Measure take_measure(std::string_view& text) {
  for (const auto& [measure, ending] : kMeasures) {
    if (text.ends_with(ending)) {
      text.remove_suffix(ending.size());
      return measure;
    }
  }
  return Measure::Visits;
}

std::optional<Channel> channel_of_slug(std::string_view slug) {
  for (int number = 0; number < schema::kChannels; ++number) {
    if (slug_of(static_cast<Channel>(number)) == slug) {
      return static_cast<Channel>(number);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string slug_of(Channel channel) {
  std::string slug(schema::name_of(channel));
  std::transform(slug.begin(), slug.end(), slug.begin(), [](char c) {
    return c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return slug;
}

std::string text_of(const FigureId& id) {
  std::string text = "visits";
  if (id.channel) {
    text = "channel." + slug_of(*id.channel);
  }
  for (const auto& [kind, prefix] : kKinds) {
    if (id.kind == kind) {
      text = std::string(prefix) + id.name;
    }
  }
  for (const auto& [measure, ending] : kMeasures) {
    if (id.measure == measure) {
      text += ending;
    }
  }
  return text;
}

Result<FigureId> parse_figure_id(std::string_view text) {
  FigureId id;
  std::string_view rest = text;
  id.measure = take_measure(rest);
  for (const auto& [kind, prefix] : kKinds) {
    if (rest.starts_with(prefix)) {
      id.kind = kind;
      id.name = rest.substr(prefix.size());
      return id;
    }
  }
  if (rest.starts_with("channel.")) {
    id.channel = channel_of_slug(rest.substr(8));
  }
  if (!id.channel && rest != "visits") {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("not the id of a figure: {}", text),
                "Ids are visits, channel.NAME, domain:NAME, host:NAME, page:NAME, campaign:NAME or "
                "landing:PATH, "
                "each with .engaged, .bounced, .unknown, .returning or .converted behind it");
  }
  return id;
}

}  // namespace throughline::views
