#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "http/message.hpp"
#include "http/safe_headers.hpp"

namespace throughline::http {

/// Where a request came from.
struct Origin {
  std::string address;
  Transport transport = Transport::Plain;
};

/// The proxies whose word on where a request came from is taken.
class TrustedProxies {
 public:
  /// \param networks  addresses or networks, as "127.0.0.1", "10.0.0.0/8", "fd00::/8"
  /// Errors: InvalidArgument for what is neither.
  [[nodiscard]] static Result<TrustedProxies> parse(const std::vector<std::string>& networks);

  /// Who asked, by X-Forwarded-For from its end, where each proxy adds whom it saw: the last that
  /// is no proxy of ours. What stands before it was written by the client, so it is not believed.
  [[nodiscard]] Origin origin_of(const Request& request, Origin peer) const;

 private:
  struct Network {
    std::vector<unsigned char> bytes;  // as IPv6
    unsigned n_bits = 0;
  };

  [[nodiscard]] bool contains(std::string_view address) const;

  std::vector<Network> networks_;
};

}  // namespace throughline::http
