#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace throughline::collector {

inline constexpr std::size_t kLongestMasked = 200;  ///< bytes

/// Path of a page as the live view may show it: what can name a person or an order is masked.
///
///   /orders/4711             -> /orders/{number}
///   /invite/ann%40shop.test  -> /invite/{email}
///   /reset/9f86d081884c7d65  -> /reset/{id}
///   /users/ann-example       -> /users/{name}
///   /find?q=ann&page=2       -> /find?q=*&page=*
///
/// Words of a path are kept: an article's title is not private, and without it nobody would know
/// which page it is. Longer paths are cut.
[[nodiscard]] std::string mask_path(std::string_view path, std::string_view query);

}  // namespace throughline::collector
