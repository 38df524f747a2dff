#include "http/outbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::http {
namespace {

using testing::ElementsAre;

TEST(Outbox, GathersWhatIsShortAndNeverCopiesWhatIsLong) {
  static const std::string kLong(10'000, 'x');
  Outbox outbox;
  outbox.text().append("a");
  outbox.add(std::string("b"));
  outbox.add(std::string_view(kLong));
  outbox.text().append("c");
  EXPECT_EQ(outbox.size(), 10'003);
  const auto views = outbox.views();
  EXPECT_THAT(views, ElementsAre("ab", kLong, "c"));
  EXPECT_EQ(views[1].data(), kLong.data());
}

RC_GTEST_PROP(Outbox, SendsEverythingOnceAndInOrder, ()) {
  Outbox outbox;
  std::string added;
  std::string sent;
  const auto send = [&](std::size_t most) {
    auto rest = most;
    for (const auto view : outbox.views()) {
      sent += view.substr(0, rest);
      rest -= std::min(rest, view.size());
    }
    outbox.sent(most - rest);
  };
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
    const auto size = *rc::gen::element<std::size_t>(0, 1, 10, 4096, 4097, 9000);
    const std::string piece(size, static_cast<char>('a' + i % 26));
    added += piece;
    *rc::gen::inRange(0, 2) == 0 ? outbox.add(piece) : void(outbox.text() += piece);
    send(*rc::gen::inRange<std::size_t>(0, 12'000));
    RC_ASSERT(outbox.size() == added.size() - sent.size());
  }
  while (!outbox.empty()) {
    send(5000);
  }
  RC_ASSERT(sent == added);
}

}  // namespace
}  // namespace throughline::http
