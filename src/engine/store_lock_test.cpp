#include "engine/store_lock.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

namespace throughline::engine {
namespace {

class Locking : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "throughline-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    store_ = (folder_ / "store").string();
  }

  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Locks belong to an open file, so one that was opened apart stands for another process.
  [[nodiscard]] int open_apart() const {
    return open((store_ + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  }

  [[nodiscard]] bool is_free_for_others() const {
    const int file = open_apart();
    const bool is_free = flock(file, LOCK_EX | LOCK_NB) == 0;
    close(file);
    return is_free;
  }

  std::filesystem::path folder_;
  std::string store_;
};

TEST_F(Locking, KeepsOthersOutUntilTheLastOfThisProcessIsGone) {
  auto first = StoreLock::acquire(store_);
  ASSERT_TRUE(first.has_value()) << first.error().text();
  auto second = StoreLock::acquire((folder_ / "." / "store").string());
  ASSERT_TRUE(second.has_value()) << second.error().text();
  first->reset();
  EXPECT_FALSE(is_free_for_others()) << "the second still works on the store";
  second->reset();
  EXPECT_TRUE(is_free_for_others());
}

// In two containers that share a folder both programs may be process 1.
TEST_F(Locking, AHolderWithOurOwnNumberIsStillAnother) {
  const int other = open_apart();
  ASSERT_EQ(flock(other, LOCK_EX), 0);
  const std::string number = std::to_string(getpid());
  ASSERT_GT(write(other, number.data(), number.size()), 0);
  const auto lock = StoreLock::acquire(store_);
  close(other);
  ASSERT_FALSE(lock.has_value());
  EXPECT_EQ(lock.error().code, ErrorCode::Held);
  EXPECT_NE(lock.error().message.find("held by process " + number), std::string::npos);
}

}  // namespace
}  // namespace throughline::engine
