#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "http/server.hpp"

// For tests: a client that waits for its one answer, or listens to a stream.
namespace throughline::collector {

/// Keeps what was answered.
class Inbox {
 public:
  void put(http::Response response) {
    {
      const std::lock_guard lock(mutex_);
      response_ = std::move(response);
    }
    came_.notify_all();
  }

  [[nodiscard]] bool is_empty() {
    const std::lock_guard lock(mutex_);
    return !response_;
  }

  [[nodiscard]] http::Response wait() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return response_.has_value(); });
    return *response_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::optional<http::Response> response_;
};

/// What a stream was sent.
class KeptStream final : public http::EventStream {
 public:
  bool send(std::string_view event, std::string_view data) override {
    const std::lock_guard lock(mutex_);
    sent_.emplace_back(event, data);
    return is_open_;
  }

  void hang_up() {
    const std::lock_guard lock(mutex_);
    is_open_ = false;
  }

  [[nodiscard]] std::vector<std::pair<std::string, std::string>> sent() {
    const std::lock_guard lock(mutex_);
    return sent_;
  }

 private:
  std::mutex mutex_;
  bool is_open_ = true;
  std::vector<std::pair<std::string, std::string>> sent_;
};

class KeptReply final : public http::Reply {
 public:
  explicit KeptReply(std::shared_ptr<Inbox> inbox) : inbox_(std::move(inbox)) {}

  void send(http::Response response) override { inbox_->put(std::move(response)); }

  std::shared_ptr<http::EventStream> stream() override { return std::make_shared<KeptStream>(); }

 private:
  std::shared_ptr<Inbox> inbox_;  // of the test, which may end sooner
};

}  // namespace throughline::collector
