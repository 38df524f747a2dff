#include "holder/change_gate.hpp"

#include <atomic>
#include <gmock/gmock.h>
#include <thread>
#include <vector>

namespace throughline::holder {
namespace {

using std::chrono::milliseconds;

TEST(ChangeGate, LetsAnyNumberRead) {
  ChangeGate gate;
  const auto first = gate.read(milliseconds(0));
  const auto second = gate.read(milliseconds(0));
  EXPECT_TRUE(first);
  EXPECT_TRUE(second);
}

TEST(ChangeGate, TellsAReaderThatSomebodyChanges) {
  ChangeGate gate;
  {
    const auto change = gate.change();
    EXPECT_FALSE(gate.read(milliseconds(0)));
  }
  EXPECT_TRUE(gate.read(milliseconds(0)));
}

TEST(ChangeGate, LetsOneChangeAtATimeAndNobodyReadMeanwhile) {
  ChangeGate gate;
  int value = 0;  // guarded by the gate alone
  std::atomic<int> torn = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) {
        const auto change = gate.change();
        ++value;
        ++value;
      }
    });
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) {
        const auto read = gate.read(milliseconds(60'000));
        torn += !read || value % 2 != 0;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(value, 1200);
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace throughline::holder
