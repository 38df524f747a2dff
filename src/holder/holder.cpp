#include "holder/holder.hpp"

#include <chrono>
#include <sys/socket.h>
#include <system_error>
#include <utility>

namespace throughline::holder {
namespace {

constexpr std::chrono::milliseconds kRespite{50};

}  // namespace

Result<std::unique_ptr<Holder>> Holder::listen(std::filesystem::path socket,
                                               std::string version,
                                               Handler handler) {
  TL_TRY(Descriptor listener, listen_on(socket));
  return std::unique_ptr<Holder>(
      new Holder(std::move(socket), std::move(version), std::move(handler), std::move(listener)));
}

Holder::Holder(std::filesystem::path socket,
               std::string version,
               Handler handler,
               Descriptor listener)
    : socket_(std::move(socket)),
      version_(std::move(version)),
      handler_(std::move(handler)),
      listener_(std::move(listener)),
      acceptor_([this] { accept_all(); }) {}

Holder::~Holder() { finish(); }

std::size_t Holder::n_running() const {
  const std::scoped_lock lock(mutex_);
  return n_running_;
}

void Holder::finish() {
  {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return n_running_ == 0; });
    if (std::exchange(closed_, true)) {
      return;
    }
  }
  std::error_code ignored;  // a file that stays is replaced by the next holder
  std::filesystem::remove(socket_, ignored);
  hang_up(listener_);
  acceptor_.join();
  for (Connection& connection : connections_) {
    hang_up(connection.conversation.stream_);  // whoever has not said yet what they want
    connection.thread.join();
  }
}

void Holder::accept_all() {
  while (true) {
    Descriptor stream(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    std::unique_lock lock(mutex_);
    if (closed_) {
      return;
    }
    reap();
    if (stream.is_open()) {
      admit(std::move(stream));
    } else {
      idle_.wait_for(lock, kRespite);  // no descriptor is free
    }
  }
}

// Joins the threads of those that are through.
void Holder::reap() {
  for (auto it = connections_.begin(); it != connections_.end();) {
    if (!it->ended) {
      ++it;
      continue;
    }
    it->thread.join();
    it = connections_.erase(it);
  }
}

void Holder::admit(Descriptor stream) {
  if (connections_.size() >= kMaxConnections) {
    Conversation(std::move(stream)).refuse("it is doing all the requests it can at once");
    return;
  }
  Connection& connection = connections_.emplace_back(std::move(stream));
  connection.thread = std::thread([this, &connection] {
    serve(connection.conversation);
    const std::scoped_lock lock(mutex_);
    connection.ended = true;
  });
}

Result<Request> Holder::request_of(Conversation& conversation) const {
  TL_TRY(const Frame frame, conversation.first_frame());
  if (frame.kind != FrameKind::Request) {
    return fail(ErrorCode::CorruptData, "it was sent no request");
  }
  TL_TRY(Request request, parse_request(frame.payload));
  if (request.version != version_) {
    return fail(
        ErrorCode::Unsupported,
        fmt::format("it is version {} and was asked by version {}", version_, request.version));
  }
  return request;
}

void Holder::serve(Conversation& conversation) {
  const auto request = request_of(conversation);
  if (!request) {
    conversation.refuse(request.error().text());
    return;
  }
  if (!begin()) {
    hang_up(conversation.stream_);
    return;
  }
  if (conversation.send(FrameKind::Accepted, {})) {
    std::thread command([&] { conversation.finish(handler_(*request, conversation)); });
    conversation.watch();
    command.join();
  }
  end();
}

bool Holder::begin() {
  const std::scoped_lock lock(mutex_);
  n_running_ += closed_ ? 0 : 1;
  return !closed_;
}

void Holder::end() {
  const std::scoped_lock lock(mutex_);
  --n_running_;
  idle_.notify_all();
}

}  // namespace throughline::holder
