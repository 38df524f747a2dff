#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace throughline::demo {

/// First line of the settings of a demo: a folder that has it may be written over.
inline constexpr std::string_view kSettingsMark = "# Written by `throughline demo`.";

/// throughline.yaml, with comments for those who write their first one.
[[nodiscard]] std::string settings_yaml(std::uint64_t seed);

}  // namespace throughline::demo
