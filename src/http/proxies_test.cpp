#include "http/proxies.hpp"

#include <gtest/gtest.h>

namespace throughline::http {
namespace {

std::string address_of(const std::vector<std::string>& trusted,
                       std::string peer,
                       std::vector<std::string> forwarded) {
  Request request;
  for (auto& value : forwarded) {
    request.headers.push_back({"x-forwarded-for", std::move(value)});
  }
  return TrustedProxies::parse(trusted)
      .value()
      .origin_of(request, {.address = std::move(peer)})
      .address;
}

TEST(TrustedProxies, AreTheOnlyOnesThatAreBelieved) {
  EXPECT_EQ(address_of({}, "127.0.0.1", {"192.0.2.1"}), "127.0.0.1");
  EXPECT_EQ(address_of({"10.0.0.0/8"}, "192.0.2.9", {"192.0.2.1"}), "192.0.2.9");
  EXPECT_EQ(address_of({"10.0.0.0/8"}, "10.1.2.3", {"192.0.2.1"}), "192.0.2.1");
}

TEST(TrustedProxies, DoNotMakeUsBelieveWhatTheClientWrote) {
  EXPECT_EQ(address_of({"10.0.0.0/8"}, "10.0.0.1", {"1.1.1.1, 192.0.2.1"}), "192.0.2.1");
  EXPECT_EQ(address_of({"10.0.0.0/8"}, "10.0.0.1", {"1.1.1.1", "192.0.2.1, 10.0.0.2"}),
            "192.0.2.1");
  EXPECT_EQ(address_of({"10.0.0.0/8"}, "10.0.0.1", {"1.1.1.1, nonsense, 10.0.0.2"}), "10.0.0.2");
}

TEST(TrustedProxies, MayNotSayAnything) {
  EXPECT_EQ(address_of({"::1"}, "::1", {}), "::1");
  EXPECT_EQ(address_of({"::1"}, "::1", {""}), "::1");
  EXPECT_EQ(address_of({"::1"}, "::1", {","}), "::1");
}

TEST(TrustedProxies, MayNamePortsAndIPv6) {
  EXPECT_EQ(address_of({"127.0.0.1"}, "127.0.0.1", {"192.0.2.1:1234"}), "192.0.2.1");
  EXPECT_EQ(address_of({"127.0.0.1"}, "127.0.0.1", {"[2001:db8::1]:1234"}), "2001:db8::1");
  EXPECT_EQ(address_of({"127.0.0.1"}, "127.0.0.1", {"2001:db8::1"}), "2001:db8::1");
  EXPECT_EQ(address_of({"127.0.0.1"}, "127.0.0.1", {"["}), "127.0.0.1");
  EXPECT_EQ(address_of({"127.0.0.1"}, "::ffff:127.0.0.1", {"192.0.2.1"}), "192.0.2.1");
}

TEST(TrustedProxies, AreNetworksOfAnyLength) {
  EXPECT_EQ(address_of({"10.64.0.0/10"}, "10.127.255.255", {"192.0.2.1"}), "192.0.2.1");
  EXPECT_EQ(address_of({"10.64.0.0/10"}, "10.128.0.0", {"192.0.2.1"}), "10.128.0.0");
  EXPECT_EQ(address_of({"0.0.0.0/0"}, "203.0.113.5", {"2001:db8::1"}), "2001:db8::1");
  EXPECT_EQ(address_of({"fd00::/8"}, "fdab::1", {"192.0.2.1"}), "192.0.2.1");
}

TEST(TrustedProxies, SayWhetherTheClientCameByTls) {
  const auto proxies = TrustedProxies::parse({"127.0.0.1"}).value();
  const auto transport_of = [&proxies](std::string protocol, std::string peer) {
    return proxies
        .origin_of({.headers = {{"x-forwarded-proto", std::move(protocol)}}},
                   {.address = std::move(peer)})
        .transport;
  };
  EXPECT_EQ(transport_of("https", "127.0.0.1"), Transport::Tls);
  EXPECT_EQ(transport_of("https, http", "127.0.0.1"), Transport::Plain);
  EXPECT_EQ(transport_of("https", "192.0.2.1"), Transport::Plain);
}

TEST(TrustedProxies, RefuseWhatIsNoNetwork) {
  for (const auto* text :
       {"", "proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::1/129", "/8"}) {
    EXPECT_FALSE(TrustedProxies::parse({text})) << text;
  }
}

}  // namespace
}  // namespace throughline::http
