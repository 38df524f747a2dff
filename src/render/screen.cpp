#include "render/screen.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "render/marked.hpp"
#include "render/wrap.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

std::string shown(const std::string& marked) { return text::printable(plain_text(marked)); }

// Columns that are left beside an indent; a terminal narrower than that gets one word a line.
std::size_t beside(std::size_t width, std::size_t indent) {
  return width > indent ? width - indent : 1;
}

}  // namespace

void Screen::title(std::string_view text) { out_ += bold(text) + "\n"; }

void Screen::headline(const std::string& marked) {
  out_ += bold(wrapped(shown(marked), options_.width, 0)) + "\n";
}

void Screen::line(const std::string& marked, std::size_t indent) {
  out_ += wrapped(shown(marked), options_.width, indent) + "\n";
}

void Screen::indented(const std::string& marked, std::size_t indent) {
  out_ += std::string(indent, ' ') +
          wrapped(shown(marked), beside(options_.width, indent), indent) + "\n";
}

void Screen::item(std::string_view bullet, const std::string& marked, bool strong) {
  const std::size_t indent = 2 + text::display_width(bullet) + 1;
  const std::string text = wrapped(shown(marked), beside(options_.width, indent), indent);
  out_ += fmt::format("  {} {}\n", bullet, strong ? bold(text) : text);
}

void Screen::labelled(std::string_view label, std::size_t columns, const std::string& marked) {
  constexpr std::size_t kIndent = 4;
  const std::size_t used = std::min(text::display_width(label), columns);
  const std::size_t indent = kIndent + columns + 1;
  out_ += std::string(kIndent, ' ') + std::string(label) + std::string(columns - used + 1, ' ') +
          wrapped(shown(marked), beside(options_.width, indent), indent) + "\n";
}

void Screen::table(const Table& table) { out_ += table_text(table, options_.width); }

void Screen::space() { out_ += "\n"; }

std::string Screen::bold(std::string_view text) const {
  return options_.color ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

}  // namespace throughline::render
