#pragma once

#include <string_view>

#include "http/message.hpp"

namespace throughline::access {

/// 127.0.0.0/8 and ::1, as text without port.
[[nodiscard]] bool is_loopback_address(std::string_view address);

/// A name that only this machine has: localhost, *.localhost, or a loopback address; a port may
/// follow. What a browser shows in its address bar is such a name or it was lured here (DNS
/// rebinding).
[[nodiscard]] bool is_loopback_host(std::string_view host);

/// Comes from this machine, under a name of this machine, and not by way of a proxy.
[[nodiscard]] bool is_local(const http::Request& request);

/// GET, HEAD and OPTIONS change nothing (RFC 9110, 9.2.1).
[[nodiscard]] bool is_safe(http::Method method);

/// Which page a browser says sent this request.
enum class Sender {
  Own,      ///< a page of the host that was asked
  Other,    ///< a page of another site, or of none
  Unknown,  ///< no header says so: a program, or an old browser
};

/// From Sec-Fetch-Site and Origin; what they say must agree.
[[nodiscard]] Sender sender_of(const http::Request& request);

/// May a request with a session's rights be done? Those that change must come from our own pages;
/// others must not be sent by a page of another site, but for links that are followed.
[[nodiscard]] bool may_come_from(const http::Request& request);

}  // namespace throughline::access
