#include "access/credentials.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>

#include "access/json_file.hpp"
#include "access/password.hpp"

namespace throughline::access {
namespace {

constexpr std::size_t kLongestBody = 4096;
constexpr std::size_t kLongestName = 64;

}  // namespace

std::optional<Credentials> parse_credentials(std::string_view body) {
  if (body.size() > kLongestBody) {
    return std::nullopt;
  }
  const nlohmann::json document = nlohmann::json::parse(body, nullptr, false);
  if (!document.is_object()) {
    return std::nullopt;
  }
  const auto name = text_field(document, "name");
  const auto password = text_field(document, "password");
  if (!name || !password || name->size() > kLongestName || password->size() > kLongestPassword) {
    return std::nullopt;
  }
  return Credentials{.name = *name, .password = *password};
}

std::string network_of(std::string_view address) {
  const std::string text(address);
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1 || IN6_IS_ADDR_V4MAPPED(&six)) {
    return text;
  }
  constexpr std::size_t kNetworkBytes = 8;
  std::fill(std::begin(six.s6_addr) + kNetworkBytes, std::end(six.s6_addr), std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> out{};
  inet_ntop(AF_INET6, &six, out.data(), out.size());
  return out.data();
}

}  // namespace throughline::access
