#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "schema/source.hpp"

namespace throughline::acquisition {

/// What a user agent says of itself.
struct AgentVerdict {
  schema::BotReason reason = schema::BotReason::None;
  std::string_view name;  ///< the pattern that matched; lives as long as the list
};

enum class Device : unsigned char { Desktop = 0, Mobile = 1, Tablet = 2 };

/// Tells programs from browsers by the user agent: literals of two public crawler lists in one
/// pass, then the few patterns that are more than literals. Thread-safe once made.
class AgentList {
 public:
  AgentList();
  /// \param extra  literal substrings that also name a program, compared without case
  explicit AgentList(std::span<const std::string> extra);
  AgentList(AgentList&&) noexcept;
  AgentList& operator=(AgentList&&) noexcept;
  AgentList(const AgentList&) = delete;
  AgentList& operator=(const AgentList&) = delete;
  ~AgentList();

  /// An empty agent or "-" is BotReason::NoAgent. Linear in the agent's length.
  [[nodiscard]] AgentVerdict classify(std::string_view agent) const;

 private:
  struct Automaton;
  std::unique_ptr<Automaton> automaton_;
};

/// The kind of device a browser's agent names; Desktop where it names none.
[[nodiscard]] Device device_of(std::string_view agent);

}  // namespace throughline::acquisition
