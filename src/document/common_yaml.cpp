#include "document/common_yaml.hpp"

#include <algorithm>

namespace throughline::document {
namespace {

constexpr std::size_t kMostKeys = 64;  ///< of a map; beyond, looking for a key takes too long here
constexpr std::size_t kLongestKey = 100;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_key_part(char c) { return is_word(c) || c == '-' || c == '.'; }

// Characters with which plain text surely begins; bytes beyond ASCII among them.
bool begins_plain(char c) {
  return is_word(c) || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("+./(<=~$^;").find(c) != std::string_view::npos;
}

bool is_null(std::string_view text) {
  return text == "~" || text == "null" || text == "Null" || text == "NULL";
}

// Reads from left to right. Every function gives nothing where the text is not plainly what it
// reads; then the whole text is given up.
class CommonReader {
 public:
  CommonReader(const Lines& lines, std::size_t skipped, const Limits& limits, Duplicates duplicates)
      : text_(lines.from(0, 0)),
        limits_(limits),
        duplicates_(duplicates),
        cursor_(lines, skipped) {}

  std::optional<Node> read() {
    if (text_.find_first_of("\t\r") != std::string_view::npos || !next_token()) {
      return std::nullopt;
    }
    auto root = column() == 0 ? block(0) : std::nullopt;
    return root && !next_token() ? std::move(root) : std::nullopt;
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n';
  }

  [[nodiscard]] std::size_t column() const { return at_ - line_; }

  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') {
      ++at_;
    }
  }

  // Goes on to the next thing that is no blank and no comment. False at the end of the text.
  bool next_token() {
    while (at_ < text_.size()) {
      skip_spaces();
      if (peek() == '#' && (at_ == line_ || text_[at_ - 1] == ' ')) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      }
      if (at_ < text_.size() && text_[at_] != '\n') {
        return true;
      }
      at_ = std::min(at_ + 1, text_.size());
      line_ = at_;
    }
    return false;
  }

  // Whether nothing but a comment stands on the rest of the line.
  [[nodiscard]] bool ends_line() const {
    const std::size_t next = std::min(text_.find_first_not_of(' ', at_), text_.size());
    return next == text_.size() || text_[next] == '\n' || (text_[next] == '#' && next > at_);
  }

  [[nodiscard]] bool is_entry() const {
    return peek() == '-' && (peek(1) == ' ' || peek(1) == '\n');
  }

  // The end of the key that begins here, if one does.
  [[nodiscard]] std::optional<std::size_t> end_of_key() const {
    std::size_t end = at_;
    if (peek() == '"') {
      end = text_.find_first_of("\"\\\n", at_ + 1);
      if (end == std::string_view::npos || text_[end] != '"') {
        return std::nullopt;
      }
      ++end;
    } else if (is_word(peek())) {
      while (end < text_.size() && is_key_part(text_[end])) {
        ++end;
      }
    }
    const bool colon = end > at_ && end < text_.size() && text_[end] == ':' &&
                       (end + 1 == text_.size() || text_[end + 1] == ' ' || text_[end + 1] == '\n');
    return colon && end - at_ <= kLongestKey ? std::optional(end) : std::nullopt;
  }

  std::optional<Node> node(NodeKind kind) {
    if (++n_nodes_ > limits_.max_nodes) {
      return std::nullopt;
    }
    Node out;
    out.kind = kind;
    out.at = cursor_.at(at_);
    out.end = out.at;
    return out;
  }

  // A list or map that begins at a column, on the line of whatever it belongs to or below it.
  std::optional<Node> block(std::size_t indent) {
    if (++depth_ > limits_.max_depth) {
      return std::nullopt;
    }
    auto out = is_entry()     ? block_list(indent)
               : end_of_key() ? block_map(indent)
                              : (indent == 0 && at_ == line_ ? root_flow() : std::nullopt);
    --depth_;
    return out;
  }

  std::optional<Node> root_flow() {
    if (peek() != '[' && peek() != '{') {
      return std::nullopt;
    }
    --depth_;
    auto out = flow(0);
    ++depth_;
    return out && ends_line() ? std::move(out) : std::nullopt;
  }

  std::optional<Node> block_list(std::size_t indent) {
    auto list = node(NodeKind::Sequence);
    while (list && is_entry()) {
      ++at_;
      if (ends_line()) {
        return std::nullopt;
      }
      skip_spaces();
      auto item = is_entry() || end_of_key() ? block(column()) : line_value(indent);
      if (!item) {
        return std::nullopt;
      }
      list->end = item->end.byte > item->at.byte ? item->end : list->end;
      list->items.push_back(*std::move(item));
      if (!next_token() || column() < indent) {
        return list;
      }
      if (column() > indent) {
        return std::nullopt;
      }
    }
    // A list may stand at the column of its key: then the next key ends it.
    return list && end_of_key() ? std::move(list) : std::nullopt;
  }

  std::optional<Node> block_map(std::size_t indent) {
    auto map = node(NodeKind::Map);
    while (map) {
      auto entry = key();
      if (!entry || !read_value(*entry, indent) || !add(*map, *std::move(entry))) {
        return std::nullopt;
      }
      if (!next_token() || column() < indent) {
        return map;
      }
      if (column() > indent) {
        return std::nullopt;
      }
    }
    return map;
  }

  // A key up to and with its colon.
  std::optional<Entry> key() {
    const auto end = end_of_key();
    auto name = end ? node(NodeKind::Scalar) : std::nullopt;
    if (!name) {
      return std::nullopt;
    }
    const bool quoted = peek() == '"';
    const std::string_view text = text_.substr(at_, *end - at_);
    if (!quoted && is_null(text)) {
      return std::nullopt;
    }
    Entry entry{std::string(quoted ? text.substr(1, text.size() - 2) : text), name->at, {}, {}};
    entry.end = cursor_.at(*end);
    at_ = *end + 1;
    return entry;
  }

  bool read_value(Entry& entry, std::size_t indent) {
    std::optional<Node> value;
    if (!ends_line()) {
      skip_spaces();
      value = line_value(indent);
    } else {
      const bool more = next_token();
      if (more && (column() > indent || (column() == indent && is_entry()))) {
        value = block(column());
      } else {
        value = nothing(entry);
      }
    }
    if (!value) {
      return false;
    }
    entry.value = *std::move(value);
    return true;
  }

  std::optional<Node> nothing(const Entry& entry) {
    auto out = node(NodeKind::Null);
    if (out) {
      out->at = entry.end;
      out->end = entry.end;
    }
    return out;
  }

  bool add(Node& map, Entry entry) {
    const bool repeated = map.find(entry.key) != nullptr;
    if ((repeated && duplicates_ == Duplicates::Refuse) || map.entries.size() >= kMostKeys) {
      return false;
    }
    map.end = entry.value.end.byte > entry.value.at.byte ? entry.value.end : entry.end;
    (repeated ? map.repeated : map.entries).push_back(std::move(entry));
    return true;
  }

  // A value that begins and ends on this line, or is in brackets.
  std::optional<Node> line_value(std::size_t indent) {
    auto out = peek() == '[' || peek() == '{'    ? flow(indent)
               : peek() == '"' || peek() == '\'' ? quoted()
                                                 : plain("");
    return out && ends_line() && !goes_on(indent) ? std::move(out) : std::nullopt;
  }

  // Whether the next line belongs to the value of this one.
  bool goes_on(std::size_t indent) {
    const std::size_t at = at_;
    const std::size_t line = line_;
    const bool on = next_token() && column() > indent;
    at_ = at;
    line_ = line;
    return on;
  }

  std::optional<Node> quoted() {
    auto out = node(NodeKind::Scalar);
    const char quote = peek();
    for (++at_; out && at_ < text_.size() && text_[at_] != '\n'; ++at_) {
      if (text_[at_] == '\\' && quote == '"') {
        if (peek(1) != '"' && peek(1) != '\\') {
          return std::nullopt;
        }
        ++at_;
      } else if (text_[at_] == quote && quote == '\'' && peek(1) == quote) {
        ++at_;
      } else if (text_[at_] == quote) {
        ++at_;
        out->quoted = true;
        out->end = cursor_.at(at_);
        return out;
      }
      out->text += text_[at_];
    }
    return std::nullopt;
  }

  // Text without quotes up to the end of the line, a comment, or one of some characters.
  std::optional<Node> plain(std::string_view stops) {
    const bool negative = peek() == '-' && is_word(peek(1));
    auto out = begins_plain(peek()) || negative ? node(NodeKind::Scalar) : std::nullopt;
    if (!out) {
      return std::nullopt;
    }
    const std::size_t begin = at_;
    std::size_t end = at_;
    for (; at_ < text_.size() && text_[at_] != '\n' &&
           stops.find(text_[at_]) == std::string_view::npos;
         ++at_) {
      const char c = text_[at_];
      const char next = peek(1);
      if (c == ':' && (next == ' ' || next == '\n' || stops.find(next) != std::string_view::npos)) {
        return std::nullopt;
      }
      if (c == '#' && text_[at_ - 1] == ' ') {
        break;
      }
      if (c != ' ') {
        end = at_ + 1;
      }
    }
    at_ = end;
    const std::string_view text = text_.substr(begin, end - begin);
    out->end = cursor_.at(end);
    if (is_null(text)) {
      out->kind = NodeKind::Null;
    } else {
      out->text = text;
    }
    return out;
  }

  // The next thing in brackets; it must lie deeper than what they belong to.
  bool next_in_flow(std::size_t indent) {
    const std::size_t line = line_;
    return next_token() && (line_ == line || column() > indent);
  }

  std::optional<Node> flow_value(std::size_t indent) {
    if (peek() == '[' || peek() == '{') {
      return flow(indent);
    }
    // The library ends plain text in brackets at a question mark too.
    auto out = peek() == '"' || peek() == '\'' ? quoted() : plain(",[]{}?");
    return out && peek() != '?' ? std::move(out) : std::nullopt;
  }

  std::optional<Node> flow(std::size_t indent) {
    const bool is_map = peek() == '{';
    const char close = is_map ? '}' : ']';
    auto out = node(is_map ? NodeKind::Map : NodeKind::Sequence);
    if (!out || ++depth_ > limits_.max_depth) {
      return std::nullopt;
    }
    out->flow = true;
    ++at_;
    bool more = next_in_flow(indent) && peek() != close;
    while (more) {
      if (!(is_map ? flow_entry(*out, indent) : flow_item(*out, indent)) || !next_in_flow(indent)) {
        return std::nullopt;
      }
      more = peek() == ',';
      at_ += more ? 1 : 0;
      // What stands between a comma and a bracket is left to the library.
      if (more && (!next_in_flow(indent) || peek() == ',' || peek() == close)) {
        return std::nullopt;
      }
    }
    if (peek() != close || at_ >= text_.size()) {
      return std::nullopt;
    }
    ++at_;
    --depth_;
    out->end = cursor_.at(at_);
    return out;
  }

  bool flow_item(Node& list, std::size_t indent) {
    auto item = flow_value(indent);
    // "a: b" in a list is a map of its own.
    if (!item || peek() == ':') {
      return false;
    }
    list.items.push_back(*std::move(item));
    return true;
  }

  bool flow_entry(Node& map, std::size_t indent) {
    auto entry = key();
    if (!entry || !next_in_flow(indent)) {
      return false;
    }
    auto value = peek() == ',' || peek() == '}' ? nothing(*entry) : flow_value(indent);
    if (!value) {
      return false;
    }
    entry->value = *std::move(value);
    return add(map, *std::move(entry));
  }

  std::string_view text_;
  const Limits& limits_;
  Duplicates duplicates_;
  Cursor cursor_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;  ///< where the line begins
  std::size_t depth_ = 0;
  std::size_t n_nodes_ = 0;
};

}  // namespace

std::optional<Node> read_common(const Lines& lines,
                                std::size_t skipped,
                                const Limits& limits,
                                Duplicates duplicates) {
  return CommonReader(lines, skipped, limits, duplicates).read();
}

}  // namespace throughline::document
