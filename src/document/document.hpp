#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace throughline::document {

/// A place in a file: line and column count from 1, columns in characters.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
  std::size_t byte = 0;  ///< from the start of the file

  friend bool operator==(const Position&, const Position&) = default;
};

enum class NodeKind : std::uint8_t { Null, Scalar, Sequence, Map };

struct Entry;

/// One value of a file and all below it.
struct Node {
  NodeKind kind = NodeKind::Null;
  bool quoted = false;  ///< a scalar in quotes or a block of text: never a number, flag or null
  bool flow = false;    ///< a list or map written in brackets or braces
  Position at;
  Position end;                 ///< behind its last character; for nothing, where it begins
  std::string text;             ///< of a Scalar, as written: 1.10 stays "1.10"
  std::vector<Node> items;      ///< of a Sequence
  std::vector<Entry> entries;   ///< of a Map, in the order of the file, each key once
  std::vector<Entry> repeated;  ///< of a Map, keys met again; only with Duplicates::Keep

  /// The entry of a Map with this key; nothing in any other node.
  [[nodiscard]] const Entry* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  Position at;
  Position end;  ///< behind the last character of the key
  Node value;
};

struct Document {
  std::string file;  ///< as places name it
  Node root;         ///< Null for a file without content
};

/// Bounds that no file written by people meets; a file beyond them is refused.
struct Limits {
  std::size_t max_bytes = std::size_t{4} << 20U;
  std::size_t max_depth = 32;  ///< lists and maps inside each other
  std::size_t max_nodes = 200'000;
};

/// What a key that stands twice in one map is.
enum class Duplicates : std::uint8_t {
  Refuse,  ///< a problem, so that there is no document
  Keep,    ///< for the reader of the document to judge: Node::repeated
};

/// A file as far as it could be read. Without problems, `document` is whole.
struct Reading {
  std::optional<Document> document;
  std::vector<Error> problems;  ///< in the order of the file
};

/// Reads a subset of YAML 1.2: maps with text keys, lists and scalars, in block or flow style, one
/// document a file. Refused, each with its place and what to write instead: duplicate keys, anchors
/// and aliases, tags, keys that are no text, tabs in the indentation, bytes that are no UTF-8.
/// Reports every problem up to the first that hides the structure of the rest.
///
/// \param file  name for places; the file is not opened
/// Cost: O(bytes), and O(keys log keys) a map.
[[nodiscard]] Reading read(std::string_view text,
                           std::string file,
                           const Limits& limits = {},
                           Duplicates duplicates = Duplicates::Refuse);

/// The place of a line and column, with its byte; the nearest one where the text has no such place.
[[nodiscard]] Position position_of(std::string_view text, std::size_t line, std::size_t column);

/// Prints an error as compilers do: the message, the place, the line with a caret below the column,
/// and the help.
/// \param text  content of the file that the place names; "" leaves the line out
[[nodiscard]] std::string explain(const Error& error, std::string_view text);

/// One error out of several: the only one as it is, else one that lists them all.
/// Precondition: not empty.
[[nodiscard]] Error join(std::vector<Error> problems);

}  // namespace throughline::document
