#include "workflow/git.hpp"

#include <array>
#include <cerrno>
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

// What the child does with its descriptors before it becomes git.
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

// Reads from both pipes as they fill, so that neither can block the child.
void read_both(const Pipe& out, const Pipe& err, std::string& from_out, std::string& from_err) {
  std::array<pollfd, 2> waiting = {{{out.read_end(), POLLIN, 0}, {err.read_end(), POLLIN, 0}}};
  const std::array<std::string*, 2> into = {&from_out, &from_err};
  std::array<char, 65536> buffer;
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) {
      return;
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].fd < 0 || waiting[i].revents == 0) {
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
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

Result<std::string> run_git(const std::filesystem::path& folder,
                            const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"git", "-C", folder.empty() ? "." : folder.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  Pipe out;
  Pipe err;
  if (!out.is_open() || !err.is_open()) {
    return fail(ErrorCode::Unavailable, "cannot make a pipe to git");
  }
  const Actions actions(out, err);
  pid_t child = 0;
  const int why = posix_spawnp(&child, "git", actions.get(), nullptr, argv.data(), environ);
  if (why != 0) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot run git: {}", std::strerror(why)),
                "Is it installed?");
  }
  out.close_writing();
  err.close_writing();
  std::string text;
  std::string said;
  read_both(out, err, text, said);
  const int status = wait_for(child);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return fail(ErrorCode::NotFound, fmt::format("git says: {}", first_line(said)));
  }
  return text;
}

Result<std::filesystem::path> repository_of(const std::filesystem::path& folder) {
  const auto top = run_git(folder, {"rev-parse", "--show-toplevel"});
  if (!top && top.error().code == ErrorCode::Unavailable) {
    return tl::unexpected(top.error());
  }
  if (!top) {
    return fail(ErrorCode::NotFound,
                fmt::format("{} is in no Git repository",
                            folder.empty() ? std::string("this folder") : folder.string()),
                "Make it one with: git init");
  }
  return std::filesystem::path(first_line(*top));
}

}  // namespace throughline::workflow
