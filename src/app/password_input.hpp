#pragma once

#include <string>
#include <string_view>

#include "app/console.hpp"
#include "base/error.hpp"

namespace throughline::app {

/// A new password: asked for twice without showing it where standard input is a terminal, else its
/// first line. Never an argument, since those are seen by every process and kept by shells.
/// Errors: InvalidArgument if the two differ and for none at all; Cancelled by ctrl-C.
[[nodiscard]] Result<std::string> read_new_password(std::string_view name, Console& console);

}  // namespace throughline::app
