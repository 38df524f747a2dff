#include "stores/child_process.hpp"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace throughline::stores {
namespace {

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) {
    pointers.push_back(const_cast<char*>(text.c_str()));
  }
  pointers.push_back(nullptr);
  return pointers;
}

enum class Errors { WithOutput, OfTheTest };

struct Started {
  int pid = -1;
  int output = -1;
};

// Between fork and exec only calls that are safe there: other threads of the test may hold locks.
Result<Started> start_child(const std::vector<std::string>& arguments,
                            const std::vector<std::string>& environment,
                            Errors errors) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return fail(ErrorCode::Unavailable, "no pipe to be had");
  }
  const std::vector<char*> argv = pointers_to(arguments);
  const std::vector<char*> envp = pointers_to(environment);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(ends[1], STDOUT_FILENO);
    if (errors == Errors::WithOutput) {
      dup2(ends[1], STDERR_FILENO);
    }
    if (getppid() == parent) {
      execve(argv[0], argv.data(), environment.empty() ? environ : envp.data());
    }
    _exit(127);
  }
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    return fail(ErrorCode::Unavailable, "no process to be had");
  }
  return Started{pid, ends[0]};
}

// Reads on until `enough` says so or the output ends.
template <class Enough>
std::string read_until(int output, const Enough& enough) {
  std::string said;
  std::array<char, 4096> bytes{};
  ssize_t n = 0;
  while (!enough(said) && (n = read(output, bytes.data(), bytes.size())) > 0) {
    said.append(bytes.data(), static_cast<std::size_t>(n));
  }
  return said;
}

std::optional<std::string> line_with(const std::string& said, std::string_view mark) {
  const std::size_t at = said.find(mark);
  const std::size_t end = at == std::string::npos ? at : said.find('\n', at);
  if (end == std::string::npos) {
    return std::nullopt;
  }
  const std::size_t begin = said.rfind('\n', at) + 1;  // npos + 1 is 0
  return said.substr(begin, end - begin);
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::vector<std::string>& arguments,
                                         const std::vector<std::string>& environment) {
  TL_TRY(const Started started, start_child(arguments, environment, Errors::WithOutput));
  return ChildProcess(started.pid, started.output);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      output_(std::exchange(other.output_, -1)),
      drain_(std::move(other.drain_)) {}

ChildProcess::~ChildProcess() {
  kill_now();
  if (drain_.joinable()) {
    drain_.join();
  }
  if (output_ >= 0) {
    close(output_);
  }
}

Result<std::string> ChildProcess::wait_for_line(std::string_view mark) {
  const std::string said =
      read_until(output_, [&](const std::string& text) { return line_with(text, mark); });
  const auto line = line_with(said, mark);
  if (!line) {
    return fail(ErrorCode::Unavailable, "the program ended early: " + said);
  }
  drain_ = std::thread([output = output_] {
    std::array<char, 4096> bytes{};
    while (read(output, bytes.data(), bytes.size()) > 0) {
    }
  });
  return *line;
}

void ChildProcess::kill_now() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
}

Finished run_program(const std::vector<std::string>& arguments) {
  const auto started = start_child(arguments, {}, Errors::OfTheTest);
  if (!started) {
    return {};
  }
  Finished finished{.output =
                        read_until(started->output, [](const std::string&) { return false; })};
  close(started->output);
  int status = 0;
  waitpid(started->pid, &status, 0);
  finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return finished;
}

}  // namespace throughline::stores
