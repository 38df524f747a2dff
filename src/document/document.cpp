#include "document/document.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <istream>
#include <map>
#include <streambuf>
#include <utility>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "document/common_yaml.hpp"
#include "document/extent.hpp"
#include "document/library_yaml.hpp"
#include "document/problems.hpp"
#include "document/scan.hpp"
#include "document/syntax.hpp"
#include "text/utf8.hpp"

namespace throughline::document {
namespace {

// What the library calls a plain and a quoted scalar, where no tag is written.
constexpr std::string_view kPlainTag = "?";
constexpr std::string_view kQuotedTag = "!";

// Lets the library read the text where it is.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // only ever read: an input stream
    setg(begin, begin, begin + text.size());
  }
};

// Builds the tree from the library's events. Once the limits are met, the rest is not kept.
class Builder : public YAML::EventHandler {
 public:
  Builder(const Lines& lines,
          const Limits& limits,
          Duplicates duplicates,
          std::size_t skipped,
          Problems& problems)
      : text_(lines.from(0, 0)),
        limits_(limits),
        duplicates_(duplicates),
        skipped_(skipped),
        problems_(problems),
        cursor_(lines, skipped) {}

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}

  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_marks(at(mark), "", anchor);
    Node node = leaf(mark, NodeKind::Null);
    node.end = cursor_.at(end_of_null(text_, offset_of(node.at)));
    place(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    problems_.add(at(mark), "an alias (*) cannot be used", "Repeat the value");
    place(leaf(mark, NodeKind::Null));
  }

  void OnScalar(const YAML::Mark& mark,
                const std::string& tag,
                YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_marks(at(mark), tag, anchor);
    Node node = leaf(mark, NodeKind::Scalar);
    node.quoted = tag == kQuotedTag;
    if (node.quoted) {
      last_quoted_ = mark;
    }
    node.text = value;
    node.end = cursor_.at(end_of_scalar(text_, offset_of(node.at), value));
    place(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark,
                       const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(mark, tag, anchor, style, NodeKind::Sequence);
  }

  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark,
                  const std::string& tag,
                  YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(mark, tag, anchor, style, NodeKind::Map);
  }

  void OnMapEnd() override { close(); }

  [[nodiscard]] Position at(const YAML::Mark& mark) {
    return cursor_.at(static_cast<std::size_t>(std::max(mark.line, 0)),
                      static_cast<std::size_t>(std::max(mark.column, 0)));
  }

  [[nodiscard]] bool over_limit() const { return over_limit_; }

  // Where the last text in quotes, or block of text, begins.
  [[nodiscard]] const std::optional<YAML::Mark>& last_quoted() const { return last_quoted_; }

  Node take_root() { return std::move(root_); }

 private:
  // A list or map whose end has not been met, and the key that waits for its value.
  struct Open {
    Node node;
    std::optional<Entry> key;
    bool key_refused = false;
    bool key_repeated = false;
    std::map<std::string, Position> seen;
  };

  Node leaf(const YAML::Mark& mark, NodeKind kind) {
    count_node(at(mark));
    Node node;
    node.kind = kind;
    node.at = at(mark);
    node.end = node.at;
    return node;
  }

  // A mark may lie behind the end of the text.
  [[nodiscard]] std::size_t offset_of(const Position& at) const {
    return std::min(at.byte - skipped_, text_.size());
  }

  void refuse_marks(Position at, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) {
      problems_.add(at, "an anchor (&) cannot be used", "Write the value where it is needed");
    }
    if (!tag.empty() && tag != kPlainTag && tag != kQuotedTag) {
      problems_.add(at, fmt::format("a tag cannot be used: {}", tag), "Remove it");
    }
  }

  void count_node(Position at) {
    if (++n_nodes_ > limits_.max_nodes && !over_limit_) {
      over_limit(at, fmt::format("more than {} values", limits_.max_nodes));
    }
  }

  void over_limit(Position at, std::string message) {
    over_limit_ = true;
    problems_.add(at, std::move(message), "Split the file", ErrorCode::TooLarge);
  }

  void open(const YAML::Mark& mark,
            const std::string& tag,
            YAML::anchor_t anchor,
            YAML::EmitterStyle::value style,
            NodeKind kind) {
    refuse_marks(at(mark), tag, anchor);
    if (stack_.size() >= limits_.max_depth && !over_limit_) {
      over_limit(at(mark), fmt::format("more than {} levels", limits_.max_depth));
    }
    if (over_limit_) {
      return;
    }
    Open open;
    open.node = leaf(mark, kind);
    open.node.flow = style == YAML::EmitterStyle::Flow;
    stack_.push_back(std::move(open));
  }

  void close() {
    if (over_limit_ || stack_.empty()) {
      return;
    }
    Node node = std::move(stack_.back().node);
    stack_.pop_back();
    const char first = text_.substr(offset_of(node.at)).empty() ? ' ' : text_[offset_of(node.at)];
    if (node.flow && (first == '[' || first == '{')) {
      const bool empty = node.end == node.at;
      node.end = cursor_.at(end_of_flow(text_, offset_of(node.end) + (empty ? 1 : 0)));
    }
    place(std::move(node));
  }

  // Puts a whole value where it belongs.
  void place(Node node) {
    if (over_limit_) {
      return;
    }
    if (stack_.empty()) {
      root_ = std::move(node);
    } else if (Open& parent = stack_.back(); parent.node.kind == NodeKind::Sequence) {
      extend(parent.node, node);
      parent.node.items.push_back(std::move(node));
    } else if (parent.key || parent.key_refused) {
      place_value(parent, std::move(node));
    } else {
      place_key(parent, std::move(node));
    }
  }

  // A list or map reaches to the end of its last value; nothing has no end of its own.
  static void extend(Node& parent, const Node& value) {
    if (value.end.byte > value.at.byte) {
      parent.end = value.end;
    }
  }

  void place_key(Open& parent, Node node) {
    extend(parent.node, node);
    parent.key_refused = true;
    if (node.kind != NodeKind::Scalar) {
      problems_.add(node.at, "a key must be text", "Write: key: value");
      return;
    }
    const auto [first, is_new] = parent.seen.try_emplace(node.text, node.at);
    if (!is_new && duplicates_ == Duplicates::Refuse) {
      problems_.add(node.at,
                    fmt::format("key \"{}\" stands here a second time", node.text),
                    fmt::format("The first is in line {}; keep one of them", first->second.line));
      return;
    }
    parent.key_refused = false;
    parent.key_repeated = !is_new;
    parent.key = Entry{std::move(node.text), node.at, node.end, {}};
  }

  static void place_value(Open& parent, Node node) {
    extend(parent.node, node);
    if (parent.key) {
      // The library puts what is left out where the next thing stands.
      if (node.kind == NodeKind::Null && node.end == node.at) {
        node.at = parent.key->end;
        node.end = node.at;
      }
      parent.key->value = std::move(node);
      (parent.key_repeated ? parent.node.repeated : parent.node.entries)
          .push_back(*std::move(parent.key));
    }
    parent.key.reset();
    parent.key_refused = false;
  }

  std::string_view text_;
  const Limits& limits_;
  Duplicates duplicates_;
  std::size_t skipped_;  ///< bytes of the file before the text
  Problems& problems_;
  Cursor cursor_;
  std::vector<Open> stack_;
  Node root_;
  std::optional<YAML::Mark> last_quoted_;
  std::size_t n_nodes_ = 0;
  bool over_limit_ = false;
};

// The second document of a file is only met to say that it should not be there.
class SecondDocument : public YAML::EventHandler {
 public:
  explicit SecondDocument(Problems& problems) : problems_(problems) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    problems_.add({static_cast<std::size_t>(std::max(mark.line, 0)) + 1, 1},
                  "the file goes on after its end",
                  "Write one document a file, and check the indentation of this line");
  }

  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}

  void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}

  void OnScalar(const YAML::Mark& /*mark*/,
                const std::string& /*tag*/,
                YAML::anchor_t /*anchor*/,
                const std::string& /*value*/) override {}

  void OnSequenceStart(const YAML::Mark& /*mark*/,
                       const std::string& /*tag*/,
                       YAML::anchor_t /*anchor*/,
                       YAML::EmitterStyle::value /*style*/) override {}

  void OnSequenceEnd() override {}

  void OnMapStart(const YAML::Mark& /*mark*/,
                  const std::string& /*tag*/,
                  YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {}

  void OnMapEnd() override {}

 private:
  Problems& problems_;
};

// Whether the text that begins with a quote has the closing one.
bool is_closed(std::string_view text) {
  const char quote = text[0];
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote && (quote == '"' || !text.substr(i + 1).starts_with(quote))) {
      return true;
    } else if (text[i] == quote) {
      ++i;
    }
  }
  return false;
}

// The library takes a quote that is still open in the last line for closed.
void check_last_quote(const Lines& lines, Builder& builder, Problems& problems) {
  if (!builder.last_quoted()) {
    return;
  }
  const YAML::Mark mark = *builder.last_quoted();
  const std::string_view rest =
      lines.from(static_cast<std::size_t>(mark.line), static_cast<std::size_t>(mark.column));
  if ((rest.starts_with('"') || rest.starts_with('\'')) && !is_closed(rest)) {
    Advice advice = advice_for(YAML::ErrorMsg::EOF_IN_SCALAR);
    problems.add(builder.at(mark),
                 std::move(advice.message),
                 std::move(advice.hint),
                 ErrorCode::CorruptData);
  }
}

// The library throws for what it cannot read; here that becomes a problem with a place.
void parse(std::string_view text, const Lines& lines, Builder& builder, Problems& problems) {
  ViewBuffer buffer(text);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    SecondDocument second(problems);
    parser.HandleNextDocument(second);
    check_last_quote(lines, builder, problems);
  } catch (const YAML::Exception& error) {
    // Beyond a limit the library may stop too; once said is enough.
    if (!builder.over_limit()) {
      Advice advice = advice_for(error.msg);
      problems.add(builder.at(error.mark),
                   std::move(advice.message),
                   std::move(advice.hint),
                   ErrorCode::CorruptData);
    }
  }
}

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

}  // namespace

const Entry* Node::find(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &*found;
}

Position position_of(std::string_view text, std::size_t line, std::size_t column) {
  const Lines lines(text);
  const std::string_view of_line = lines.line(line);
  std::size_t byte = 0;
  for (std::size_t i = 1; i < column && byte < of_line.size(); ++i) {
    byte += text::first_code_point(of_line.substr(byte)).length;
  }
  return {line, column, lines.start_of(line - std::min<std::size_t>(line, 1)) + byte};
}

Reading read_by_library(std::string_view text,
                        std::string file,
                        const Limits& limits,
                        Duplicates duplicates) {
  Problems problems(file);
  const std::string_view content = without_byte_order_mark(text);
  const Lines lines(content);
  Builder builder(lines, limits, duplicates, text.size() - content.size(), problems);
  parse(content, lines, builder, problems);
  if (!problems.empty()) {
    return {std::nullopt, std::move(problems).sorted()};
  }
  return {Document{std::move(file), builder.take_root()}, {}};
}

Reading read(std::string_view text, std::string file, const Limits& limits, Duplicates duplicates) {
  Problems problems(file);
  if (text.size() > limits.max_bytes) {
    problems.add({},
                 fmt::format("the file is larger than {} bytes: {}", limits.max_bytes, text.size()),
                 "Split it",
                 ErrorCode::TooLarge);
    return {std::nullopt, std::move(problems).sorted()};
  }
  const std::string_view content = without_byte_order_mark(text);
  const Lines lines(content);
  scan(lines, problems);
  // The library's places and meanings hold for clean text alone: it ends a file at some control
  // characters, and takes tabs for what they look like.
  if (!problems.empty()) {
    return {std::nullopt, std::move(problems).sorted()};
  }
  if (auto root = read_common(lines, text.size() - content.size(), limits, duplicates)) {
    return {Document{std::move(file), *std::move(root)}, {}};
  }
  return read_by_library(text, std::move(file), limits, duplicates);
}

}  // namespace throughline::document
