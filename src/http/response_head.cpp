#include "http/response_head.hpp"

#include <utility>
//
#include <algorithm>
#include <boost/beast/http/status.hpp>
#include <charconv>
#include <ostream>

namespace throughline::http {

namespace {

void append_number(std::string& out, std::size_t number) {
  char digits[20];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  out.append(digits, end);
}

bool is_safe(const Header& header) {
  constexpr std::string_view kBreaks("\r\n\0", 3);
  return !header.name.empty() && header.name.find_first_of(": \r\n") == std::string::npos &&
         header.value.find_first_of(kBreaks) == std::string::npos;
}

// The length is ours to say: one that is wrong would shift every later answer of the connection.
bool is_ours(const Header& header) {
  return header.name == "content-length" || header.name == "connection" ||
         header.name == "transfer-encoding" || header.name == "date";
}

void append_length(std::string& out, const Response& response) {
  out.append("content-length: ");
  append_number(out, response.text().size());
  out.append("\r\n");
}

}  // namespace

std::string_view reason_of(unsigned status) {
  const auto text =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  return {text.data(), text.size()};
}

bool may_have_body(unsigned status) { return status >= 200 && status != 204 && status != 304; }

void append_head(std::string& out,
                 const Response& response,
                 std::string_view date,
                 Transport transport,
                 AfterAnswer after) {
  out.append("HTTP/1.1 ");
  append_number(out, response.status);
  out.append(" ").append(reason_of(response.status)).append("\r\ndate: ").append(date);
  out.append("\r\n");
  for (const auto& header : response.headers) {
    if (is_safe(header) && !is_ours(header)) {
      out.append(header.name).append(": ").append(header.value).append("\r\n");
    }
  }
  if (may_have_body(response.status)) {
    append_safe_headers(out, response, transport);
    append_length(out, response);
  }
  out.append(after == AfterAnswer::Close ? "connection: close\r\n\r\n" : "\r\n");
}

// It has no length, so it ends with the connection; nginx would hold it back unless told.
void append_stream_head(std::string& out, std::string_view date, Transport transport) {
  out.append("HTTP/1.1 200 OK\r\ndate: ").append(date);
  out.append("\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\n");
  append_safe_headers(out, {}, transport);
  out.append("x-accel-buffering: no\r\nconnection: close\r\n\r\n");
}

}  // namespace throughline::http
