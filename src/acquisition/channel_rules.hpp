#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "acquisition/lists.hpp"
#include "schema/source.hpp"

namespace throughline::acquisition {

/// Looks a source up: exact, then the domains above it, never inside a label (netflix.com is not
/// x.com). A search engine covers only its search hosts: docs.google.com is no search.
/// \param source  lower case, host or a name as in utm_source
[[nodiscard]] lists::Category category_of(std::string_view source);

/// True when the list holds the host or a domain above it; entries with a path need it too.
[[nodiscard]] bool is_listed(std::span<const std::string_view> list,
                             std::string_view host,
                             std::string_view path = {});

/// The same for a sorted list of the settings.
[[nodiscard]] bool is_listed(const std::vector<std::string>& list, std::string_view host);

/// GA4's default channel group for manual traffic; first match wins. Assistants stand after Organic
/// Video and before Organic Search; a paid medium still wins over them.
/// Source: support.google.com/analytics/answer/9756891, as of May 2026; docs/channels.md.
/// \param source, medium, campaign  lower case
[[nodiscard]] schema::Channel ga4_channel(std::string_view source,
                                          std::string_view medium,
                                          std::string_view campaign,
                                          lists::Category category);

}  // namespace throughline::acquisition
