#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace throughline::workflow {

/// The browser that prints: Chromium or Chrome where one of them is in PATH.
[[nodiscard]] std::optional<std::string> find_browser();

/// Prints a file of HTML with a browser that shows nothing and reaches nothing outside. The PDF
/// replaces what was there when it is whole.
/// \param browser  a Chromium or Chrome
/// Errors: Unavailable if the browser cannot be run, takes longer than a minute or prints nothing.
Result<void> print_pdf(const std::string& browser,
                       const std::filesystem::path& html,
                       const std::filesystem::path& pdf);

}  // namespace throughline::workflow
