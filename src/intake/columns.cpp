#include "intake/columns.hpp"

#include <algorithm>
#include <fmt/ranges.h>

#include "document/nearest.hpp"
#include "text/url.hpp"

namespace throughline::intake {
namespace {

// "; did you mean X?", or nothing where none is near.
std::string suggestion(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string_view near = document::nearest(name, candidates);
  return near.empty() ? std::string() : fmt::format("; did you mean {}?", near);
}

std::vector<std::string_view> views_of(std::span<const std::string> header) {
  return {header.begin(), header.end()};
}

std::optional<std::size_t> place_of(std::string_view name, std::span<const std::string> header) {
  const auto found = std::ranges::find_if(
      header, [&](const std::string& theirs) { return text::equals_ignoring_case(theirs, name); });
  return found == header.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - header.begin()));
}

std::optional<std::size_t> place_of(const Column& column,
                                    const ColumnNames& named,
                                    std::span<const std::string> header) {
  for (const std::string_view name : names_of(column, named)) {
    if (const auto place = place_of(name, header)) {
      return place;
    }
  }
  return std::nullopt;
}

tl::unexpected<Error> missing(const Column& column,
                              const ColumnNames& named,
                              std::span<const std::string> header,
                              std::string_view file) {
  const auto said = named.find(std::string(column.name));
  const std::string_view wanted = said == named.end() ? column.name : said->second;
  return fail(
      ErrorCode::CorruptData,
      said == named.end()
          ? fmt::format("{} has no column for {}", file, column.name)
          : fmt::format(
                "{} has no column {}, which columns names for {}", file, wanted, column.name),
      fmt::format("Its columns are {}{} Say which one it is: columns: {{{}: NAME}}",
                  fmt::join(header, ", "),
                  suggestion(wanted, views_of(header)),
                  column.name));
}

}  // namespace

std::vector<std::string_view> names_of(const Column& column, const ColumnNames& named) {
  if (const auto said = named.find(std::string(column.name)); said != named.end()) {
    return {said->second};
  }
  std::vector<std::string_view> names = {column.name};
  names.insert(names.end(), column.also.begin(), column.also.end());
  return names;
}

Result<void> check_names(std::span<const Column> ours, const ColumnNames& named) {
  std::vector<std::string_view> known;
  for (const Column& column : ours) {
    known.push_back(column.name);
  }
  for (const auto& [name, theirs] : named) {
    if (std::ranges::find(known, name) == known.end()) {
      return fail(
          ErrorCode::InvalidArgument,
          fmt::format("columns cannot name {}, which is none of this kind of source", name),
          fmt::format("Its columns are {}{}", fmt::join(known, ", "), suggestion(name, known)));
    }
  }
  return {};
}

Result<void> check_needed(std::span<const Column> ours,
                          const ColumnNames& named,
                          std::span<const std::string> header,
                          std::string_view file) {
  for (const Column& column : ours) {
    if (column.needed && !place_of(column, named, header)) {
      return missing(column, named, header, file);
    }
  }
  return {};
}

Result<std::vector<std::optional<std::size_t>>> map_columns(std::span<const Column> ours,
                                                            const ColumnNames& named,
                                                            std::span<const std::string> header,
                                                            std::string_view file) {
  TL_CHECK(check_names(ours, named));
  TL_CHECK(check_needed(ours, named, header, file));
  std::vector<std::optional<std::size_t>> places;
  for (const Column& column : ours) {
    places.push_back(place_of(column, named, header));
    if (!places.back() && named.contains(std::string(column.name))) {
      return missing(column, named, header, file);
    }
  }
  return places;
}

}  // namespace throughline::intake
