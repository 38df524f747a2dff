#include "http/server.hpp"

#include <utility>
//
#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>
#include <thread>
#include <tuple>
#include <vector>

#include "http/connection.hpp"
#include "http/descriptors.hpp"
#include "http/plain_wire.hpp"
#include "http/tls.hpp"

namespace throughline::http {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

constexpr std::string_view kBusy =
    "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\n"
    "connection: close\r\n\r\n";

// Short enough that no time-out is late by more than a quarter of itself.
std::chrono::milliseconds clock_step(const ServerOptions& options) {
  using std::chrono::milliseconds;
  const auto shortest = std::min({options.request_time, options.idle_time, options.heartbeat});
  return std::clamp(shortest / 4, milliseconds(5), milliseconds(1000));
}

class LoopServer : public Server {
 public:
  LoopServer(const ServerOptions& options, Handler handler) {
    service_->options = options;
    service_->handler = std::move(handler);
    for (unsigned i = 0; i < std::max(1U, options.n_threads); ++i) {
      loops_.push_back(std::make_shared<Loop>(
          clock_step(options),
          [service = service_.get()](std::string_view what) { service->tell_fault(what); }));
    }
    acceptor_.emplace(loops_.front()->io());
    retry_.emplace(loops_.front()->io());
  }

  ~LoopServer() override { stop(std::chrono::seconds(0)); }

  LoopServer(const LoopServer&) = delete;
  LoopServer& operator=(const LoopServer&) = delete;

  Result<void> open() {
    const auto& options = service_->options;
    TL_TRY(service_->proxies, TrustedProxies::parse(options.trusted_proxies));
    raise_descriptor_limit(options.max_connections);
    if (options.rate) {
      service_->rates.emplace(*options.rate);
    }
    if (options.tls) {
      TL_TRY(tls_, load_tls(*options.tls));
    }
    TL_CHECK(bind());
    port_ = acceptor_->local_endpoint().port();
    accept();
    for (const auto& loop : loops_) {
      threads_.emplace_back([loop] { loop->run(); });
    }
    return {};
  }

  [[nodiscard]] std::uint16_t port() const override { return port_; }

  [[nodiscard]] Counters counters() const override {
    return {.n_open = service_->n_open,
            .n_streams = service_->n_streams,
            .n_accepted = service_->n_accepted,
            .n_refused = service_->n_refused,
            .n_requests = service_->n_requests,
            .n_limited = service_->n_limited};
  }

  void stop(std::chrono::seconds patience) override {
    if (service_->stopping.exchange(true)) {
      return;
    }
    loops_.front()->run_here([this] { close_acceptor(); });
    stop_connections(StopKind::WhenAnswered);
    {
      std::unique_lock lock(service_->closed_mutex);
      service_->closed.wait_for(lock, patience, [this] { return service_->n_open == 0; });
    }
    stop_connections(StopKind::AtOnce);
    for (const auto& loop : loops_) {
      boost::asio::post(loop->io(), [&loop] { loop->stop(); });
    }
    threads_.clear();
    service_->handler = nullptr;
  }

 private:
  Result<void> bind() {
    const auto& options = service_->options;
    error_code error;
    const auto address = boost::asio::ip::make_address(options.host, error);
    if (error) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("the address to listen on must be an IP address: {}", options.host),
                  "127.0.0.1 for this machine alone, 0.0.0.0 for everybody");
    }
    error = listen_on({address, options.port});
    if (error) {
      return fail(
          ErrorCode::Unavailable,
          fmt::format(
              "cannot listen on {} port {}: {}", options.host, options.port, error.message()),
          "choose another port, or stop what uses it");
    }
    return {};
  }

  error_code listen_on(const tcp::endpoint& endpoint) {
    error_code error;
    std::ignore = acceptor_->open(endpoint.protocol(), error) ||
                  acceptor_->set_option(tcp::acceptor::reuse_address(true), error) ||
                  acceptor_->bind(endpoint, error) || acceptor_->listen(4096, error);
    return error;
  }

  void close_acceptor() {
    error_code ignored;
    std::ignore = acceptor_->close(ignored);
    retry_->cancel();
  }

  void stop_connections(StopKind kind) {
    for (const auto& loop : loops_) {
      boost::asio::post(loop->io(), [loop = loop.get(), kind] { loop->stop_connections(kind); });
    }
  }

  // One socket accepts for all loops in turn. A socket a loop (SO_REUSEPORT) would let a second
  // server of the same user take half of our clients without an error.
  void accept() {
    auto& loop = *loops_[++next_ % loops_.size()];
    acceptor_->async_accept(loop.io(), [this](const error_code& error, tcp::socket socket) {
      if (!acceptor_->is_open()) {
        return;
      }
      if (!error) {
        welcome(loops_[next_ % loops_.size()], std::move(socket));
        return accept();
      }
      // Out of descriptors, most likely: those that are open may close meanwhile.
      retry_->expires_after(std::chrono::milliseconds(50));
      retry_->async_wait([this](const error_code& stopped) {
        if (!stopped) {
          accept();
        }
      });
    });
  }

  void welcome(const std::shared_ptr<Loop>& loop, tcp::socket socket) {
    error_code error;
    const auto from = socket.remote_endpoint(error);
    if (error) {
      return;
    }
    if (service_->n_open >= service_->options.max_connections) {
      ++service_->n_refused;
      std::ignore = socket.non_blocking(true, error);
      socket.write_some(boost::asio::buffer(kBusy.data(), kBusy.size()), error);
      return;
    }
    ++service_->n_open;
    ++service_->n_accepted;
    Origin peer{from.address().to_string(), tls_ ? Transport::Tls : Transport::Plain};
    auto wire =
        tls_ ? tls_wire(std::move(socket), *tls_) : plain_wire(std::move(socket), loop->buffer());
    auto connection =
        std::make_shared<Connection>(service_, loop, std::move(wire), std::move(peer));
    boost::asio::post(loop->io(), [connection = std::move(connection)] { connection->start(); });
  }

  std::shared_ptr<Service> service_ = std::make_shared<Service>();
  std::shared_ptr<boost::asio::ssl::context> tls_;
  std::vector<std::shared_ptr<Loop>> loops_;
  std::optional<tcp::acceptor> acceptor_;
  std::optional<boost::asio::steady_timer> retry_;
  std::size_t next_ = 0;
  std::uint16_t port_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::listen(const ServerOptions& options, Handler handler) {
  auto server = std::make_unique<LoopServer>(options, std::move(handler));
  TL_CHECK(server->open());
  return server;
}

}  // namespace throughline::http
