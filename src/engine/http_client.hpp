#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"

namespace throughline::engine {

/// What a request sends, piece by piece, so that a body is never held whole.
struct HttpBody {
  std::function<std::string_view()>
      next;                       ///< the next bytes, valid until the next call; empty at the end
  std::function<void()> restart;  ///< begins again
};

[[nodiscard]] HttpBody body_of(std::string_view text);  ///< looks into `text`

/// The same URL on another host. Errors: InvalidArgument (the URL).
[[nodiscard]] Result<std::string> url_on_host(const std::string& url, const std::string& host);

struct HttpTarget {
  std::string url;  ///< http://host:port, without path
  std::string user;
  std::string password;
  int timeout_seconds = 600;  ///< longest silence of the server
};

/// May a request be sent twice? An idle connection that the server has closed is found out only by
/// using it; then a question is asked again, but rows are not sent again.
enum class Repeat { Safe, Never };

struct HttpRequest {
  std::vector<std::pair<std::string, std::string>> arguments;  ///< of the URL, not yet encoded
  HttpBody body;
  Repeat repeat = Repeat::Never;
};

struct HttpAnswer {
  long status = 0;      ///< 200: everything went to the sink
  std::string refusal;  ///< the first 64 KiB of the body of any other status
};

/// Posts to one server over connections that stay open between calls. Not for several threads at
/// once.
class HttpClient {
 public:
  /// Errors: InvalidArgument if the URL is not http(s)://host[:port][/path].
  [[nodiscard]] static Result<HttpClient> create(const HttpTarget& target);

  /// Sends the request and hands on the bytes of a good answer as they arrive. An error of the sink
  /// breaks the connection, which stops the server's work, and is returned.
  /// Errors: Unavailable if the server cannot be reached, is silent for too long or breaks off.
  [[nodiscard]] Result<HttpAnswer> post(const HttpRequest& request, const BytesSink& sink);

  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

 private:
  struct Handle;
  explicit HttpClient(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

}  // namespace throughline::engine
