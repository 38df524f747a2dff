#pragma once

#include <string>
#include <string_view>

#include "render/summary.hpp"
#include "render/table.hpp"

namespace throughline::render {

/// Writes paragraphs, lists and tables of marked text for one terminal.
class Screen {
 public:
  explicit Screen(const TerminalOptions& options) : options_(options) {}

  void title(std::string_view text);
  void headline(const std::string& marked);
  void line(const std::string& marked, std::size_t indent = 0);
  /// The same with every line indented.
  void indented(const std::string& marked, std::size_t indent);
  void item(std::string_view bullet, const std::string& marked, bool strong = false);
  /// A label and what it says, the labels of one list aligned.
  void labelled(std::string_view label, std::size_t columns, const std::string& marked);
  void table(const Table& table);
  void space();

  [[nodiscard]] std::string text() && { return std::move(out_); }

  [[nodiscard]] Language language() const { return options_.language; }

  [[nodiscard]] std::size_t width() const { return options_.width; }

 private:
  [[nodiscard]] std::string bold(std::string_view text) const;

  TerminalOptions options_;
  std::string out_;
};

}  // namespace throughline::render
