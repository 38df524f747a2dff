#pragma once

#include <cstddef>
#include <string>

#include "render/numbers.hpp"
#include "render/table.hpp"
#include "views/report.hpp"

namespace throughline::render {

struct TerminalOptions {
  std::size_t width = 100;
  bool color = false;
  Language language = Language::English;
};

/// The report's content as a terminal shows it: findings, channels, signals, data health.
[[nodiscard]] std::string terminal_summary(const views::Report& report,
                                           const TerminalOptions& options);

/// All signals, or the first `most` of them.
[[nodiscard]] Table signals_table(const views::Report& report, std::size_t most, Language language);
[[nodiscard]] Table channels_table(const views::Report& report, Language language);

}  // namespace throughline::render
