#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <ostream>
#include <stop_token>
#include <string>

#include "base/error.hpp"
#include "render/numbers.hpp"
#include "render/table.hpp"

namespace throughline::app {

struct Held;

/// What a command has of the person who gave it, in this process or in another one that this
/// process answers: data goes to `out`, everything said to a person to `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  std::size_t width = 0;  ///< of the terminal; 0 = `out` is none
  bool color = false;
  bool progress = false;                                  ///< `err` is a terminal
  render::Language language = render::Language::English;  ///< of the environment
  std::string chosen_language;   ///< what --lang says: "en", "zh"; "" = nothing
  std::filesystem::path folder;  ///< where relative paths start; empty = as for this process
  std::stop_token stop;          ///< stopped when the person gives up
  std::function<Result<int>()> open_input = [] { return 0; };  ///< descriptor of standard input
  Held* held = nullptr;  ///< of a process that answers another one: the store it holds

  /// A path that the person wrote, as this process can open it.
  [[nodiscard]] std::filesystem::path path(const std::filesystem::path& written) const {
    return folder / written;
  }
};

/// The process's own streams, as the environment wants them (NO_COLOR, and LC_ALL,
/// LC_MESSAGES or LANG).
[[nodiscard]] Console console_of_process();

/// How a table is written.
enum class Form { Text, Csv, Json };

void write_table(Console& console, const render::Table& table, Form form);

}  // namespace throughline::app
