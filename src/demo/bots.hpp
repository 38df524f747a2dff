#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "demo/log_writer.hpp"

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
  std::uint64_t honest = 0;  ///< requests
  std::uint64_t lying = 0;
  std::uint64_t spam = 0;
  std::uint64_t lying_visitors = 0;
};

/// All requests of programs in a month on a market's site, in no order.
[[nodiscard]] std::vector<BotRequest> bots_of_month(
    std::uint64_t seed, double scale, int market, int month, BotCounts& counts);

}  // namespace throughline::demo
