#include "workflow/child_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace throughline::workflow {
namespace {

using Clock = std::chrono::steady_clock;

// Both ends of a pipe, closed where nobody took them.
class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0) {
      ends_ = {-1, -1};
    }
  }

  ~Pipe() {
    close_end(0);
    close_end(1);
  }

  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] bool is_open() const { return ends_[0] >= 0; }

  [[nodiscard]] int read_end() const { return ends_[0]; }

  [[nodiscard]] int write_end() const { return ends_[1]; }

  void close_writing() { close_end(1); }

 private:
  void close_end(std::size_t which) {
    if (ends_[which] >= 0) {
      close(std::exchange(ends_[which], -1));
    }
  }

  std::array<int, 2> ends_{-1, -1};
};

// What the child does with its descriptors before it becomes the program.
class Actions {
 public:
  Actions(const Pipe& out, const Pipe& err) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, out.write_end(), 1);
    posix_spawn_file_actions_adddup2(&actions_, err.write_end(), 2);
  }

  ~Actions() { posix_spawn_file_actions_destroy(&actions_); }

  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;

  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

// Milliseconds until the end as poll() takes them: -1 = for ever.
int left_until(const std::optional<Clock::time_point>& end) {
  if (!end) {
    return -1;
  }
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*end - Clock::now());
  return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

// Reads from both pipes as they fill, so that neither can block the child, until both are closed or
// the time is over. \returns false if the time was over
bool read_both(const Pipe& out,
               const Pipe& err,
               const std::optional<Clock::time_point>& end,
               Finished& finished) {
  std::array<pollfd, 2> waiting = {{{out.read_end(), POLLIN, 0}, {err.read_end(), POLLIN, 0}}};
  const std::array<std::string*, 2> into = {&finished.out, &finished.err};
  std::array<char, 65536> buffer;
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    const int ready = poll(waiting.data(), waiting.size(), left_until(end));
    if (ready == 0 || (ready < 0 && errno != EINTR)) {
      return false;
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (ready < 0 || waiting[i].fd < 0 || waiting[i].revents == 0) {
        continue;
      }
      const ssize_t n = read(waiting[i].fd, buffer.data(), buffer.size());
      if (n > 0) {
        into[i]->append(buffer.data(), static_cast<std::size_t>(n));
      } else if (n == 0 || errno != EINTR) {
        waiting[i].fd = -1;
      }
    }
  }
  return true;
}

std::optional<int> wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
}

}  // namespace

Result<Finished> run_child(std::vector<std::string> words,
                           std::optional<std::chrono::milliseconds> limit) {
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  Pipe out;
  Pipe err;
  if (!out.is_open() || !err.is_open()) {
    return fail(ErrorCode::Unavailable, fmt::format("cannot make a pipe to {}", words.front()));
  }
  const Actions actions(out, err);
  pid_t child = 0;
  const int why = posix_spawnp(&child, argv.front(), actions.get(), nullptr, argv.data(), environ);
  if (why != 0) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot run {}: {}", words.front(), std::strerror(why)),
                "Is it installed?");
  }
  out.close_writing();
  err.close_writing();
  Finished finished;
  const auto end = limit ? std::optional(Clock::now() + *limit) : std::nullopt;
  if (!read_both(out, err, end, finished)) {
    kill(child, SIGKILL);
  }
  finished.exit_code = wait_for(child);
  return finished;
}

}  // namespace throughline::workflow
