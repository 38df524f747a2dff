#pragma once

#include <string>

#include "document/document.hpp"
#include "document/scan.hpp"

namespace throughline::document {

/// The line in which a place begins, with its number and with carets below what stands from start
/// to end, at least one, none beyond the line. Long lines are cut on both sides.
[[nodiscard]] std::string marked_line(const Lines& lines,
                                      const Position& start,
                                      const Position& end);

}  // namespace throughline::document
