#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "collector/event.hpp"
#include "collector/event_line.hpp"
#include "collector/visitors.hpp"
#include "http/message.hpp"

namespace throughline::collector {

/// Who sent the events of one request; numbers are made once each.
class Senders {
 public:
  /// \param site  hash of the site's registrable domain
  /// \param now   milliseconds since 1970
  Senders(Visitors& visitors, const http::Request& request, std::uint64_t site, std::int64_t now);

  [[nodiscard]] Sender of(const Event& event);

  /// Whether somebody is not to be followed: the browser says so (Do Not Track, Global Privacy
  /// Control), or consent was denied.
  [[nodiscard]] bool is_passing(const Event& event) const {
    return asks_not_ || event.consent == Consent::Denied;
  }

 private:
  Visitors& visitors_;
  const http::Request& request_;
  std::uint64_t site_;
  std::int64_t now_;
  std::string agent_;
  bool asks_not_;
  std::optional<std::uint64_t> known_;
  std::optional<std::uint64_t> passing_;
};

}  // namespace throughline::collector
