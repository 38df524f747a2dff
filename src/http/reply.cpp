#include "http/reply.hpp"

#include "http/connection.hpp"
#include "http/event_text.hpp"

namespace throughline::http {

namespace {

// More than this waits for a client only if it does not read.
constexpr std::size_t kMaxWaiting = std::size_t{256} << 10;

class ConnectionStream : public EventStream {
 public:
  ConnectionStream(std::shared_ptr<Loop> loop,
                   std::weak_ptr<Connection> connection,
                   std::shared_ptr<StreamState> state)
      : loop_(std::move(loop)), connection_(std::move(connection)), state_(std::move(state)) {}

  ~ConnectionStream() override {
    on_connection([](Connection& connection) { connection.end_stream(); });
  }

  ConnectionStream(const ConnectionStream&) = delete;
  ConnectionStream& operator=(const ConnectionStream&) = delete;

  bool send(std::string_view event, std::string_view data) override {
    if (state_->gone) {
      return false;
    }
    auto text = event_text(event, data);
    if ((state_->n_waiting += text.size()) > kMaxWaiting) {
      state_->gone = true;
      on_connection([](Connection& connection) { connection.broken(); });
      return false;
    }
    on_connection([text = std::move(text)](Connection& connection) mutable {
      connection.stream_text(std::move(text));
    });
    return true;
  }

 private:
  template <class Work>
  void on_connection(Work&& work) {
    loop_->run_here([to = connection_, work = std::forward<Work>(work)]() mutable {
      if (const auto connection = to.lock()) {
        work(*connection);
      }
    });
  }

  std::shared_ptr<Loop> loop_;
  std::weak_ptr<Connection> connection_;
  std::shared_ptr<StreamState> state_;
};

class ConnectionReply : public Reply {
 public:
  ConnectionReply(std::shared_ptr<Loop> loop,
                  std::weak_ptr<Connection> connection,
                  Exchange exchange)
      : loop_(std::move(loop)), connection_(std::move(connection)), exchange_(exchange) {}

  ~ConnectionReply() override {
    if (open_) {
      send(error_response(500, "the server failed to answer", "its log says why"));
    }
  }

  ConnectionReply(const ConnectionReply&) = delete;
  ConnectionReply& operator=(const ConnectionReply&) = delete;

  void send(Response response) override {
    if (!std::exchange(open_, false)) {
      return;
    }
    loop_->run_here(
        [to = connection_, exchange = exchange_, response = std::move(response)]() mutable {
          if (const auto connection = to.lock()) {
            connection->answer(exchange, std::move(response));
          }
        });
  }

  std::shared_ptr<EventStream> stream() override {
    auto state = std::make_shared<StreamState>();
    state->gone = !std::exchange(open_, false);
    auto stream = std::make_shared<ConnectionStream>(loop_, connection_, state);
    loop_->run_here([to = connection_, state] {
      if (const auto connection = to.lock()) {
        connection->begin_stream(state);
      }
    });
    return stream;
  }

 private:
  std::shared_ptr<Loop> loop_;
  std::weak_ptr<Connection> connection_;
  Exchange exchange_;
  bool open_ = true;
};

}  // namespace

std::unique_ptr<Reply> make_reply(std::shared_ptr<Loop> loop,
                                  std::weak_ptr<Connection> connection,
                                  Exchange exchange) {
  return std::make_unique<ConnectionReply>(std::move(loop), std::move(connection), exchange);
}

}  // namespace throughline::http
