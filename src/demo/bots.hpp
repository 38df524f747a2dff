#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "demo/log_writer.hpp"
#include "demo/people.hpp"

namespace throughline::demo {

/// One request of a program, with the kind of program it is.
struct BotRequest {
  Request request;  ///< its texts live in the strings below
  std::string address;
  std::string target;
  std::string referrer;
  std::string agent;
};

/// Programs that say what they are, programs that lie about it, and senders of fake referrers.
struct BotCounts {
  std::uint64_t honest = 0;       ///< requests, each of a page
  std::uint64_t lying = 0;        ///< requests, those of assets and forms included
  std::uint64_t lying_pages = 0;  ///< of them, pages that were read
  std::uint64_t spam = 0;         ///< requests, each of a page

  void add(const BotCounts& other);
};

/// All requests of programs that reach a slice's server in its month, in no order.
[[nodiscard]] std::vector<BotRequest> bots_of_month(std::uint64_t seed,
                                                    const Slice& slice,
                                                    BotCounts& counts);

}  // namespace throughline::demo
