#pragma once

#include <cstddef>

namespace throughline::http {

/// Lets the process have so many connections besides its files, as far as the system permits.
/// Debian starts programs with room for a thousand descriptors, and a limit which we may raise.
void raise_descriptor_limit(std::size_t n_connections);

}  // namespace throughline::http
