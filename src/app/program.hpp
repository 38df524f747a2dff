#pragma once

#include <string>
#include <vector>

#include "app/console.hpp"

namespace throughline::app {

/// Does what the arguments (without the program's name) say and tells on the console how it went.
/// \returns the exit code
[[nodiscard]] int run_program(const std::vector<std::string>& arguments, Console& console);

}  // namespace throughline::app
