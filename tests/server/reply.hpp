#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <string_view>
#include <utility>  // before Asio, which forgets it

namespace throughline::test_server {

/// One answer on its way out, as ClickHouse words it: 200 and the rows in chunks; or a status, the
/// number of the exception and its text; or, where rows are out already, the text behind them and a
/// broken connection.
class Reply {
 public:
  Reply(boost::asio::ip::tcp::socket& socket, std::string format)
      : socket_(socket), format_(std::move(format)) {}

  /// Sends bytes of the answer; false: the other side has gone.
  bool send(std::string_view bytes);
  /// Ends a good answer; false: the other side has gone.
  bool finish();
  /// Ends an answer that failed; false: the connection is of no use any more.
  bool fail(std::string_view exception);

 private:
  bool begin();

  boost::asio::ip::tcp::socket& socket_;
  std::string format_;
  bool begun_ = false;
};

/// The number of an exception from its text, 0 if it has none.
[[nodiscard]] int number_of(std::string_view exception);

}  // namespace throughline::test_server
