#include "holder/unix_socket.hpp"

#include <array>
#include <sys/socket.h>

#include "holder/socket_fixture.hpp"

namespace throughline::holder {
namespace {

using UnixSocket = SocketFixture;

std::string said_over(const Descriptor& listener, const std::filesystem::path& socket) {
  const auto asking = connect_to(socket);
  if (!asking) {
    return asking.error().message;
  }
  const Descriptor answering(accept(listener.get(), nullptr, nullptr));
  EXPECT_TRUE(send_all(*asking, "hello").has_value());
  std::array<char, 16> buffer{};
  return {buffer.data(), receive(answering, buffer)};
}

TEST_F(UnixSocket, IsClosedToOtherUsers) {
  const auto listener = listen_on(socket_);
  ASSERT_TRUE(listener.has_value()) << listener.error().text();
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(socket_).permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(UnixSocket, WorksBelowAFolderWhosePathIsLongerThanAnAddress) {
  const auto deep = folder_ / std::string(100, 'a') / std::string(200, 'b');
  std::filesystem::create_directories(deep);
  const auto listener = listen_on(deep / "socket");
  ASSERT_TRUE(listener.has_value()) << listener.error().text();
  EXPECT_EQ(said_over(*listener, deep / "socket"), "hello");
}

TEST_F(UnixSocket, ReplacesTheFileThatAKilledHolderLeft) {
  {
    const auto left = listen_on(socket_);
  }
  EXPECT_FALSE(connect_to(socket_).has_value());
  const auto listener = listen_on(socket_);
  ASSERT_TRUE(listener.has_value()) << listener.error().text();
  EXPECT_EQ(said_over(*listener, socket_), "hello");
}

TEST_F(UnixSocket, InAFolderThatIsNotThereSaysSo) {
  const auto listener = listen_on(folder_ / "none" / "socket");
  ASSERT_FALSE(listener.has_value());
  EXPECT_EQ(listener.error().code, ErrorCode::Unavailable);
  EXPECT_NE(listener.error().message.find("No such file"), std::string::npos);
}

TEST_F(UnixSocket, SendingToWhoeverIsGoneIsAnErrorAndNoSignal) {
  auto ends = stream_pair();
  ASSERT_TRUE(ends.has_value());
  {
    const Descriptor gone = std::move(ends->second);
  }
  const auto sent = send_all(ends->first, "hello");
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace throughline::holder
