#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "http/message.hpp"

namespace throughline::server {

inline constexpr const char* kJson = "application/json; charset=utf-8";

/// What a resource answers when all went well.
struct Answer {
  std::string text;
  std::string type = kJson;
  std::string file;  ///< name under which a browser saves it; "" = it shows it
};

/// The HTTP status of an error, as docs/commands/README.md lists them.
[[nodiscard]] unsigned status_of(ErrorCode code);

/// {"error":{"message", "hint"}} with its status; a 503 says when to come again.
[[nodiscard]] http::Response response_of(const Error& error);

/// An object's text with further members put in before its end; neither is read.
/// \param members  "\"user\":null,\"csrf\":\"\""
[[nodiscard]] std::string with_members(std::string_view object, std::string_view members);

}  // namespace throughline::server
