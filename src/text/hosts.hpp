#pragma once

#include <string_view>

namespace throughline::text {

/// The registrable domain by the public suffix list built into libpsl; the host itself where it has
/// none (addresses, bare suffixes). The view points into host, which must be lower case.
[[nodiscard]] std::string_view registrable_domain(std::string_view host);

/// True when host is parent or a subdomain of it: netflix.com is not under x.com.
[[nodiscard]] bool is_under(std::string_view host, std::string_view parent);

}  // namespace throughline::text
