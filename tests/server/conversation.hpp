#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/chdb_api.hpp"
#include "server/question.hpp"

namespace throughline::test_server {

/// Takes bytes of an answer; false: nobody wants more.
using Sink = std::function<bool(std::string_view)>;

/// The engine's own words, "Code: 60. DB::Exception: …", or nothing if all went well.
using Failure = std::optional<std::string>;

/// One question put to the engine, on a connection of its own, so that its settings end with it.
class Conversation {
 public:
  Conversation(const engine::ChdbApi& api, const std::string& folder);
  ~Conversation();
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  [[nodiscard]] bool is_open() const { return connection_ != nullptr; }

  /// Sets what the question wants set, and runs it.
  [[nodiscard]] Failure ask(const Question& question, const Sink& sink);

 private:
  [[nodiscard]] Failure prepare(const Question& question);
  [[nodiscard]] Failure run(const std::string& sql, const Question& question, const Sink& sink);
  [[nodiscard]] Failure stream(const Question& question, const Sink& sink);
  [[nodiscard]] Failure insert(const Question& question, const Sink& sink);

  const engine::ChdbApi& api_;
  engine::ChdbConnection** connection_;
  std::string folder_;
};

}  // namespace throughline::test_server
