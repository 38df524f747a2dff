#pragma once

#include <cstddef>
#include <ostream>
#include <string>

#include "render/numbers.hpp"
#include "render/table.hpp"

namespace throughline::app {

/// Where a command writes: data on `out`, everything said to a person on `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  std::size_t width = 0;  ///< of the terminal; 0 = `out` is none
  bool color = false;
  bool progress = false;  ///< `err` is a terminal
  render::Language language = render::Language::English;
};

/// The process's own streams, as the environment wants them (NO_COLOR, COLUMNS, LANG).
[[nodiscard]] Console console_of_process();

/// How a table is written.
enum class Form { Text, Csv, Json };

void write_table(Console& console, const render::Table& table, Form form);

}  // namespace throughline::app
