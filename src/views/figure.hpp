#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "schema/source.hpp"

namespace throughline::views {

/// What a figure's rows are: visits that pass a filter. Every number on a page has an id of this
/// form, and `throughline show ID` lists the rows behind it.
///
///   visits                         all visits of people
///   visits.engaged                 those that met GA4's rule
///   channel.paid-social.bounced    visits of a channel that did not
///   domain:blog.example.returning  visits of a source by people who had been here before
struct FigureId {
  enum class Measure : unsigned char { Visits, Engaged, Bounced, Unknown, Returning, Converted };

  std::optional<schema::Channel> channel;
  std::optional<schema::SourceKind> kind;  ///< with `name`
  std::string name;                        ///< of a source of that kind
  Measure measure = Measure::Visits;

  friend bool operator==(const FigureId&, const FigureId&) = default;
};

[[nodiscard]] std::string text_of(const FigureId& id);
/// Errors: InvalidArgument, with the forms that exist.
[[nodiscard]] Result<FigureId> parse_figure_id(std::string_view text);

/// "paid-social" for Channel::PaidSocial.
[[nodiscard]] std::string slug_of(schema::Channel channel);

}  // namespace throughline::views
