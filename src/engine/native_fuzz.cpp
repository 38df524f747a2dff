// Any bytes, cut at two places, give blocks of equal columns or an error, and the cut changes
// nothing.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/native.hpp"

namespace {

using throughline::Result;
using throughline::engine::Batch;
using throughline::engine::NativeDecoder;

struct Outcome {
  std::size_t n_rows = 0;
  bool good = false;
  bool operator==(const Outcome&) const = default;
};

Outcome decode(std::string_view bytes, std::size_t cut) {
  Outcome outcome;
  NativeDecoder decoder;
  const auto sink = [&](Batch&& batch) -> Result<void> {
    for (const auto& column : batch.columns) {
      if (throughline::engine::size_of(column.values) != batch.n_rows()) {
        std::abort();
      }
    }
    outcome.n_rows += batch.n_rows();
    return {};
  };
  outcome.good = decoder.feed(bytes.substr(0, cut), sink).has_value() &&
                 decoder.feed(bytes.substr(cut), sink).has_value() && decoder.finish().has_value();
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (decode(bytes, 0) != decode(bytes, size / 2)) {
    std::abort();
  }
  return 0;
}
