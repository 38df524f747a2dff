#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <tuple>
#include <vector>

#include "http/tls.hpp"

namespace throughline::http {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

// What a record holds at most.
constexpr std::size_t kBufferSize = std::size_t{16} << 10;

class TlsWire : public Wire {
 public:
  TlsWire(tcp::socket socket, boost::asio::ssl::context& tls) : stream_(std::move(socket), tls) {
    error_code ignored;
    std::ignore = stream_.next_layer().set_option(tcp::no_delay(true), ignored);
  }

  void open(std::shared_ptr<WireUser> user) override {
    stream_.async_handshake(boost::asio::ssl::stream_base::server,
                            [user = std::move(user)](const error_code& error) {
                              error ? user->broken() : user->opened();
                            });
  }

  void receive(std::shared_ptr<WireUser> user) override {
    if (finished_) {
      return say_goodbye(std::move(user));
    }
    buffer_.resize(kBufferSize);
    stream_.async_read_some(boost::asio::buffer(buffer_),
                            [this, user = std::move(user)](const error_code& error, std::size_t n) {
                              error ? user->broken() : user->received({buffer_.data(), n});
                            });
  }

  void send(const std::vector<std::string_view>& pieces, std::shared_ptr<WireUser> user) override {
    // A record is made of one piece; short ones were gathered before.
    stream_.async_write_some(boost::asio::buffer(pieces.front().data(), pieces.front().size()),
                             [user = std::move(user)](const error_code& error, std::size_t n) {
                               error ? user->broken() : user->sent(n);
                             });
  }

  std::size_t send_now(const std::vector<std::string_view>& /*pieces*/) override { return 0; }

  void finish() override { finished_ = true; }

  void close() override {
    error_code ignored;
    std::ignore = stream_.next_layer().close(ignored);
  }

 private:
  // Tells the client that nothing was cut off, and waits until it says the same.
  void say_goodbye(std::shared_ptr<WireUser> user) {
    stream_.async_shutdown([user = std::move(user)](const error_code&) { user->broken(); });
  }

  boost::asio::ssl::stream<tcp::socket> stream_;
  std::vector<char> buffer_;
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<Wire> tls_wire(tcp::socket socket, boost::asio::ssl::context& tls) {
  return std::make_unique<TlsWire>(std::move(socket), tls);
}

}  // namespace throughline::http
