#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace throughline::http {

enum class Method : std::uint8_t { Get, Head, Post, Put, Delete, Options, Other };

/// A header field; names are kept in lower case.
struct Header {
  std::string name;
  std::string value;
};

/// A name and a value of the query, both decoded.
using Parameter = std::pair<std::string, std::string>;

/// A request that was read whole and is well formed.
struct Request {
  Method method = Method::Get;
  std::string target;                 ///< as it was sent
  std::string path;                   ///< decoded, begins with "/", has no "." or ".." in it
  std::vector<Parameter> parameters;  ///< of the query, in order
  std::vector<Header> headers;
  std::string body;     ///< decompressed
  std::string address;  ///< of the client, as text and without port
  bool secure = false;  ///< came by TLS, ours or that of a proxy that is trusted

  /// Value of a header field, "" where it is missing. \param name  in lower case
  [[nodiscard]] std::string_view header(std::string_view name) const;
  /// First value of a parameter of the query.
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
  /// Value of a cookie.
  [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
};

/// Bytes that live as long as the program are sent without being copied.
using Body = std::variant<std::string, std::string_view>;

/// An answer. Length, date, compression, ETag of a body and the headers that keep browsers safe
/// are the server's to add.
struct Response {
  unsigned status = 200;
  std::vector<Header> headers;
  Body body;

  [[nodiscard]] std::string_view text() const;
};

[[nodiscard]] Response json_response(std::string body, unsigned status = 200);
/// An error for programs and people: {"error":{"message":..., "hint":...}}.
[[nodiscard]] Response error_response(unsigned status,
                                      std::string_view message,
                                      std::string_view hint = {});

}  // namespace throughline::http
