#pragma once

#include <memory>

#include "http/server.hpp"

namespace throughline::http {

class Connection;
class Loop;

/// What an answer must know of its request.
struct Exchange {
  Method method = Method::Get;
  bool keep_alive = true;
};

[[nodiscard]] std::unique_ptr<Reply> make_reply(std::shared_ptr<Loop> loop,
                                                std::weak_ptr<Connection> connection,
                                                Exchange exchange);

}  // namespace throughline::http
