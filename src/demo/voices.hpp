#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace throughline::demo {

/// What people wrote, and what they really felt.
struct Mentions {
  std::string jsonl;
  std::map<std::string, int> sentiment;  ///< by id: 1 glad, 0 neither, -1 not
};

/// id, time, community, thread, reply_to, author, language, text: JSON lines in English, German,
/// Portuguese and Chinese, sorted by time. The campaign that made people angry is much talked
/// about.
[[nodiscard]] Mentions mentions_jsonl(std::uint64_t seed);

/// case, at, market, customer, topic, product, channel, solved_at, text.
[[nodiscard]] std::string support_csv(std::uint64_t seed);

}  // namespace throughline::demo
