#include "http/proxies.hpp"

#include <utility>
//
#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace throughline::http {

namespace {

using Bytes = std::array<unsigned char, 16>;

// IPv4 as the IPv6 addresses that stand for it, so that there is one kind.
std::optional<Bytes> address_bytes(std::string_view text) {
  namespace ip = boost::asio::ip;
  boost::system::error_code error;
  const auto address = ip::make_address(std::string(text), error);
  if (error) {
    return std::nullopt;
  }
  return address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes()
                         : address.to_v6().to_bytes();
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// "192.0.2.1:80", "[2001:db8::1]:80" and "[2001:db8::1]" without port and brackets.
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) {
    return text.substr(1, std::min(text.find(']'), text.size()) - 1);
  }
  return std::ranges::count(text, ':') == 1 ? text.substr(0, text.find(':')) : text;
}

std::string_view take_last(std::string_view& list) {
  const auto comma = list.rfind(',');
  const auto last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
  return trimmed(last);
}

// All values of a header that may stand several times, as if they stood in one.
std::string all_values(const Request& request, std::string_view name) {
  std::string all;
  for (const auto& header : request.headers) {
    if (header.name == name) {
      all.append(all.empty() ? "" : ",").append(header.value);
    }
  }
  return all;
}

bool begins_alike(const unsigned char* a, const unsigned char* b, unsigned n_bits) {
  if (!std::equal(a, a + n_bits / 8, b)) {
    return false;
  }
  const unsigned rest = 8 - n_bits % 8;
  return rest == 8 || (a[n_bits / 8] >> rest) == (b[n_bits / 8] >> rest);
}

}  // namespace

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& networks) {
  TrustedProxies proxies;
  for (const std::string_view text : networks) {
    const auto slash = std::min(text.find('/'), text.size());
    const auto bytes = address_bytes(text.substr(0, slash));
    const unsigned width = text.find(':') == std::string_view::npos ? 32 : 128;
    unsigned n_bits = width;
    const auto* end = text.data() + text.size();
    if (slash < text.size()) {
      const auto read = std::from_chars(text.data() + slash + 1, end, n_bits);
      n_bits = read.ec == std::errc() && read.ptr == end ? n_bits : 129;
    }
    if (!bytes || n_bits > width) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("a trusted proxy must be an address or a network: {}", text),
                  "for example 127.0.0.1 or 10.0.0.0/8");
    }
    proxies.networks_.push_back({{bytes->begin(), bytes->end()}, n_bits + 128 - width});
  }
  return proxies;
}

bool TrustedProxies::contains(std::string_view address) const {
  const auto bytes = address_bytes(address);
  return bytes && std::ranges::any_of(networks_, [&bytes](const Network& network) {
           return begins_alike(bytes->data(), network.bytes.data(), network.n_bits);
         });
}

Origin TrustedProxies::origin_of(const Request& request, Origin peer) const {
  if (networks_.empty() || !contains(peer.address)) {
    return peer;
  }
  const auto protocols = all_values(request, "x-forwarded-proto");
  std::string_view protocol_list = protocols;
  if (!protocols.empty()) {
    peer.transport = take_last(protocol_list) == "https" ? Transport::Tls : Transport::Plain;
  }
  const auto addresses = all_values(request, "x-forwarded-for");
  for (std::string_view list = addresses; !list.empty() && contains(peer.address);) {
    const auto address = without_port(take_last(list));
    if (!address_bytes(address)) {
      break;
    }
    peer.address = address;
  }
  return peer;
}

}  // namespace throughline::http
