#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace throughline {

/// What kind of thing went wrong; decides the exit code and the HTTP status
/// (docs/commands/README.md).
enum class ErrorCode {
  InvalidArgument,  ///< the user asked for something that cannot be
  CorruptData,      ///< a file or answer is not what it claims to be
  NotFound,
  Unsupported,
  Conflict,  ///< the request is fine, but not in this state
  Held,      ///< another process holds the store
  TooLarge,
  Unavailable,  ///< another process, the network or the disk said no
  DiskFull,
  Cancelled,
  Internal,  ///< our own fault
};

/// A place in an input file, as people count: line and column from 1; 0 = not known.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;

  /// "file:line:column", leaving out what is not known.
  [[nodiscard]] std::string text() const;
};

/// An error as a value: what happened, where, and what to do next.
struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;  ///< one sentence, without full stop
  std::string hint;     ///< what to do next; may be empty
  Place place;

  /// Everything in one paragraph, as it is shown to people.
  [[nodiscard]] std::string text() const;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] tl::unexpected<Error> fail(ErrorCode code,
                                         std::string message,
                                         std::string hint = {});
[[nodiscard]] tl::unexpected<Error> fail(Error error);

/// 0 done, 2 unusable input, 3 could not, 130 cancelled.
[[nodiscard]] int exit_code(ErrorCode code);

namespace detail {
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}

}  // namespace throughline

// Takes the value of a Result, or returns its error from the calling function. The declaration
// comes first so that it reads like one: TL_TRY(const auto fields, split(line));
#define TL_CONCAT_INNER(a, b) a##b
#define TL_CONCAT(a, b) TL_CONCAT_INNER(a, b)
#define TL_TRY_INNER(tmp, declaration, ...)          \
  auto tmp = (__VA_ARGS__);                          \
  if (!tmp) {                                        \
    return ::tl::unexpected(std::move(tmp).error()); \
  }                                                  \
  declaration = *std::move(tmp)
#define TL_TRY(declaration, ...) \
  TL_TRY_INNER(TL_CONCAT(tl_try_, __COUNTER__), declaration, __VA_ARGS__)

// The same for a Result<void>.
#define TL_CHECK_INNER(tmp, ...)                     \
  if (auto tmp = (__VA_ARGS__); !tmp) {              \
    return ::tl::unexpected(std::move(tmp).error()); \
  }                                                  \
  static_assert(true)
#define TL_CHECK(...) TL_CHECK_INNER(TL_CONCAT(tl_check_, __COUNTER__), __VA_ARGS__)

// For what only our own mistake can break; on in every build, since a wrong figure is worse than a
// stop.
#define TL_ASSERT(condition)          \
  ((condition) ? static_cast<void>(0) \
               : ::throughline::detail::assertion_failed(#condition, __FILE__, __LINE__))
