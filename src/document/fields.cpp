#include "document/fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace throughline::document {
namespace {

constexpr std::size_t kShown = 60;  ///< bytes of a wrong value that a message repeats

std::string shown(const Node& node) {
  switch (node.kind) {
    case NodeKind::Null:
      return "nothing";
    case NodeKind::Sequence:
      return "a list";
    case NodeKind::Map:
      return "a map";
    case NodeKind::Scalar:
      break;
  }
  return node.text.size() <= kShown ? node.text : node.text.substr(0, kShown) + "...";
}

void refuse(const Node& node,
            std::string_view what,
            std::string_view expected,
            std::string hint,
            Problems& problems) {
  problems.add(
      node.at, fmt::format("{} must be {}: {}", what, expected, shown(node)), std::move(hint));
}

template <class T>
std::optional<T> parsed(std::string_view text) {
  T value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && stop == end ? std::optional<T>(value) : std::nullopt;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_id_start(char c) { return c >= 'a' && c <= 'z'; }

bool is_id_part(char c) { return is_id_start(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; }

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && is_id_start(text[0]) &&
         std::ranges::all_of(text, is_id_part);
}

std::optional<Seconds> seconds_of(char unit) {
  constexpr std::array<std::pair<char, Seconds>, 5> kUnits = {
      {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86'400}, {'w', 604'800}}};
  const auto found = std::ranges::find(kUnits, unit, &std::pair<char, Seconds>::first);
  return found == kUnits.end() ? std::nullopt : std::optional(found->second);
}

// A century: more is a slip of the pen, and would overflow further on.
constexpr Seconds kLongest = Seconds{36'525} * 86'400;

std::optional<Seconds> parse_duration(std::string_view text) {
  if (text.size() < 2) {
    return std::nullopt;
  }
  const auto unit = seconds_of(text.back());
  const auto amount = parsed<std::uint32_t>(text.substr(0, text.size() - 1));
  if (!unit || !amount || *amount * *unit > kLongest) {
    return std::nullopt;
  }
  return *amount * *unit;
}

const Node& nothing() {
  static const Node kNothing;
  return kNothing;
}

}  // namespace

std::optional<std::string> to_text(const Node& node, std::string_view what, Problems& problems) {
  if (node.kind != NodeKind::Scalar || is_blank(node.text)) {
    refuse(node, what, "text", {}, problems);
    return std::nullopt;
  }
  return node.text;
}

std::optional<std::string> to_id(const Node& node, std::string_view what, Problems& problems) {
  if (node.kind != NodeKind::Scalar || !is_id(node.text)) {
    refuse(node,
           what,
           "an id",
           "An id begins with a small letter and has small letters, digits, _ and -, 64 at most",
           problems);
    return std::nullopt;
  }
  return node.text;
}

std::optional<bool> to_flag(const Node& node, std::string_view what, Problems& problems) {
  if (node.kind == NodeKind::Scalar && !node.quoted) {
    if (node.text == "true" || node.text == "false") {
      return node.text == "true";
    }
  }
  refuse(node, what, "true or false", {}, problems);
  return std::nullopt;
}

std::optional<double> to_number(const Node& node,
                                std::string_view what,
                                Range range,
                                Problems& problems) {
  const auto value = node.kind == NodeKind::Scalar ? parsed<double>(node.text) : std::nullopt;
  if (!value || !(*value >= range.low && *value <= range.high) || !std::isfinite(*value)) {
    const bool bounded = range.low > Range{}.low || range.high < Range{}.high;
    const std::string expected = !bounded ? "a number"
                                 : range.high < Range{}.high
                                     ? fmt::format("a number from {} to {}", range.low, range.high)
                                     : fmt::format("a number from {}", range.low);
    refuse(node, what, expected, {}, problems);
    return std::nullopt;
  }
  return value;
}

std::optional<std::uint64_t> to_count(const Node& node, std::string_view what, Problems& problems) {
  const auto value =
      node.kind == NodeKind::Scalar ? parsed<std::uint64_t>(node.text) : std::nullopt;
  if (!value) {
    refuse(node, what, "a whole number from 0", {}, problems);
  }
  return value;
}

std::optional<Seconds> to_duration(const Node& node, std::string_view what, Problems& problems) {
  const auto value = node.kind == NodeKind::Scalar ? parse_duration(node.text) : std::nullopt;
  if (!value) {
    refuse(node,
           what,
           "a span of time",
           "Write a whole number and s, m, h, d or w: 30m, 48h",
           problems);
  }
  return value;
}

std::optional<CivilDate> to_date(const Node& node, std::string_view what, Problems& problems) {
  if (node.kind == NodeKind::Scalar) {
    if (const Result<CivilDate> date = parse_date(node.text)) {
      return *date;
    }
  }
  refuse(node, what, "a day", "Write it like 2026-06-30", problems);
  return std::nullopt;
}

std::vector<std::string> to_texts(const Node& node, std::string_view what, Problems& problems) {
  std::vector<std::string> out;
  if (node.kind == NodeKind::Scalar) {
    if (auto text = to_text(node, what, problems)) {
      out.push_back(*std::move(text));
    }
    return out;
  }
  for (const Node& item : to_list(node, what, problems)) {
    if (auto text = to_text(item, what, problems)) {
      out.push_back(*std::move(text));
    }
  }
  return out;
}

const std::vector<Node>& to_list(const Node& node, std::string_view what, Problems& problems) {
  if (node.kind == NodeKind::Sequence) {
    return node.items;
  }
  if (node.kind != NodeKind::Null) {
    refuse(node, what, "a list", "Write [a, b], or one \"- \" a line", problems);
  }
  return nothing().items;
}

void report_unknown(Position at,
                    std::string_view what,
                    std::string_view name,
                    std::span<const std::string_view> known,
                    Problems& problems) {
  const std::string_view near = nearest(name, known);
  std::string hint = !near.empty()   ? fmt::format("Did you mean \"{}\"?", near)
                     : known.empty() ? std::string("There are none")
                                     : fmt::format("Known: {}", fmt::join(known, ", "));
  problems.add(at, fmt::format("{} \"{}\"", what, name.substr(0, kShown)), std::move(hint));
}

Fields::Fields(const Node& node, std::string what, Problems& problems)
    : node_(node), what_(std::move(what)), problems_(problems) {
  if (node.kind != NodeKind::Map && node.kind != NodeKind::Null) {
    refuse(node, what_.empty() ? "the file" : what_, "a map", "Write key: value", problems);
  }
}

Fields::~Fields() {
  const std::string what =
      what_.empty() ? std::string("unknown key") : fmt::format("{} has an unknown key", what_);
  for (const Entry& entry : node_.entries) {
    if (std::ranges::find(known_, entry.key) == known_.end()) {
      report_unknown(entry.at, what, entry.key, known_, problems_);
    }
  }
}

const Node* Fields::value(std::string_view key) {
  if (std::ranges::find(known_, key) == known_.end()) {
    known_.push_back(key);
  }
  const Entry* entry = node_.find(key);
  return entry == nullptr || entry->value.kind == NodeKind::Null ? nullptr : &entry->value;
}

const Node* Fields::required(std::string_view key, std::string_view hint) {
  const Node* found = value(key);
  if (found == nullptr && (node_.kind == NodeKind::Map || node_.kind == NodeKind::Null)) {
    problems_.add(node_.at,
                  fmt::format("{} lacks the key \"{}\"", what_.empty() ? "the file" : what_, key),
                  std::string(hint));
  }
  return found;
}

std::optional<std::string> Fields::text(std::string_view key) {
  const Node* node = value(key);
  return node == nullptr ? std::nullopt : to_text(*node, path_of(key), problems_);
}

std::optional<std::string> Fields::id(std::string_view key) {
  const Node* node = value(key);
  return node == nullptr ? std::nullopt : to_id(*node, path_of(key), problems_);
}

std::optional<bool> Fields::flag(std::string_view key) {
  const Node* node = value(key);
  return node == nullptr ? std::nullopt : to_flag(*node, path_of(key), problems_);
}

std::optional<double> Fields::number(std::string_view key, Range range) {
  const Node* node = value(key);
  return node == nullptr ? std::nullopt : to_number(*node, path_of(key), range, problems_);
}

std::optional<std::uint64_t> Fields::count(std::string_view key) {
  const Node* node = value(key);
  return node == nullptr ? std::nullopt : to_count(*node, path_of(key), problems_);
}

std::optional<Seconds> Fields::duration(std::string_view key) {
  const Node* node = value(key);
  return node == nullptr ? std::nullopt : to_duration(*node, path_of(key), problems_);
}

std::optional<CivilDate> Fields::date(std::string_view key) {
  const Node* node = value(key);
  return node == nullptr ? std::nullopt : to_date(*node, path_of(key), problems_);
}

std::vector<std::string> Fields::texts(std::string_view key) {
  const Node* node = value(key);
  return node == nullptr ? std::vector<std::string>{} : to_texts(*node, path_of(key), problems_);
}

const std::vector<Node>& Fields::list(std::string_view key) {
  const Node* node = value(key);
  return node == nullptr ? nothing().items : to_list(*node, path_of(key), problems_);
}

std::string Fields::path_of(std::string_view key) const {
  return what_.empty() ? std::string(key) : fmt::format("{}.{}", what_, key);
}

}  // namespace throughline::document
