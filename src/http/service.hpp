#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "http/client_rate.hpp"
#include "http/proxies.hpp"
#include "http/server.hpp"

namespace throughline::http {

/// What all connections of a server share.
struct Service {
  void tell_fault(std::string_view what) const {
    if (options.on_fault) {
      options.on_fault(what);
    }
  }

  ServerOptions options;
  Handler handler;
  std::optional<ClientRates> rates;
  TrustedProxies proxies;
  std::atomic<std::size_t> n_open = 0;
  std::atomic<std::size_t> n_streams = 0;
  std::atomic<std::uint64_t> n_accepted = 0;
  std::atomic<std::uint64_t> n_refused = 0;
  std::atomic<std::uint64_t> n_requests = 0;
  std::atomic<std::uint64_t> n_limited = 0;
  std::atomic<bool> stopping = false;
  std::mutex closed_mutex;
  std::condition_variable closed;  ///< told when the last connection is
};

}  // namespace throughline::http
