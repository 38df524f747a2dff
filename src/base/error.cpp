#include "base/error.hpp"

#include <cstdio>
#include <cstdlib>

namespace throughline {

std::string Place::text() const {
  std::string out = file;
  if (line > 0) {
    out += fmt::format(":{}", line);
    if (column > 0) {
      out += fmt::format(":{}", column);
    }
  }
  return out;
}

std::string Error::text() const {
  std::string out;
  if (const std::string where = place.text(); !where.empty()) {
    out += where + ": ";
  }
  out += message;
  if (!hint.empty()) {
    out += ". " + hint;
  }
  return out;
}

tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string hint) {
  return tl::unexpected(Error{code, std::move(message), std::move(hint), {}});
}

tl::unexpected<Error> fail(Error error) { return tl::unexpected(std::move(error)); }

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::CorruptData:
    case ErrorCode::NotFound:
    case ErrorCode::Unsupported:
    case ErrorCode::Conflict:
    case ErrorCode::TooLarge:
      return 2;
    case ErrorCode::Cancelled:
      return 130;
    case ErrorCode::Held:
    case ErrorCode::Unavailable:
    case ErrorCode::DiskFull:
    case ErrorCode::Internal:
      return 3;
  }
  return 3;
}

namespace detail {
void assertion_failed(const char* condition, const char* file, int line) {
  fmt::print(stderr,
             "throughline: internal error, please report it: {} at {}:{}\n",
             condition,
             file,
             line);
  std::abort();
}
}  // namespace detail

}  // namespace throughline
