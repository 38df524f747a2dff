#include <cstddef>
#include <cstdint>
#include <string_view>

#include "document/document.hpp"

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
  }
  return 0;
}
