#pragma once

#include <utility>
//
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <span>

#include "http/wire.hpp"

namespace throughline::http {

/// A TCP connection without TLS.
/// \param buffer  what is received lies here for the length of a call; shared by all of a loop, so
///                that a connection which says nothing costs no buffer
[[nodiscard]] std::unique_ptr<Wire> plain_wire(boost::asio::ip::tcp::socket socket,
                                               std::span<char> buffer);

}  // namespace throughline::http
