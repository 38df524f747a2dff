#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace throughline::workflow {

/// What a child process left.
struct Finished {
  std::optional<int> exit_code;  ///< absent = a signal ended it
  std::string out;
  std::string err;

  [[nodiscard]] bool succeeded() const { return exit_code == 0; }
};

/// Runs a program without a shell and waits for it; its standard input is empty.
/// \param words  the program, looked for in PATH unless it has a "/", and its arguments
/// \param limit  the program is killed when it has run for so long
/// Errors: Unavailable if it cannot be started.
[[nodiscard]] Result<Finished> run_child(std::vector<std::string> words,
                                         std::optional<std::chrono::milliseconds> limit = {});

}  // namespace throughline::workflow
