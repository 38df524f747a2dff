#pragma once

#include <cstdint>
#include <string_view>

#include "schema/source.hpp"

namespace throughline::intake {

/// What a path asks for, by its looks alone: Page, Asset, Feed or Api.
[[nodiscard]] schema::HitKind kind_of_path(std::string_view path);

/// What the request was in the end: only a page that was got (or found unchanged) is a view. Failed
/// requests are errors; redirects, HEAD and writes are calls of the API, since another request
/// shows.
[[nodiscard]] schema::HitKind kind_of(schema::HitKind of_path,
                                      std::string_view method,
                                      std::uint16_t status);

/// POST, PUT, PATCH and DELETE.
[[nodiscard]] bool is_write(std::string_view method);

}  // namespace throughline::intake
