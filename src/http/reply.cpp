#include "http/reply.hpp"

#include "http/connection.hpp"
#include "http/event_text.hpp"

namespace throughline::http {

namespace {

class ConnectionStream : public EventStream {
 public:
  ConnectionStream(std::shared_ptr<Loop> loop,
                   std::weak_ptr<Connection> connection,
                   std::shared_ptr<StreamState> state,
                   std::size_t max_waiting)
      : loop_(std::move(loop)),
        connection_(std::move(connection)),
        state_(std::move(state)),
        max_waiting_(max_waiting) {}

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
    const auto n_waiting = state_->n_waiting += text.size();
    if (n_waiting > max_waiting_) {
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
  std::size_t max_waiting_;
};

class ConnectionReply : public Reply {
 public:
  ConnectionReply(std::shared_ptr<Loop> loop,
                  std::weak_ptr<Connection> connection,
                  Exchange exchange,
                  std::size_t max_stream_waiting)
      : loop_(std::move(loop)),
        connection_(std::move(connection)),
        exchange_(std::move(exchange)),
        max_stream_waiting_(max_stream_waiting) {}

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
    loop_->run_here([to = connection_,
                     response = finish(std::move(response), exchange_.wishes),
                     exchange = std::move(exchange_)]() mutable {
      if (const auto connection = to.lock()) {
        connection->answer(exchange, std::move(response));
      }
    });
  }

  std::shared_ptr<EventStream> stream() override {
    auto state = std::make_shared<StreamState>();
    state->gone = !std::exchange(open_, false);
    auto stream =
        std::make_shared<ConnectionStream>(loop_, connection_, state, max_stream_waiting_);
    loop_->run_here([to = connection_, exchange = std::move(exchange_), state]() mutable {
      if (const auto connection = to.lock()) {
        connection->begin_stream(std::move(exchange), state);
      }
    });
    return stream;
  }

 private:
  std::shared_ptr<Loop> loop_;
  std::weak_ptr<Connection> connection_;
  Exchange exchange_;
  std::size_t max_stream_waiting_;
  bool open_ = true;
};

}  // namespace

std::unique_ptr<Reply> make_reply(std::shared_ptr<Loop> loop,
                                  std::weak_ptr<Connection> connection,
                                  Exchange exchange,
                                  std::size_t max_stream_waiting) {
  return std::make_unique<ConnectionReply>(
      std::move(loop), std::move(connection), std::move(exchange), max_stream_waiting);
}

}  // namespace throughline::http
