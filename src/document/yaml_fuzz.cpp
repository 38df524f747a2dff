#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "document/library_yaml.hpp"

namespace {

using throughline::document::Entry;
using throughline::document::Node;

// Every place lies in the text, every key once a map: what readers of the tree build on.
void hold(const Node& node, std::size_t n_bytes) {
  TL_ASSERT(node.at.line >= 1 && node.at.line <= n_bytes + 1);
  TL_ASSERT(node.at.column >= 1 && node.at.column <= n_bytes + 1);
  for (const Node& item : node.items) {
    hold(item, n_bytes);
  }
  for (const Entry& entry : node.entries) {
    TL_ASSERT(node.find(entry.key) == &entry);
    hold(entry.value, n_bytes);
  }
}

bool same(const Node& one, const Node& other);

bool same_entries(const std::vector<Entry>& ones, const std::vector<Entry>& others) {
  return std::ranges::equal(ones, others, [](const Entry& one, const Entry& other) {
    return one.key == other.key && one.at == other.at && one.end == other.end &&
           same(one.value, other.value);
  });
}

// Both ways of reading give the same tree.
bool same(const Node& one, const Node& other) {
  return one.kind == other.kind && one.quoted == other.quoted && one.flow == other.flow &&
         one.at == other.at && one.end == other.end && one.text == other.text &&
         std::ranges::equal(one.items, other.items, same) &&
         same_entries(one.entries, other.entries) && same_entries(one.repeated, other.repeated);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto reading = throughline::document::read(text, "fuzz.yaml");
  TL_ASSERT(reading.document.has_value() == reading.problems.empty());
  for (const auto& problem : reading.problems) {
    TL_ASSERT(!throughline::document::explain(problem, text).empty());
  }
  if (reading.document) {
    hold(reading.document->root, size);
    const auto again = throughline::document::read_by_library(text, "fuzz.yaml");
    TL_ASSERT(again.document && same(again.document->root, reading.document->root));
  }
  return 0;
}
