#include "app/password_input.hpp"

#include <cerrno>
#include <fmt/format.h>
#include <optional>
#include <termios.h>
#include <unistd.h>

namespace throughline::app {
namespace {

constexpr char kInterrupt = '\x03';
constexpr std::size_t kLongest = 4096;

// Shows nothing of what is typed, and gives ctrl-C as a letter, so that nothing ends the program
// before the terminal is as it was.
class HiddenTyping {
 public:
  explicit HiddenTyping(int terminal) : terminal_(terminal) {
    termios now{};
    if (tcgetattr(terminal, &now) != 0) {
      return;
    }
    before_ = now;
    now.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    tcsetattr(terminal, TCSAFLUSH, &now);
  }

  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;

  ~HiddenTyping() {
    if (before_) {
      tcsetattr(terminal_, TCSAFLUSH, &*before_);
    }
  }

 private:
  int terminal_;
  std::optional<termios> before_;
};

// Byte by byte, since what follows the line is not ours.
Result<std::string> read_line(int input) {
  std::string line;
  char next = '\0';
  while (line.size() < kLongest) {
    const ssize_t n = read(input, &next, 1);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0 || next == '\n') {
      break;
    }
    line += next;
  }
  if (line.find(kInterrupt) != std::string::npos) {
    return fail(ErrorCode::Cancelled, "given up");
  }
  if (line.ends_with('\r')) {
    line.pop_back();
  }
  return line;
}

Result<std::string> ask(int terminal, const std::string& question, Console& console) {
  auto line = [&] {
    const HiddenTyping hidden(terminal);  // before the question, since whoever reads it may answer
    console.err << question << std::flush;
    return read_line(terminal);
  }();
  console.err << "\n";
  return line;
}

}  // namespace

Result<std::string> read_new_password(std::string_view name, Console& console) {
  TL_TRY(const int input, console.open_input());
  if (isatty(input) != 1) {
    TL_TRY(std::string line, read_line(input));
    if (line.empty()) {
      return fail(ErrorCode::InvalidArgument,
                  "standard input has no password",
                  "Give it in a terminal, or as the first line of standard input");
    }
    return line;
  }
  TL_TRY(std::string first, ask(input, fmt::format("Password of {}: ", name), console));
  TL_TRY(const std::string second, ask(input, "The same again: ", console));
  if (first != second) {
    return fail(ErrorCode::InvalidArgument, "the two passwords differ", "Try again");
  }
  return first;
}

}  // namespace throughline::app
