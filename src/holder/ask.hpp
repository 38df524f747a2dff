#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "holder/request.hpp"

namespace throughline::holder {

/// Where the answer goes, and what standard input is.
struct Asker {
  std::function<void(std::string_view bytes)> out;
  std::function<void(std::string_view bytes)> err;
  int input = 0;  ///< read only if the command wants it
};

/// Has the holder that listens on `socket` do a command, and passes its output on as it comes.
/// \returns its exit code; nothing if nobody took the request, so that nothing was done.
/// Errors: Conflict if it was refused, with the reason; Unavailable if the holder ended in the
/// midst of it.
[[nodiscard]] Result<std::optional<int>> ask(const std::filesystem::path& socket,
                                             const Request& request,
                                             const Asker& asker);

}  // namespace throughline::holder
