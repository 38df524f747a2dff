#include "http/safe_headers.hpp"

#include <algorithm>
#include <array>

namespace throughline::http {

namespace {

struct SafeHeader {
  std::string_view name;
  std::string_view value;
};

constexpr std::array<SafeHeader, 5> kAlways = {
    {{"content-security-policy",
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
      "img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
      "form-action 'self'; frame-ancestors 'none'"},
     {"x-content-type-options", "nosniff"},
     {"referrer-policy", "same-origin"},
     {"cross-origin-opener-policy", "same-origin"},
     {"cross-origin-resource-policy", "same-origin"}}};
// A year; other names of the domain are not ours to decide about.
constexpr SafeHeader kByTls = {"strict-transport-security", "max-age=31536000"};

void append_unless_set(std::string& out, const Response& response, const SafeHeader& header) {
  if (std::ranges::find(response.headers, header.name, &Header::name) == response.headers.end()) {
    out.append(header.name).append(": ").append(header.value).append("\r\n");
  }
}

}  // namespace

void append_safe_headers(std::string& out, const Response& response, Transport transport) {
  for (const auto& header : kAlways) {
    append_unless_set(out, response, header);
  }
  if (transport == Transport::Tls) {
    append_unless_set(out, response, kByTls);
  }
}

}  // namespace throughline::http
