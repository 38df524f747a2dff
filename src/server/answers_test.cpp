#include "server/answers.hpp"

#include <atomic>
#include <future>
#include <gmock/gmock.h>
#include <latch>
#include <stdexcept>

namespace throughline::server {
namespace {

/// A store that nobody asks anything.
class NoStore final : public engine::Engine {
 public:
  Result<void> execute(std::string_view, const engine::Parameters&) override { return {}; }

  Result<void> stream(std::string_view,
                      const engine::Parameters&,
                      const engine::BatchSink&) override {
    return {};
  }

  Result<void> format(std::string_view,
                      const engine::Parameters&,
                      std::string_view,
                      const engine::BytesSink&) override {
    return {};
  }

  Result<void> insert(std::string_view, const engine::Batch&) override { return {}; }
};

std::unique_ptr<StorePool> pool_of(std::size_t n_workers, std::size_t most_waiting = 100) {
  const OpenStore open = [] {
    return Result<std::unique_ptr<engine::Engine>>(std::make_unique<NoStore>());
  };
  return *StorePool::open(open, {.n_workers = n_workers, .most_waiting = most_waiting});
}

std::string told(Answers& answers, const std::string& key, const Answers::Make& make) {
  std::promise<std::string> promise;
  answers.ask(key, make, [&](const Answers::Answered& answered) {
    promise.set_value(answered ? (*answered)->answer().text : answered.error().message);
  });
  return promise.get_future().get();
}

TEST(Answers, AreMadeOnceForAllWhoAskAtOnce) {
  const auto pool = pool_of(3);
  Answers answers(*pool, 1'000);
  std::atomic<int> made = 0;
  std::latch go(1);
  std::latch delivered(20);
  for (int i = 0; i < 20; ++i) {
    answers.ask(
        "a",
        [&](engine::Engine&) -> Result<Answer> {
          go.wait();
          ++made;
          return Answer{.text = "text"};
        },
        [&](const Answers::Answered&) { delivered.count_down(); });
  }
  go.count_down();
  delivered.wait();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(
      told(answers, "a", [](engine::Engine&) { return Result<Answer>(Answer{.text = "new"}); }),
      "text");
}

TEST(Answers, DoNotKeepErrors) {
  const auto pool = pool_of(1);
  Answers answers(*pool, 1'000);
  EXPECT_EQ(
      told(answers,
           "a",
           [](engine::Engine&) -> Result<Answer> { return fail(ErrorCode::NotFound, "nothing"); }),
      "nothing");
  EXPECT_EQ(
      told(answers, "a", [](engine::Engine&) { return Result<Answer>(Answer{.text = "there"}); }),
      "there");
}

TEST(Answers, LetGoOfWhatWasNotAskedForLongest) {
  const auto pool = pool_of(1);
  Answers answers(*pool, 10);
  for (const char* key : {"a", "b", "c"}) {
    static_cast<void>(told(
        answers, key, [](engine::Engine&) { return Result<Answer>(Answer{.text = "12345"}); }));
  }
  EXPECT_EQ(answers.n_bytes(), 10U);
  EXPECT_EQ(
      told(answers, "a", [](engine::Engine&) { return Result<Answer>(Answer{.text = "anew"}); }),
      "anew");
}

TEST(Answers, TellThatWhatALibraryThrewIsOurFault) {
  const auto pool = pool_of(1);
  Answers answers(*pool, 1'000);
  EXPECT_THAT(
      told(answers, "a", [](engine::Engine&) -> Result<Answer> { throw std::runtime_error("x"); }),
      testing::HasSubstr("our fault"));
}

TEST(Answers, RefuseWhatThePoolCannotTake) {
  const auto pool = pool_of(1, 0);
  Answers answers(*pool, 1'000);
  EXPECT_THAT(told(answers, "a", [](engine::Engine&) { return Result<Answer>(Answer{}); }),
              testing::HasSubstr("too many"));
}

}  // namespace
}  // namespace throughline::server
