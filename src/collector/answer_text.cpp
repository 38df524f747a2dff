#include "collector/answer_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace throughline::collector {

std::string answer_text(const Tally& tally) {
  std::string text =
      fmt::format(R"({{"accepted":{},"refused":{})", tally.accepted, tally.refused.size());
  if (!tally.refused.empty()) {
    text += R"(,"reasons":[)";
    const std::size_t shown = std::min(tally.refused.size(), kReasonsShown);
    for (std::size_t i = 0; i < shown; ++i) {
      fmt::format_to(std::back_inserter(text),
                     R"({}{{"event":{},"reason":"{}"}})",
                     i == 0 ? "" : ",",
                     tally.refused[i].event,
                     name_of(tally.refused[i].why));
    }
    text += ']';
  }
  text += '}';
  return text;
}

}  // namespace throughline::collector
