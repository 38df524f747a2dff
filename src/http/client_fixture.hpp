#pragma once

#include <arpa/inet.h>
#include <cstdint>
#include <gtest/gtest.h>
#include <map>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace throughline::http {

/// An answer as a test looks at it; header names are in lower case.
struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;
  std::string body;
};

/// A client on a bare socket, so that a test can send what no library would. Waits for what it
/// reads; a server that never answers fails the test after a minute.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval minute{.tv_sec = 60, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &minute, sizeof minute);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int failed =
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    EXPECT_EQ(failed, 0) << "cannot reach port " << port;
  }

  ~Client() { hang_up(); }

  Client(Client&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), unread_(std::move(other.unread_)) {}

  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  Client& operator=(Client&&) = delete;

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) {
        return;  // the server hung up, which the test sees when it reads
      }
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }

  Answer get(std::string_view target, std::string_view headers = {}) {
    send(std::string("GET ")
             .append(target)
             .append(" HTTP/1.1\r\nHost: test\r\n")
             .append(headers)
             .append("\r\n"));
    return answer();
  }

  Answer post(std::string_view target, std::string_view body, std::string_view headers = {}) {
    send(std::string("POST ").append(target).append(" HTTP/1.1\r\nHost: test\r\nContent-Length: "));
    send(std::to_string(body.size()) + "\r\n");
    send(std::string(headers).append("\r\n").append(body));
    return answer();
  }

  /// The next answer whole; status 0 if the server hung up instead.
  Answer answer() {
    Answer answer = head();
    if (const auto length = answer.headers.find("content-length"); length != answer.headers.end()) {
      answer.body = take(std::stoul(length->second));
    }
    return answer;
  }

  /// The next answer without body, as one to HEAD is.
  Answer head() {
    Answer answer;
    auto line = take_line();
    answer.status = line.size() < 12 ? 0 : std::stoi(line.substr(9, 3));
    for (line = take_line(); !line.empty(); line = take_line()) {
      const auto colon = line.find(": ");
      answer.headers[line.substr(0, colon)] =
          colon == std::string::npos ? "" : line.substr(colon + 2);
    }
    return answer;
  }

  /// Reads up to `end` and with it; less if the server hung up.
  std::string take_until(std::string_view end) {
    std::size_t found = unread_.find(end);
    while (found == std::string::npos && read_some()) {
      found = unread_.find(end);
    }
    return take(found == std::string::npos ? unread_.size() : found + end.size());
  }

  /// Whether the server hangs up without saying more.
  bool is_closed() { return unread_.empty() && !read_some(); }

  /// Everything until the server hangs up.
  std::string take_rest() {
    while (read_some()) {
    }
    return std::exchange(unread_, {});
  }

  void hang_up() {
    if (socket_ >= 0) {
      ::close(std::exchange(socket_, -1));
    }
  }

  /// Says that nothing more will be sent.
  void finish() { ::shutdown(socket_, SHUT_WR); }

 private:
  bool read_some() {
    char bytes[16384];
    const auto n = ::recv(socket_, bytes, sizeof bytes, 0);
    EXPECT_FALSE(n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) << "the server says nothing";
    unread_.append(bytes, n > 0 ? static_cast<std::size_t>(n) : 0);
    return n > 0;
  }

  std::string take(std::size_t n) {
    while (unread_.size() < n && read_some()) {
    }
    std::string bytes = unread_.substr(0, n);
    unread_.erase(0, n);
    return bytes;
  }

  std::string take_line() {
    std::string line = take_until("\r\n");
    return line.size() < 2 ? line : line.substr(0, line.size() - 2);
  }

  int socket_;
  std::string unread_;
};

}  // namespace throughline::http
