#include "server/answer.hpp"

namespace throughline::server {

unsigned status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidArgument:
      return 400;
    case ErrorCode::CorruptData:
      return 422;
    case ErrorCode::NotFound:
      return 404;
    case ErrorCode::Unsupported:
      return 501;
    case ErrorCode::Conflict:
    case ErrorCode::Held:
      return 409;
    case ErrorCode::TooLarge:
      return 413;
    case ErrorCode::Unavailable:
      return 503;
    case ErrorCode::DiskFull:
      return 507;
    case ErrorCode::Cancelled:
      return 499;
    case ErrorCode::Internal:
      break;
  }
  return 500;
}

http::Response response_of(const Error& error) {
  std::string message = error.message;
  if (const std::string place = error.place.text(); !place.empty()) {
    message = place + ": " + message;
  }
  http::Response response = http::error_response(status_of(error.code), message, error.hint);
  if (response.status == 503) {
    response.headers.push_back({"retry-after", "2"});
  }
  return response;
}

std::string with_members(std::string_view object, std::string_view members) {
  const std::size_t end = object.rfind('}');
  if (end == std::string_view::npos || members.empty()) {
    return std::string(object);
  }
  std::string text(object.substr(0, end));
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
    text.pop_back();
  }
  text.append(text.ends_with('{') ? "" : ",").append(members).append("}\n");
  return text;
}

}  // namespace throughline::server
