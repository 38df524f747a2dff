#include "server/reply.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>
#include <charconv>

namespace throughline::test_server {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

constexpr int kHttp11 = 11;

// Which exceptions are the asker's fault, as ClickHouse's HTTPHandler.cpp has it; the rest is 500.
http::status status_of(int number) {
  constexpr std::array kNotFound = {16, 46, 47, 50, 56, 60, 81, 115};
  constexpr std::array kBadRequest = {6, 26, 27, 38, 41, 43, 53, 62, 70, 72, 130};
  constexpr std::array kForbidden = {192, 193, 516};
  const auto among = [number](const auto& numbers) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
  };
  return among(kNotFound)     ? http::status::not_found
         : among(kBadRequest) ? http::status::bad_request
         : among(kForbidden)  ? http::status::forbidden
                              : http::status::internal_server_error;
}

template <class Body>
void sign(http::response<Body>& response, const std::string& format) {
  response.set("X-ClickHouse-Server-Display-Name", "throughline_test_server");
  response.set("X-ClickHouse-Timezone", "UTC");
  response.set("X-ClickHouse-Format", format);
  response.set(http::field::content_type, "text/plain; charset=UTF-8");
}

}  // namespace

int number_of(std::string_view exception) {
  constexpr std::string_view kCode = "Code: ";
  int number = 0;
  if (exception.starts_with(kCode)) {
    std::from_chars(exception.data() + kCode.size(), exception.data() + exception.size(), number);
  }
  return number;
}

bool Reply::begin() {
  http::response<http::empty_body> response(http::status::ok, kHttp11);
  sign(response, format_);
  response.chunked(true);
  http::response_serializer<http::empty_body> serializer(response);
  error_code failed;
  http::write_header(socket_, serializer, failed);
  begun_ = true;
  return !failed;
}

bool Reply::send(std::string_view bytes) {
  if (!begun_ && !begin()) {
    return false;
  }
  error_code failed;
  boost::asio::write(
      socket_, http::make_chunk(boost::asio::buffer(bytes.data(), bytes.size())), failed);
  return !failed;
}

bool Reply::finish() {
  if (!begun_ && !begin()) {
    return false;
  }
  error_code failed;
  boost::asio::write(socket_, http::make_chunk_last(), failed);
  return !failed;
}

bool Reply::fail(std::string_view exception) {
  if (begun_) {
    send(exception);
    return false;
  }
  const int number = number_of(exception);
  http::response<http::string_body> response(status_of(number), kHttp11);
  sign(response, format_);
  response.set("X-ClickHouse-Exception-Code", std::to_string(number));
  response.body() = std::string(exception) + " (version 26.5.1.1)\n";
  response.prepare_payload();
  error_code failed;
  http::write(socket_, response, failed);
  return !failed;
}

}  // namespace throughline::test_server
