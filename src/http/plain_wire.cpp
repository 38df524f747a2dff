#include "http/plain_wire.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <tuple>

#include "http/pieces.hpp"

namespace throughline::http {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

class PlainWire : public Wire {
 public:
  PlainWire(tcp::socket socket, std::span<char> buffer)
      : socket_(std::move(socket)), buffer_(buffer) {
    error_code ignored;
    std::ignore = socket_.non_blocking(true, ignored);
    std::ignore = socket_.set_option(tcp::no_delay(true), ignored);
  }

  void open(std::shared_ptr<WireUser> user) override { user->opened(); }

  // Waiting without a buffer, then reading at once, needs a buffer a loop and not a connection.
  void receive(std::shared_ptr<WireUser> user) override {
    socket_.async_wait(tcp::socket::wait_read,
                       [this, user = std::move(user)](const error_code& error) mutable {
                         error ? user->broken() : read(std::move(user));
                       });
  }

  void send(const std::vector<std::string_view>& pieces, std::shared_ptr<WireUser> user) override {
    socket_.async_write_some(first_pieces(pieces),
                             [user = std::move(user)](const error_code& error, std::size_t n) {
                               error ? user->broken() : user->sent(n);
                             });
  }

  std::size_t send_now(const std::vector<std::string_view>& pieces) override {
    error_code error;
    const auto n = socket_.write_some(first_pieces(pieces), error);
    return error ? 0 : n;
  }

  void finish() override {
    error_code ignored;
    std::ignore = socket_.shutdown(tcp::socket::shutdown_send, ignored);
  }

  void close() override {
    error_code ignored;
    std::ignore = socket_.close(ignored);
  }

 private:
  void read(std::shared_ptr<WireUser> user) {
    error_code error;
    const auto n = socket_.read_some(boost::asio::buffer(buffer_.data(), buffer_.size()), error);
    if (error == boost::asio::error::would_block) {
      receive(std::move(user));
    } else if (error) {
      user->broken();
    } else {
      user->received({buffer_.data(), n});
    }
  }

  tcp::socket socket_;
  std::span<char> buffer_;
};

}  // namespace

std::unique_ptr<Wire> plain_wire(tcp::socket socket, std::span<char> buffer) {
  return std::make_unique<PlainWire>(std::move(socket), buffer);
}

}  // namespace throughline::http
