#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "http/server.hpp"

namespace throughline::http {

/// What all connections of a server share.
struct Service {
  ServerOptions options;
  Handler handler;
  std::atomic<std::size_t> n_open = 0;
  std::atomic<std::uint64_t> n_refused = 0;  ///< connections beyond the limit
  std::atomic<bool> stopping = false;
  std::mutex closed_mutex;
  std::condition_variable closed;  ///< told when the last connection is
};

}  // namespace throughline::http
