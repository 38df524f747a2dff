#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/random.hpp"

namespace throughline::demo {

/// Some page of the shop, popular ones more often.
[[nodiscard]] std::string_view any_page(Rng& rng);

/// A browser of today: the number chooses make, version and device.
[[nodiscard]] std::string browser_agent(std::uint64_t number);

}  // namespace throughline::demo
