#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "http/client_rate.hpp"
#include "http/message.hpp"

namespace throughline::http {

/// An answer that goes on: events are sent as they happen, until either side hangs up. May be used
/// from any thread; what cannot be sent soon enough is dropped with its client, so that a slow one
/// costs no memory.
class EventStream {
 public:
  virtual ~EventStream() = default;
  /// Sends one event. \returns false once the client is gone
  virtual bool send(std::string_view event, std::string_view data) = 0;
};

/// The one answer to a request; it may be given later and from any thread. A Reply that is dropped
/// answers 500, since a client must never wait for nothing.
class Reply {
 public:
  virtual ~Reply() = default;
  /// Compresses and tags the body on the calling thread, then leaves it to the connection's.
  virtual void send(Response response) = 0;
  /// Begins a stream of server-sent events in place of an answer.
  [[nodiscard]] virtual std::shared_ptr<EventStream> stream() = 0;
};

/// Called on the threads that read and write: it must not block. Work that takes time goes to a
/// thread of its own and replies from there.
using Handler = std::function<void(Request request, std::unique_ptr<Reply> reply)>;

struct TlsFiles {
  std::filesystem::path certificate;  ///< PEM, with its chain
  std::filesystem::path key;          ///< PEM
};

/// What was answered, for logs and metrics.
struct Answered {
  Method method = Method::Get;
  std::string path;  ///< "" where the request was not understood
  std::string address;
  unsigned status = 0;
  std::size_t bytes = 0;  ///< sent or about to be, with headers
  std::chrono::microseconds
      duration;  ///< from the request being read to its answer; of a stream, to its end
};

/// Told of each answer, on the threads that read and write: it must not block.
using Observer = std::function<void(const Answered& answered)>;

/// Since the server began.
struct Counters {
  std::size_t n_open = 0;        ///< connections now
  std::size_t n_streams = 0;     ///< of these, with a stream of events
  std::uint64_t n_accepted = 0;  ///< connections
  std::uint64_t n_refused = 0;   ///< connections beyond the most that may be open
  std::uint64_t n_requests = 0;
  std::uint64_t n_limited = 0;  ///< requests of clients that made too many
};

struct ServerOptions {
  std::string host = "127.0.0.1";  ///< an address, v4 or v6
  std::uint16_t port = 8080;       ///< 0 = any free one
  unsigned n_threads = 2;
  std::optional<TlsFiles> tls;
  std::size_t max_body = std::size_t{4} << 20;
  std::size_t max_header = std::size_t{16} << 10;
  std::size_t max_connections = 20'000;
  std::chrono::milliseconds request_time{30'000};  ///< for a whole request to arrive
  std::chrono::milliseconds idle_time{
      75'000};  ///< for which a connection may neither say nor read anything
  std::chrono::milliseconds heartbeat{15'000};  ///< between signs of life on a stream of events
  std::size_t max_stream_waiting = std::size_t{1} << 20;  ///< bytes; a stream with more is dropped
  std::optional<RateLimit> rate;  ///< for each client; no limit where it is not set
  std::vector<std::string>
      trusted_proxies;  ///< addresses or networks whose X-Forwarded-For and -Proto are believed
  Observer observer;
  std::function<void(std::string_view what)> on_fault;  ///< told of exceptions out of the handler
};

/// Listens, reads requests, hands them to the handler and writes what it answers: HTTP/1.1 with
/// keep-alive, and TLS where a certificate is given.
class Server {
 public:
  /// Errors: Unavailable if the address cannot be had; InvalidArgument for an address, a proxy or a
  /// certificate that is none.
  [[nodiscard]] static Result<std::unique_ptr<Server>> listen(const ServerOptions& options,
                                                              Handler handler);
  virtual ~Server() = default;

  [[nodiscard]] virtual std::uint16_t port() const = 0;
  [[nodiscard]] virtual Counters counters() const = 0;
  /// Takes no new request, gives those at work `patience` to be answered, and hangs up. Not for a
  /// handler to call.
  virtual void stop(std::chrono::seconds patience) = 0;
};

}  // namespace throughline::http
