#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "settings/settings.hpp"

namespace throughline::workflow {

/// The market of a source's visits: that of its site, or of the only one; else "unknown".
[[nodiscard]] std::string market_of(const settings::Settings& settings,
                                    const settings::Source& source);

/// The same by the number under which the source's rows are kept; sources that the settings no
/// longer name are missing.
[[nodiscard]] std::map<std::uint32_t, std::string> markets_by_feed(
    const settings::Settings& settings);

}  // namespace throughline::workflow
