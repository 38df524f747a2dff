#pragma once

#include <cstddef>
#include <string>

#include "render/numbers.hpp"
#include "views/report.hpp"

namespace throughline::render {

struct TerminalOptions {
  std::size_t width = 100;
  bool color = false;
  Language language = Language::English;
};

/// The report's content as a terminal shows it; no line is wider than `width` columns, as far as
/// words and tables can be broken.
[[nodiscard]] std::string terminal_summary(const views::Report& report,
                                           const TerminalOptions& options);

}  // namespace throughline::render
