#pragma once

#include <utility>
//
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "base/error.hpp"
#include "http/server.hpp"
#include "http/wire.hpp"

namespace throughline::http {

/// What a TLS server shows and speaks: TLS 1.2 and later, HTTP/1.1.
/// Errors: InvalidArgument if a file cannot be read, or the key is not the certificate's.
[[nodiscard]] Result<std::shared_ptr<boost::asio::ssl::context>> load_tls(const TlsFiles& files);

/// A TCP connection with TLS. \param tls  outlives it
[[nodiscard]] std::unique_ptr<Wire> tls_wire(boost::asio::ip::tcp::socket socket,
                                             boost::asio::ssl::context& tls);

}  // namespace throughline::http
