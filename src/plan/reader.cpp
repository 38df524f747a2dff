#include "plan/reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "document/nearest.hpp"
#include "plan/words.hpp"

namespace throughline::plan {
namespace {

using document::Entry;
using document::Node;
using document::NodeKind;

constexpr std::size_t kShown = 60;       ///< bytes of a wrong value that a message repeats
constexpr std::size_t kMostNearest = 3;  ///< ids in a hint
constexpr std::size_t kMostSearched = 500'000;

std::string shortened(std::string_view text) {
  std::size_t end = std::min(text.size(), kShown);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;  // not within a character
  }
  return std::string(text.substr(0, end)) + (end < text.size() ? "..." : "");
}

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
  return fmt::format("{}{}", node.quoted ? "the text " : "", shortened(node.text));
}

// A meaning begins a line of the reference; here it goes on after a colon.
std::string within_sentence(std::string_view meaning) {
  std::string out(meaning);
  const bool name = out.size() > 1 && out[1] >= 'A' && out[1] <= 'Z';
  if (!name && !out.empty() && out[0] >= 'A' && out[0] <= 'Z') {
    out[0] = static_cast<char>(out[0] - 'A' + 'a');
  }
  return out;
}

std::string types_text(std::span<const NodeType> types) {
  std::vector<std::string_view> names;
  for (const NodeType type : types) {
    names.push_back(name_of(type));
  }
  if (names.size() == words_of(NodeType::Goal).size()) {
    return "node";
  }
  return fmt::format("{}", fmt::join(names, " or "));
}

std::vector<std::string_view> names_of_keys(const MapShape& map) {
  std::vector<std::string_view> names;
  for (const KeyShape& key : map.keys) {
    names.push_back(key.name);
  }
  return names;
}

constexpr std::string_view kCheckIt = "check the id, or add what it names";

std::string ids_help(std::span<const std::string_view> near,
                     std::span<const std::string_view> known) {
  if (!near.empty()) {
    return fmt::format("nearest ids: {}", fmt::join(near, ", "));
  }
  constexpr std::size_t kMostListed = 8;
  if (!known.empty() && known.size() <= kMostListed) {
    return fmt::format("ids: {}", fmt::join(known, ", "));
  }
  return known.empty() ? "there are none" : std::string(kCheckIt);
}

// A missing key and an unknown one that is nearly it are one mistake.
std::string_view meant_by(std::string_view key, const MapShape& map, const Node& node) {
  std::vector<std::string_view> free;
  for (const std::string_view name : names_of_keys(map)) {
    if (node.find(name) == nullptr) {
      free.push_back(name);
    }
  }
  return document::nearest(key, free);
}

}  // namespace

bool Reader::may_search(std::size_t candidates) {
  searched_ += candidates;
  return searched_ <= kMostSearched;
}

std::string Scope::path() const {
  std::string out = parent == nullptr ? std::string() : parent->path();
  if (index != kNoIndex) {
    out += fmt::format("[{}]", index + 1);
  } else if (!key.empty()) {
    out += fmt::format("{}{}", out.empty() ? "" : ".", key);
  }
  return out;
}

std::string Scope::name() const {
  const std::string inner = path();
  const std::string& node = reader.current.name;
  if (node.empty() || inner.empty()) {
    return node.empty() ? (inner.empty() ? "the plan" : inner) : node;
  }
  return fmt::format("{}.{}", node, inner);
}

void Scope::report(std::string_view code, Span where, std::string message, std::string help) const {
  reader.add({.code = std::string(code),
              .severity = Severity::Error,
              .message = std::move(message),
              .help = std::move(help),
              .at = where,
              .node = reader.current.id,
              .key = path(),
              .related = {}});
}

void Scope::wrong(const Node& value, std::string_view expected, std::string help) const {
  if (!reader.current.draft) {
    report("TL016",
           reader.span(value),
           fmt::format("{} must be {}: {}", name(), expected, shown(value)),
           std::move(help));
  }
}

void Scope::missing(const KeyShape& missed) const {
  if (!reader.current.draft) {
    inside(missed.name, at)
        .report("TL016",
                at,
                fmt::format("{} lacks {}", name(), missed.name),
                fmt::format("add {}: {}", missed.name, within_sentence(missed.meaning)));
  }
}

void Scope::unknown_key(const Entry& entry, const MapShape& map, const Node& node) const {
  const std::vector<std::string_view> known = names_of_keys(map);
  const bool search = reader.may_search(known.size());
  const std::string_view meant = search ? meant_by(entry.key, map, node) : std::string_view();
  const std::string_view near =
      meant.empty() && search ? document::nearest(entry.key, known) : meant;
  inside(meant.empty() ? std::string_view(entry.key) : meant, at)
      .report("TL003",
              reader.span(entry),
              fmt::format("unknown key \"{}\" in {}", shortened(entry.key), name()),
              near.empty() ? fmt::format("known: {}", fmt::join(known, ", "))
                           : fmt::format("did you mean \"{}\"?", near));
}

void Scope::repeated_key(const Entry& entry, const Node& node) const {
  const Entry* const first = node.find(entry.key);
  Finding finding{
      .code = "TL003",
      .severity = Severity::Error,
      .message = fmt::format("key \"{}\" stands a second time in {}", shortened(entry.key), name()),
      .help = "keep one of them",
      .at = reader.span(entry),
      .node = reader.current.id,
      .key = inside(entry.key, at).path(),
      .related = {}};
  if (first != nullptr) {
    finding.related.push_back({"the first stands here", reader.span(*first)});
  }
  reader.add(std::move(finding));
}

void Scope::dangling(const Node& value,
                     std::string_view id,
                     std::span<const NodeType> targets) const {
  const auto& all = reader.index().by_id();
  std::string help(kCheckIt);
  if (reader.may_search(all.size())) {
    const std::vector<std::string_view> known = reader.index().ids_of(targets);
    help = ids_help(document::nearest_few(id, known, kMostNearest), known);
  }
  const auto other = all.find(id);
  report("TL004",
         reader.span(value),
         other == all.end() ? fmt::format("no {} \"{}\"", types_text(targets), shortened(id))
                            : fmt::format("no {} \"{}\": it is a {}",
                                          types_text(targets),
                                          shortened(id),
                                          name_of(other->second.type)),
         std::move(help));
}

void Scope::no_such(const Node& value,
                    std::string_view what,
                    std::span<const std::string_view> known) const {
  const auto near = reader.may_search(known.size())
                        ? document::nearest_few(value.text, known, kMostNearest)
                        : std::vector<std::string_view>{};
  report("TL004",
         reader.span(value),
         fmt::format("no {} \"{}\"", what, shortened(value.text)),
         ids_help(near, known));
}

void Scope::check_reference(const Node& value,
                            std::string_view id,
                            std::span<const NodeType> targets) const {
  const auto& all = reader.index().by_id();
  const auto found = all.find(id);
  const bool fits =
      found != all.end() && std::ranges::find(targets, found->second.type) != targets.end();
  if (!fits && reader.references_known()) {
    dangling(value, id, targets);
  }
}

}  // namespace throughline::plan
