#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "http/loop.hpp"
#include "http/outbox.hpp"
#include "http/reply.hpp"
#include "http/request_reader.hpp"
#include "http/service.hpp"
#include "http/wire.hpp"

namespace throughline::http {

/// How much of a stream waits to be sent, counted on both sides of the threads.
struct StreamState {
  std::atomic<std::size_t> n_waiting = 0;
  std::atomic<bool> gone = false;
};

/// One client: requests are read one after the other and answered in their order. Lives on the
/// thread of its loop.
class Connection : public WireUser, public Looped, public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<Service> service,
             const std::shared_ptr<Loop>& loop,
             std::unique_ptr<Wire> wire,
             Origin peer);

  /// Called once.
  void start();

  /// The answer to the request at work.
  void answer(const Exchange& exchange, Response response);
  /// Begins a stream in place of an answer.
  void begin_stream(Exchange exchange, std::shared_ptr<StreamState> stream);
  void stream_text(std::string text);
  void end_stream();

  void opened() override;
  void received(std::string_view bytes) override;
  void sent(std::size_t n) override;
  void broken() override;
  void look_at_clock(Moment now) override;
  void stop(StopKind kind) override;

 private:
  enum class Phase {
    Opening,    // the handshake
    Waiting,    // for a request
    Reading,    // one that came in part
    Working,    // the handler has it
    Streaming,  // the answer goes on
    Finishing,  // what is left to send is the last
    Draining,   // all was sent; hears the other side out, so that it gets to read the answer
    Closed,
  };

  [[nodiscard]] bool takes_requests() const;
  void enter(Phase phase, std::chrono::milliseconds patience);
  void take(std::string_view bytes);
  std::size_t take_some(std::string_view bytes);
  void hand_over(ReadRequest read);
  void call_handler(Request request, Exchange exchange);
  void refuse(const Refusal& refusal);
  void observe(const Exchange& exchange, unsigned status, std::size_t bytes);
  void go_on();
  void flush();
  void flushed();
  void forget_sent(std::size_t n);
  void leave_stream();
  void receive();
  void close();

  std::shared_ptr<Service> service_;
  Loop& loop_;  ///< outlives it: owns it
  std::weak_ptr<Loop> shared_loop_;
  std::unique_ptr<Wire> wire_;
  Origin peer_;
  RequestReader reader_;
  Outbox outbox_;
  std::string unread_;  ///< came while a request was at work
  std::shared_ptr<StreamState> stream_;
  Exchange streamed_;           ///< what stream_ answers
  std::size_t n_streamed_ = 0;  ///< bytes
  Phase phase_ = Phase::Opening;
  Moment deadline_;
  Moment send_deadline_;
  bool taking_ = false;
  bool receiving_ = false;
  bool sending_ = false;
};

}  // namespace throughline::http
