#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/error.hpp"
#include "holder/conversation.hpp"
#include "holder/request.hpp"

namespace throughline::holder {

/// Does one command and returns its exit code; called on a thread of its own, several at once.
using Handler = std::function<int(const Request&, Conversation&)>;

/// What a process that holds a store offers the others: it listens on a socket and does their
/// commands. Why one process must: docs/decisions/0006-who-holds-the-store.md.
class Holder {
 public:
  static constexpr std::size_t kMaxConnections = 32;  ///< more at once are told to come back

  /// Listens from now on. `version` is of this program; another one is refused, since its user
  /// expects its answers. Errors: Unavailable.
  [[nodiscard]] static Result<std::unique_ptr<Holder>> listen(std::filesystem::path socket,
                                                              std::string version,
                                                              Handler handler);

  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;
  /// As finish().
  ~Holder();

  /// Requests that are being done now.
  [[nodiscard]] std::size_t n_running() const;

  /// Waits until no request is being done, and stops listening in that moment; those that come in
  /// the meantime are done too. The store must stay open until this returns.
  void finish();

 private:
  struct Connection {
    explicit Connection(Descriptor stream) : conversation(std::move(stream)) {}

    Conversation conversation;
    bool ended = false;
    std::thread thread;
  };

  Holder(std::filesystem::path socket, std::string version, Handler handler, Descriptor listener);

  void accept_all();
  void admit(Descriptor stream);
  void reap();
  void serve(Conversation& conversation);
  [[nodiscard]] Result<Request> request_of(Conversation& conversation) const;
  [[nodiscard]] bool begin();
  void end();

  const std::filesystem::path socket_;
  const std::string version_;
  const Handler handler_;
  Descriptor listener_;
  mutable std::mutex mutex_;
  std::condition_variable idle_;
  std::size_t n_running_ = 0;
  bool closed_ = false;
  std::list<Connection> connections_;
  std::thread acceptor_;
};

}  // namespace throughline::holder
