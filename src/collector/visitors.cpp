#include "collector/visitors.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "collector/event_line.hpp"

namespace throughline::collector {
namespace {

constexpr std::uint32_t kPassing = 1'800;  // seconds; a visit's gap by default

// As intake hashes the agents of logs, or a person would have two numbers.
std::uint64_t agent_id(std::string_view agent) {
  return std::max<std::uint64_t>(hash_bytes(agent.substr(0, kLongestAgent)), 1);
}

}  // namespace

std::uint64_t Visitors::known(std::string_view address,
                              std::string_view agent,
                              std::uint64_t site,
                              std::uint32_t time) const {
  return key_.of_log(address, agent_id(agent), site, time);
}

std::uint64_t Visitors::passing(std::string_view address,
                                std::string_view agent,
                                std::uint64_t site,
                                std::uint32_t time) {
  return passing_key(time).of_log(address, agent_id(agent), site, time);
}

intake::VisitorKey Visitors::passing_key(std::uint32_t time) {
  const std::lock_guard lock(mutex_);
  if (time >= until_) {
    passing_ = intake::VisitorKey::random();
    until_ = time + kPassing;
  }
  return {passing_, intake::Rotation::None};
}

}  // namespace throughline::collector
