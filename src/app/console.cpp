#include "app/console.hpp"

#include <cstdlib>
#include <iostream>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace throughline::app {
namespace {

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread yet
  return value == nullptr ? std::string_view() : std::string_view(value);
}

// As POSIX ranks them: the first that is set decides.
render::Language environment_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const std::string_view value = environment(name); !value.empty()) {
      return value.starts_with("zh") ? render::Language::Chinese : render::Language::English;
    }
  }
  return render::Language::English;
}

std::size_t terminal_width() {
  constexpr std::size_t kUsual = 80;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return kUsual;
}

}  // namespace

Console console_of_process() {
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  return {.out = std::cout,
          .err = std::cerr,
          .width = terminal ? terminal_width() : 0,
          .color = terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb",
          .progress = isatty(STDERR_FILENO) == 1,
          .language = environment_language()};
}

void write_table(Console& console, const render::Table& table, Form form) {
  switch (form) {
    case Form::Text:
      console.out << render::table_text(table, console.width);
      break;
    case Form::Csv:
      console.out << render::table_csv(table);
      break;
    case Form::Json:
      console.out << render::table_json(table);
      break;
  }
}

}  // namespace throughline::app
