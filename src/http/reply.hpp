#pragma once

#include <memory>

#include "http/finish.hpp"
#include "http/loop.hpp"
#include "http/proxies.hpp"
#include "http/response_head.hpp"
#include "http/server.hpp"

namespace throughline::http {

class Connection;

/// What an answer must know of its request.
struct Exchange {
  Wishes wishes;
  Origin origin;
  std::string path;
  Moment started;
  AfterAnswer after = AfterAnswer::KeepAlive;
};

[[nodiscard]] std::unique_ptr<Reply> make_reply(std::shared_ptr<Loop> loop,
                                                std::weak_ptr<Connection> connection,
                                                Exchange exchange,
                                                std::size_t max_stream_waiting);

}  // namespace throughline::http
