#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"
#include "settings/settings.hpp"

namespace throughline::workflow {

/// What a report was made from, and the short name of that: the same rows, settings and as-of date
/// have the same name.
struct RunName {
  std::uint64_t inputs = 0;    ///< hash of what was read
  std::uint64_t settings = 0;  ///< hash of the settings that change figures
  std::string text;            ///< eight hexadecimal digits
};

[[nodiscard]] Result<RunName> run_name(engine::Engine& store,
                                       settings::Settings settings,
                                       CivilDate as_of);

}  // namespace throughline::workflow
