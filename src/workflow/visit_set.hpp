#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "schema/source.hpp"
#include "views/figure.hpp"
#include "workflow/sources.hpp"

namespace throughline::workflow {

/// Which visits a figure counts, as sql/figure_count.sql and sql/figure_rows.sql take it.
struct VisitSet {
  /// Whose names `names` are; numbers as in the queries.
  enum class Named : std::uint8_t {
    All = 0,
    Domains = 1,
    OtherDomains = 2,  ///< all domains but these
    Pages = 3,
    Hosts = 4,
    Campaigns = 5,
    Landings = 6,
    Mixed = 7,  ///< domains in `names`, pages in `pages`
  };

  Named named = Named::All;
  std::vector<std::string> names;
  std::vector<std::string> pages;
  std::vector<std::uint8_t> channels;  ///< numbers; empty = all
  std::vector<std::uint8_t> bots;      ///< reasons; empty = people only

  void add(schema::SourceKind kind, std::string_view name);  ///< of Mixed: a domain or a page
};

[[nodiscard]] VisitSet set_of_source(schema::SourceKind kind, std::string_view name);
[[nodiscard]] VisitSet set_of_channels(bool paid);
/// Errors: NotFound if no reason is called so. \param reason  "" = all of them
[[nodiscard]] Result<VisitSet> set_of_bots(std::string_view reason);

/// The set, counted by the figure's measure in the figure's month. Errors: InvalidArgument for a
/// measure that visits do not have.
[[nodiscard]] Result<engine::Parameters> parameters_of(const VisitSet& set,
                                                       const views::FigureId& figure,
                                                       const VisitFilter& filter);

}  // namespace throughline::workflow
