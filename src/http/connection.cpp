#include "http/connection.hpp"

#include <algorithm>
#include <exception>
#include <fmt/format.h>

#include "http/response_head.hpp"

namespace throughline::http {

namespace {

// Answers that are not read are waited for before more requests are.
constexpr std::size_t kMaxUnsent = std::size_t{1} << 20;
// For how long a client may take to hang up after its last answer.
constexpr std::chrono::milliseconds kDrainTime{2000};
constexpr std::chrono::milliseconds kForever = std::chrono::hours(24 * 365);
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

Response too_many(std::chrono::seconds wait) {
  auto response = error_response(
      429, "this client asks too often", fmt::format("try again in {} seconds", wait.count()));
  response.headers.push_back({"retry-after", std::to_string(wait.count())});
  return response;
}

Moment after(std::chrono::milliseconds patience) {
  return std::chrono::steady_clock::now() + patience;
}

}  // namespace

Connection::Connection(std::shared_ptr<Service> service,
                       const std::shared_ptr<Loop>& loop,
                       std::unique_ptr<Wire> wire,
                       Origin peer)
    : service_(std::move(service)),
      loop_(*loop),
      shared_loop_(loop),
      wire_(std::move(wire)),
      peer_(std::move(peer)),
      reader_(
          {.max_header = service_->options.max_header, .max_body = service_->options.max_body}) {}

void Connection::start() {
  loop_.add(shared_from_this());
  if (service_->stopping) {
    return close();
  }
  enter(Phase::Opening, service_->options.request_time);
  wire_->open(shared_from_this());
}

void Connection::opened() {
  enter(Phase::Waiting, service_->options.idle_time);
  go_on();
}

bool Connection::takes_requests() const {
  return phase_ == Phase::Waiting || phase_ == Phase::Reading;
}

void Connection::enter(Phase phase, std::chrono::milliseconds patience) {
  phase_ = phase;
  deadline_ = after(patience);
}

void Connection::received(std::string_view bytes) {
  receiving_ = false;
  if (takes_requests()) {
    take(bytes);
  } else if (phase_ != Phase::Closed) {
    receive();
  }
}

void Connection::take(std::string_view bytes) {
  taking_ = true;
  while (!bytes.empty() && takes_requests() && outbox_.size() < kMaxUnsent) {
    bytes.remove_prefix(take_some(bytes));
  }
  taking_ = false;
  if (phase_ != Phase::Finishing && phase_ != Phase::Draining) {
    unread_ = bytes;
  }
  go_on();
}

std::size_t Connection::take_some(std::string_view bytes) {
  const auto used = reader_.feed(bytes);
  switch (reader_.state()) {
    case ReadState::Nothing:
      break;
    case ReadState::Partial:
      if (phase_ == Phase::Waiting) {
        enter(Phase::Reading, service_->options.request_time);
      }
      if (reader_.take_expectation()) {
        outbox_.text().append(kContinue);
      }
      break;
    case ReadState::Ready:
      hand_over(reader_.take());
      break;
    case ReadState::Refused:
      refuse(reader_.refusal());
      break;
  }
  return used;
}

void Connection::hand_over(ReadRequest read) {
  enter(Phase::Working, kForever);
  ++service_->n_requests;
  auto& request = read.request;
  Exchange exchange{.wishes = wishes_of(request),
                    .origin = service_->proxies.origin_of(request, peer_),
                    .path = service_->options.observer ? request.path : "",
                    .started = std::chrono::steady_clock::now(),
                    .after = read.keep_alive ? AfterAnswer::KeepAlive : AfterAnswer::Close};
  request.address = exchange.origin.address;
  request.secure = exchange.origin.transport == Transport::Tls;
  const auto wait = service_->rates
                        ? service_->rates->take(client_key(request.address), exchange.started)
                        : std::nullopt;
  if (wait) {
    ++service_->n_limited;
    answer(exchange, too_many(*wait));
  } else {
    call_handler(std::move(request), std::move(exchange));
  }
}

void Connection::call_handler(Request request, Exchange exchange) {
  auto reply = make_reply(shared_loop_.lock(),
                          weak_from_this(),
                          std::move(exchange),
                          service_->options.max_stream_waiting);
  try {
    service_->handler(std::move(request), std::move(reply));
  } catch (const std::exception& fault) {
    // The reply was dropped on the way here, which answered 500.
    service_->tell_fault(fault.what());
  }
}

void Connection::refuse(const Refusal& refusal) {
  enter(Phase::Working, kForever);
  answer(
      {.origin = peer_, .started = std::chrono::steady_clock::now(), .after = AfterAnswer::Close},
      error_response(refusal.status, refusal.message));
}

void Connection::answer(const Exchange& exchange, Response response) {
  if (phase_ != Phase::Working) {
    return;
  }
  const auto after_it = service_->stopping ? AfterAnswer::Close : exchange.after;
  const auto status = response.status;
  const auto before = outbox_.size();
  append_head(outbox_.text(), response, loop_.date(), exchange.origin.transport, after_it);
  if (exchange.wishes.method != Method::Head && may_have_body(status)) {
    outbox_.add(std::move(response.body));
  }
  observe(exchange, status, outbox_.size() - before);
  enter(after_it == AfterAnswer::Close ? Phase::Finishing : Phase::Waiting,
        service_->options.idle_time);
  go_on();
}

void Connection::observe(const Exchange& exchange, unsigned status, std::size_t bytes) {
  if (service_->options.observer) {
    const auto duration = std::chrono::steady_clock::now() - exchange.started;
    service_->options.observer(
        {.method = exchange.wishes.method,
         .path = exchange.path,
         .address = exchange.origin.address,
         .status = status,
         .bytes = bytes,
         .duration = std::chrono::duration_cast<std::chrono::microseconds>(duration)});
  }
}

void Connection::begin_stream(Exchange exchange, std::shared_ptr<StreamState> stream) {
  if (phase_ != Phase::Working) {
    stream->gone = true;
    return;
  }
  stream_ = std::move(stream);
  streamed_ = std::move(exchange);
  ++service_->n_streams;
  auto& head = outbox_.text();
  const auto before = head.size();
  append_stream_head(head, loop_.date(), streamed_.origin.transport);
  n_streamed_ = head.size() - before;
  enter(Phase::Streaming, service_->options.heartbeat);
  go_on();
}

void Connection::stream_text(std::string text) {
  if (phase_ == Phase::Streaming) {
    n_streamed_ += text.size();
    outbox_.add(std::move(text));
    go_on();
  }
}

void Connection::end_stream() {
  if (phase_ == Phase::Streaming) {
    leave_stream();
    enter(Phase::Finishing, service_->options.idle_time);
    go_on();
  }
}

void Connection::leave_stream() {
  if (stream_) {
    stream_->gone = true;
    stream_.reset();
    --service_->n_streams;
    observe(streamed_, 200, n_streamed_);
  }
}

// Sends what there is, then takes requests that came meanwhile, then waits for more.
void Connection::go_on() {
  if (taking_) {
    return;  // take() comes here once it is through
  }
  flush();
  if (takes_requests() && !unread_.empty() && outbox_.size() < kMaxUnsent) {
    take(std::exchange(unread_, {}));
  } else if (unread_.empty() && (takes_requests() || phase_ == Phase::Streaming)) {
    receive();
  }
}

void Connection::flush() {
  while (!sending_ && phase_ != Phase::Closed) {
    if (outbox_.empty()) {
      return flushed();
    }
    const auto n = wire_->send_now(outbox_.views());
    if (n == 0) {
      sending_ = true;
      send_deadline_ = after(service_->options.idle_time);
      wire_->send(outbox_.views(), shared_from_this());
      return;
    }
    forget_sent(n);
  }
}

void Connection::forget_sent(std::size_t n) {
  outbox_.sent(n);
  if (stream_) {
    // The head of the answer was not counted when it was added, hence the guard.
    stream_->n_waiting -= std::min<std::size_t>(n, stream_->n_waiting);
  }
}

void Connection::flushed() {
  if (phase_ != Phase::Finishing) {
    return;
  }
  if (service_->stopping) {
    close();
  } else {
    enter(Phase::Draining, kDrainTime);
    wire_->finish();
    receive();
  }
}

void Connection::sent(std::size_t n) {
  sending_ = false;
  if (phase_ == Phase::Closed) {
    return;
  }
  forget_sent(n);
  go_on();
}

void Connection::receive() {
  if (!receiving_) {
    receiving_ = true;
    wire_->receive(shared_from_this());
  }
}

void Connection::broken() { close(); }

void Connection::look_at_clock(Moment now) {
  if (sending_ && now >= send_deadline_) {
    return close();
  }
  if (now < deadline_) {
    return;
  }
  if (phase_ == Phase::Reading) {
    refuse({408, "the request did not arrive in time"});
  } else if (phase_ == Phase::Streaming) {
    enter(Phase::Streaming, service_->options.heartbeat);
    stream_text(":\n\n");  // a comment, so that proxies and we notice who is gone
  } else if (phase_ != Phase::Finishing || !sending_) {
    close();
  }
}

void Connection::stop(StopKind kind) {
  const bool at_work = phase_ == Phase::Working || phase_ == Phase::Reading;
  if (kind == StopKind::AtOnce || phase_ == Phase::Opening ||
      (phase_ == Phase::Waiting && outbox_.empty())) {
    close();
  } else if (phase_ == Phase::Streaming) {
    end_stream();
  } else if (!at_work && phase_ == Phase::Waiting) {
    enter(Phase::Finishing, service_->options.idle_time);
    go_on();
  }
}

void Connection::close() {
  if (phase_ == Phase::Closed) {
    return;
  }
  phase_ = Phase::Closed;
  leave_stream();
  wire_->close();
  loop_.remove(shared_from_this());
  if (--service_->n_open == 0) {
    const std::lock_guard lock(service_->closed_mutex);
    service_->closed.notify_all();
  }
}

}  // namespace throughline::http
