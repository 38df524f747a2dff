#include <algorithm>
#include <fmt/format.h>

#include "document/document.hpp"
#include "document/fields.hpp"
#include "settings/settings.hpp"

namespace throughline::settings {
namespace {

using document::Entry;
using document::Node;
using document::NodeKind;

// The lines of a text with their ends, so that joining them gives the text back.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    out += line;
  }
  return out;
}

// The line of the first key below an entry, from 1; one past the last line if there is none.
std::size_t line_after(const Node& root, const Entry& entry, std::size_t n_lines) {
  std::size_t next = n_lines + 1;
  for (const Entry& other : root.entries) {
    if (other.at.line > entry.at.line) {
      next = std::min(next, other.at.line);
    }
  }
  return next;
}

// Whether a line belongs to an indented block above it: a remark at the margin belongs to what
// comes below, and an end mark to nothing.
bool belongs(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && !(first == 0 && line[0] == '#') &&
         !line.starts_with("...");
}

// Writes entries as the file does: its line ends, and the list's indentation.
class Editor {
 public:
  explicit Editor(std::string_view text)
      : lines_(lines_of(text)), end_(text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n") {}

  // \return false where there is no safe place
  bool add(const Node& root, const std::string& line) {
    if (root.flow) {
      return false;
    }
    const Entry* sources = root.find("sources");
    if (sources == nullptr) {
      insert(lines_.size(), "sources:" + end_ + "  " + line);
      return true;
    }
    const auto indentation = indentation_of(*sources);
    if (!indentation) {
      return false;
    }
    insert(end_of(root, *sources), std::string(*indentation, ' ') + line);
    return true;
  }

  [[nodiscard]] std::string text() const { return joined(lines_); }

 private:
  // Blanks before the dash of an entry; nothing if entries are not written one a line.
  std::optional<std::size_t> indentation_of(const Entry& sources) {
    const Node& value = sources.value;
    if (value.kind == NodeKind::Null) {
      return 2;
    }
    if (value.items.empty()) {
      return drop_brackets(value) ? std::optional<std::size_t>(2) : std::nullopt;
    }
    const std::string& line = lines_[value.items.front().at.line - 1];
    const std::size_t dash = line.find_first_not_of(' ');
    return !value.flow && line[dash] == '-' ? std::optional(dash) : std::nullopt;
  }

  // "sources: []" becomes "sources:", and entries follow below.
  bool drop_brackets(const Node& value) {
    std::string& line = lines_[value.at.line - 1];
    const std::size_t open = line.find('[');
    const std::size_t close = line.find(']');
    if (open == std::string::npos || close == std::string::npos) {
      return false;
    }
    const std::size_t from = line.find_last_not_of(' ', open - 1) + 1;
    line.erase(from, close + 1 - from);
    return true;
  }

  // How many lines stand before the new one.
  [[nodiscard]] std::size_t end_of(const Node& root, const Entry& sources) const {
    std::size_t end = line_after(root, sources, lines_.size()) - 1;
    while (end > sources.at.line && !belongs(lines_[end - 1])) {
      --end;
    }
    return end;
  }

  void insert(std::size_t at, const std::string& line) {
    if (at > 0 && !lines_[at - 1].ends_with('\n')) {
      lines_[at - 1] += end_;
    }
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at), line + end_);
  }

  std::vector<std::string> lines_;
  std::string end_;
};

tl::unexpected<Error> no_safe_place(const std::string& line) {
  return fail(ErrorCode::Unsupported,
              "the sources are written in a way that cannot be added to",
              fmt::format("Add this under sources: {}", line));
}

constexpr std::string_view kStarter =
    R"(# Settings of the workspace. docs/settings.md has every key;
# `throughline settings` shows every value, defaults included.
workspace: {}

# Where the strategy is written down: a file or a folder.
# plan: plan.yaml

timezone: UTC    # of days and weeks, such as Europe/Berlin
currency: EUR    # of figures
seed: 1          # of everything that is drawn at random

# Your own hosts: visits between them are no referrals.
sites:
  # - {{id: main, host: [example.com, www.example.com], market: de}}

# Where rows come from. `throughline import FILE` finds out what a file is and prints its line.
sources:
  # - {{id: logs, kind: log, path: "/var/log/nginx/access.log*"}}

# What counts as a goal reached: an event, or the view of a page.
conversions:
  # - {{id: order, event: purchase, value: amount}}
  # - {{id: signup, path: /welcome}}
)";

}  // namespace

Result<std::string> add_source(std::string_view text, const Source& source) {
  const std::string file = "throughline.yaml";
  TL_TRY(Settings expected, parse_settings(text, file));
  if (std::ranges::find(expected.sources, source.id, &Source::id) != expected.sources.end()) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a source is already called {}", source.id),
                "Give the new one another id");
  }
  const std::string line = source_line(source);
  Editor editor(text);
  if (!editor.add(document::read(text, file).document->root, line)) {
    return no_safe_place(line);
  }
  // Text is changed in one place only; reading it again shows whether it was the right one.
  TL_TRY(const Settings found, parse_settings(editor.text(), file));
  expected.sources.push_back(source);
  if (!(found == expected)) {
    return no_safe_place(line);
  }
  return editor.text();
}

Result<std::string> starter_settings(std::string_view id) {
  std::string text = fmt::format(kStarter, id);
  TL_TRY(const Settings settings, parse_settings(text, "throughline.yaml"));
  if (settings.workspace != id) {
    return fail(ErrorCode::InvalidArgument, fmt::format("this is no id: {}", id));
  }
  return text;
}

}  // namespace throughline::settings
