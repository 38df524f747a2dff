#include "holder/holder.hpp"

#include <array>
#include <future>
#include <latch>
#include <sys/socket.h>
#include <unistd.h>

#include "holder/ask.hpp"
#include "holder/socket_fixture.hpp"

namespace throughline::holder {
namespace {

constexpr const char* kVersion = "1.0";

struct Answer {
  std::string out;
  std::string err;
  Result<std::optional<int>> code = std::optional<int>();
};

class Holding : public SocketFixture {
 protected:
  void hold(Handler handler) {
    auto listening = Holder::listen(socket_, kVersion, std::move(handler));
    ASSERT_TRUE(listening.has_value()) << listening.error().text();
    holder_ = *std::move(listening);
  }

  [[nodiscard]] Answer answer_to(std::vector<std::string> arguments,
                                 int input = -1,
                                 std::string version = kVersion) const {
    Answer answer;
    answer.code = ask(socket_,
                      {.version = std::move(version), .arguments = std::move(arguments)},
                      {.out = [&](std::string_view bytes) { answer.out += bytes; },
                       .err = [&](std::string_view bytes) { answer.err += bytes; },
                       .input = input});
    return answer;
  }

  std::unique_ptr<Holder> holder_;
};

TEST_F(Holding, ACommandsOutputAndExitCodeReachWhoeverAsked) {
  hold([](const Request& request, Conversation& conversation) {
    EXPECT_TRUE(conversation.out(request.arguments[0]).has_value());
    EXPECT_TRUE(conversation.err("a remark").has_value());
    return 3;
  });
  const Answer answer = answer_to({std::string(300'000, 'x')});
  ASSERT_TRUE(answer.code.has_value()) << answer.code.error().text();
  EXPECT_EQ(*answer.code, 3);
  EXPECT_EQ(answer.out, std::string(300'000, 'x'));
  EXPECT_EQ(answer.err, "a remark");
}

TEST_F(Holding, NobodyThereIsNoAnswerAndNoError) {
  const Answer answer = answer_to({"run"});
  ASSERT_TRUE(answer.code.has_value());
  EXPECT_FALSE(answer.code->has_value());
}

TEST_F(Holding, AnotherVersionIsRefusedByName) {
  hold([](const Request&, Conversation&) { return 0; });
  const Answer answer = answer_to({"run"}, -1, "2.0");
  ASSERT_FALSE(answer.code.has_value());
  EXPECT_EQ(answer.code.error().message, "it is version 1.0 and was asked by version 2.0");
}

TEST_F(Holding, BytesThatAreNoRequestAreRefusedAndTheNextOneIsAnswered) {
  hold([](const Request&, Conversation&) { return 0; });
  for (const std::string& bytes : {std::string("GET / HTTP/1.1\r\n\r\n"),
                                   encode_frame(FrameKind::Request, "short"),
                                   encode_frame(FrameKind::Input, "hello")}) {
    const auto stream = connect_to(socket_);
    ASSERT_TRUE(stream.has_value());
    ASSERT_TRUE(send_all(*stream, bytes).has_value());
    std::array<char, 256> buffer{};
    const std::size_t n = receive(*stream, buffer);
    EXPECT_EQ(buffer[0], static_cast<char>(FrameKind::Refused)) << std::string(buffer.data(), n);
  }
  EXPECT_EQ(*answer_to({"run"}).code, 0);
}

// Reads all of a descriptor and closes it.
std::string all_of(int descriptor) {
  std::string text;
  std::array<char, 1000> buffer{};
  for (ssize_t n = 0; (n = read(descriptor, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
  close(descriptor);
  return text;
}

TEST_F(Holding, StandardInputComesThroughWholeAndOnlyIfItIsWanted) {
  hold([](const Request& request, Conversation& conversation) {
    if (request.arguments[0] == "read") {
      EXPECT_TRUE(conversation.out(all_of(*conversation.open_input())).has_value());
    }
    return 0;
  });
  const std::string sent(1'000'000, 'y');
  const auto ends = stream_pair();
  auto writing = std::async(std::launch::async, [&] {
    EXPECT_TRUE(send_all(ends->first, sent).has_value());
    end_sending(ends->first);
  });
  EXPECT_EQ(answer_to({"leave"}, ends->second.get()).out, "");
  EXPECT_EQ(answer_to({"read"}, ends->second.get()).out, sent);
  writing.get();
}

TEST_F(Holding, HangingUpStopsTheCommand) {
  std::promise<bool> stopped;
  hold([&](const Request&, Conversation& conversation) {
    std::promise<void> asked;
    const std::stop_callback tell(conversation.stop_token(), [&] { asked.set_value(); });
    asked.get_future().wait();
    stopped.set_value(true);
    return 0;
  });
  {
    const auto stream = connect_to(socket_);
    ASSERT_TRUE(
        send_all(*stream, encode_frame(FrameKind::Request, encode_request({.version = kVersion})))
            .has_value());
    std::array<char, 5> accepted{};
    ASSERT_EQ(receive(*stream, accepted), accepted.size());
  }
  EXPECT_TRUE(stopped.get_future().get());
}

TEST_F(Holding, SeveralCommandsAreDoneAtOnce) {
  std::latch together(3);  // each waits for the others: one after the other would never end
  hold([&](const Request&, Conversation&) {
    together.arrive_and_wait();
    return 7;
  });
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 3; ++i) {
    answers.push_back(std::async(std::launch::async, [this] { return answer_to({"run"}); }));
  }
  for (auto& answer : answers) {
    EXPECT_EQ(*answer.get().code, 7);
  }
}

TEST_F(Holding, TheEndWaitsForCommandsButNotForThoseThatSaidNothing) {
  std::promise<void> begun;
  std::promise<void> go_on;
  hold([&](const Request&, Conversation& conversation) {
    begun.set_value();
    go_on.get_future().wait();
    EXPECT_TRUE(conversation.out("whole").has_value());
    return 0;
  });
  const auto silent = connect_to(socket_);
  auto asked = std::async(std::launch::async, [this] { return answer_to({"run"}); });
  begun.get_future().wait();
  EXPECT_EQ(holder_->n_running(), 1U);
  auto ending = std::async(std::launch::async, [this] { holder_->finish(); });
  go_on.set_value();
  ending.get();
  EXPECT_EQ(asked.get().out, "whole");
  EXPECT_FALSE(std::filesystem::exists(socket_));
  EXPECT_FALSE(answer_to({"run"}).code->has_value());
}

TEST_F(Holding, AHolderThatDiesInTheMiddleIsAnErrorThatSaysWhatToDo) {
  const auto listener = listen_on(socket_);
  auto asked = std::async(std::launch::async, [this] { return answer_to({"run"}); });
  {
    const Descriptor stream(accept(listener->get(), nullptr, nullptr));
    std::array<char, 1000> request{};
    ASSERT_GT(receive(stream, request), 0U);
    ASSERT_TRUE(send_all(stream, encode_frame(FrameKind::Accepted, "")).has_value());
  }
  const Answer answer = asked.get();
  ASSERT_FALSE(answer.code.has_value());
  EXPECT_EQ(answer.code.error().code, ErrorCode::Unavailable);
}

}  // namespace
}  // namespace throughline::holder
