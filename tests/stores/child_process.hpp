#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/error.hpp"

namespace throughline::stores {

/// A program that a test has started, with its output on a pipe. It ends with this object, and with
/// the thread that started it, however that ends: nothing is left behind.
class ChildProcess {
 public:
  /// \param arguments    the program's path first
  /// \param environment  NAME=value, instead of the test's own
  [[nodiscard]] static Result<ChildProcess> start(const std::vector<std::string>& arguments,
                                                  const std::vector<std::string>& environment = {});

  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  ~ChildProcess();

  /// Waits for a line that holds `mark`, and reads what comes later into nothing, so that the
  /// program never waits for a reader. Errors: Unavailable, with what it said, if it ended before.
  [[nodiscard]] Result<std::string> wait_for_line(std::string_view mark);

  void kill_now();  ///< SIGKILL; returns when the process is gone

 private:
  ChildProcess(int pid, int output) : pid_(pid), output_(output) {}

  int pid_;
  int output_;
  std::thread drain_;
};

/// What a program said and how it ended.
struct Finished {
  int exit_code = -1;  ///< -1: by a signal
  std::string output;  ///< standard output alone
};

/// Runs a program to its end; standard error goes where the test's own goes.
Finished run_program(const std::vector<std::string>& arguments);

}  // namespace throughline::stores
