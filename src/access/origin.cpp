#include "access/origin.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <string>

namespace throughline::access {
namespace {

std::string lowered(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return low;
}

// "host:80" -> "host", "[::1]:80" -> "::1".
std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    return end == std::string_view::npos ? std::string_view() : host.substr(1, end - 1);
  }
  return host.substr(0, host.rfind(':'));
}

// A host with the port that its scheme implies left out.
std::string plain_host(std::string_view host, std::string_view scheme) {
  std::string low = lowered(host);
  const std::string_view implied = scheme == "https" ? ":443" : ":80";
  if (low.ends_with(implied)) {
    low.resize(low.size() - implied.size());
  }
  return low;
}

// An origin is scheme://host[:port]. Where a proxy ends TLS without telling us, the page's scheme
// is https and ours http.
bool is_own_origin(std::string_view origin, const http::Request& request) {
  const std::size_t colon = origin.find("://");
  if (colon == std::string_view::npos) {
    return false;  // "null"
  }
  const std::string scheme = lowered(origin.substr(0, colon));
  const bool known = scheme == "https" || (scheme == "http" && !request.secure);
  const std::string_view host = request.header("host");
  return known && !host.empty() &&
         plain_host(origin.substr(colon + 3), scheme) == plain_host(host, scheme);
}

}  // namespace

bool is_loopback_address(std::string_view address) {
  const std::string text(address);
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) {
    return (ntohl(four.s_addr) >> 24) == 127;
  }
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1) {
    return false;
  }
  constexpr int kMappedFirst = 12;  // ::ffff:127.0.0.1
  return IN6_IS_ADDR_LOOPBACK(&six) ||
         (IN6_IS_ADDR_V4MAPPED(&six) && six.s6_addr[kMappedFirst] == 127);
}

bool is_loopback_host(std::string_view host) {
  if (is_loopback_address(host)) {
    return true;  // an IPv6 address without brackets has colons, but no port
  }
  const std::string name = lowered(without_port(host));
  return name == "localhost" || name.ends_with(".localhost") || is_loopback_address(name);
}

bool is_local(const http::Request& request) {
  constexpr std::array<std::string_view, 5> kOfProxies = {
      "forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"};
  return is_loopback_address(request.address) && is_loopback_host(request.header("host")) &&
         std::none_of(kOfProxies.begin(), kOfProxies.end(), [&](std::string_view name) {
           return !request.header(name).empty();
         });
}

bool is_safe(http::Method method) {
  return method == http::Method::Get || method == http::Method::Head ||
         method == http::Method::Options;
}

Sender sender_of(const http::Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  const std::string_view origin = request.header("origin");
  if (!origin.empty() && !is_own_origin(origin, request)) {
    return Sender::Other;
  }
  if (!site.empty() && site != "same-origin") {
    return Sender::Other;
  }
  return site.empty() && origin.empty() ? Sender::Unknown : Sender::Own;
}

bool may_come_from(const http::Request& request) {
  const Sender sender = sender_of(request);
  if (!is_safe(request.method)) {
    return sender == Sender::Own;
  }
  const bool followed =
      request.header("sec-fetch-mode") == "navigate" || request.header("sec-fetch-site") == "none";
  return sender != Sender::Other || followed;
}

}  // namespace throughline::access
