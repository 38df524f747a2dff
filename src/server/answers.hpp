#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "http/coding.hpp"
#include "server/answer.hpp"
#include "server/store_pool.hpp"

namespace throughline::server {

/// An answer that is kept, with its tag, and compressed once for all that ask.
class KeptAnswer {
 public:
  explicit KeptAnswer(Answer answer);

  [[nodiscard]] const Answer& answer() const { return answer_; }

  [[nodiscard]] const std::string& tag() const { return tag_; }

  /// The text in that coding; made when it is first asked for.
  [[nodiscard]] const std::string& encoded(http::Coding coding) const;

  [[nodiscard]] std::size_t size() const { return answer_.text.size(); }

 private:
  const Answer answer_;
  const std::string tag_;
  mutable std::mutex mutex_;
  mutable std::string gzip_;
  mutable std::string zstd_;
};

/// Answers by what was asked. One that many ask for at once is made once; errors are told and not
/// kept. Memory is bounded: what was not asked for longest goes.
class Answers {
 public:
  using Answered = Result<std::shared_ptr<const KeptAnswer>>;  ///< shared with who sends it
  using Deliver = std::function<void(const Answered&)>;
  using Make = std::function<Result<Answer>(engine::Engine&)>;

  /// \param pool  must outlive this
  Answers(StorePool& pool, std::size_t most_bytes) : pool_(pool), most_bytes_(most_bytes) {}

  /// Delivers at once what is kept, else from a thread of the pool.
  void ask(const std::string& key, Make make, Deliver deliver);

  [[nodiscard]] std::size_t n_bytes() const;

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const KeptAnswer> answer;
  };

  using Places = std::unordered_map<std::string, std::list<Entry>::iterator>;

  void make_now(const std::string& key, const Make& make, engine::Engine& store);
  void settle(const std::string& key, const Answered& answered);
  void keep(const std::string& key, const std::shared_ptr<const KeptAnswer>& answer);

  StorePool& pool_;
  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  ///< asked for last first
  Places places_;
  std::unordered_map<std::string, std::vector<Deliver>> waiting_;
  std::size_t n_bytes_ = 0;
};

/// Makes an answer; what libraries throw becomes an Internal error whose number stands in the log.
[[nodiscard]] Result<Answer> made_safely(const Answers::Make& make, engine::Engine& store);

}  // namespace throughline::server
