#include "collector/segment_log.hpp"

#include <csignal>
#include <fstream>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/resource.h>

#include "collector/folder_fixture.hpp"

namespace throughline::collector {
namespace {

using testing::EndsWith;
using testing::StartsWith;

class Promised final : public Waiter {
 public:
  explicit Promised(std::promise<Result<void>> promise) : promise_(std::move(promise)) {}

  void settle(const Result<void>& outcome) override { promise_.set_value(outcome); }

 private:
  std::promise<Result<void>> promise_;
};

Result<void> append(SegmentLog& log, std::string_view lines) {
  std::promise<Result<void>> promise;
  std::future<Result<void>> outcome = promise.get_future();
  if (log.append(lines, std::make_unique<Promised>(std::move(promise)))) {
    return fail(ErrorCode::Unavailable, "not taken");
  }
  return outcome.get();
}

std::unique_ptr<SegmentLog> log_in(const std::filesystem::path& folder,
                                   const SegmentOptions& options = {}) {
  return *SegmentLog::open(folder, "main", *settle_segments(folder), options);
}

std::string after_first_line(const std::string& text) { return text.substr(text.find('\n') + 1); }

TEST(SegmentLog, WhatIsSettledLiesInTheFile) {
  const Folder folder;
  const auto log = log_in(folder.path());
  ASSERT_TRUE(append(*log, "{\"a\":1}\n"));
  ASSERT_TRUE(append(*log, "{\"a\":2}\n"));
  const std::vector<Segment> segments = log->segments();
  ASSERT_EQ(segments.size(), 1U);
  EXPECT_EQ(segments[0].path, folder.path() / "main" / "000001.jsonl");
  EXPECT_FALSE(segments[0].closed);
  const std::string text = text_of(segments[0].path);
  EXPECT_EQ(segments[0].length, text.size());
  EXPECT_THAT(text, StartsWith("# throughline.collected/1 main 1 "));
  EXPECT_EQ(after_first_line(text), "{\"a\":1}\n{\"a\":2}\n");
}

TEST(SegmentLog, WithoutLinesThereIsNoFile) {
  const Folder folder;
  const auto log = log_in(folder.path());
  log->turn_over();
  log->close();
  EXPECT_TRUE(log->segments().empty());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "main"));
}

TEST(SegmentLog, ALongSegmentIsClosedAndTheNextBeginsInAnotherWay) {
  const Folder folder;
  const auto log = log_in(folder.path(), {.segment_bytes = 1});
  ASSERT_TRUE(append(*log, "{}\n"));
  ASSERT_TRUE(append(*log, "{}\n"));
  log->close();
  const std::vector<Segment> segments = log->segments();
  ASSERT_EQ(segments.size(), 2U);
  EXPECT_TRUE(segments[0].closed);
  EXPECT_EQ(segments[1].number, 2U);
  EXPECT_NE(text_of(segments[0].path), text_of(segments[1].path));
}

TEST(SegmentLog, AClosedSegmentCanGoAndAnOpenOneCannot) {
  const Folder folder;
  const auto log = log_in(folder.path());
  ASSERT_TRUE(append(*log, "{}\n"));
  EXPECT_FALSE(remove_segment(log->segments()[0]));
  log->turn_over();
  log->close();
  const Segment closed = log->segments()[0];
  ASSERT_TRUE(remove_segment(closed));
  log->forget(closed);
  EXPECT_FALSE(std::filesystem::exists(closed.path));
  EXPECT_TRUE(log->segments().empty());
  EXPECT_TRUE(remove_segment(closed)) << "to remove what is gone is to be done";
}

TEST(SegmentLog, AfterARestartAnotherSegmentBegins) {
  const Folder folder;
  ASSERT_TRUE(append(*log_in(folder.path()), "{\"a\":1}\n"));
  const auto log = log_in(folder.path());
  ASSERT_TRUE(append(*log, "{\"a\":2}\n"));
  const std::vector<Segment> segments = log->segments();
  ASSERT_EQ(segments.size(), 2U);
  EXPECT_TRUE(segments[0].closed);
  EXPECT_FALSE(segments[1].closed);
  EXPECT_EQ(after_first_line(text_of(segments[0].path)), "{\"a\":1}\n");
}

TEST(SegmentLog, ATornLineIsCutAndWholeOnesStay) {
  const Folder folder;
  ASSERT_TRUE(append(*log_in(folder.path()), "{\"a\":1}\n{\"a\":2}\n"));
  const std::filesystem::path file = folder.path() / "main" / "000001.jsonl";
  const std::string whole = text_of(file);
  std::ofstream(file, std::ios::app) << std::string(10'000, 'x');
  const auto segments = settle_segments(folder.path());
  ASSERT_EQ(segments->size(), 1U);
  EXPECT_EQ(segments->front().length, whole.size());
  EXPECT_EQ(text_of(file), whole);
}

TEST(SegmentLog, ASegmentWithoutItsFirstLineGoes) {
  const Folder folder;
  std::filesystem::create_directories(folder.path() / "main");
  std::ofstream(folder.path() / "main" / "000007.jsonl") << "# throughl";
  std::ofstream(folder.path() / "main" / "notes.txt") << "of somebody else";
  EXPECT_TRUE(settle_segments(folder.path())->empty());
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "main" / "000007.jsonl"));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "main" / "notes.txt"));
}

TEST(SegmentLog, AFolderThatIsNotThereHasNoSegments) {
  const Folder folder;
  EXPECT_TRUE(settle_segments(folder.path() / "none")->empty());
}

TEST(SegmentLog, MoreThanMayWaitIsGivenBack) {
  const Folder folder;
  const auto log = log_in(folder.path(), {.most_bytes = 10});
  EXPECT_TRUE(append(*log, "{}\n"));
  std::promise<Result<void>> promise;
  EXPECT_NE(log->append(std::string(11, '\n'), std::make_unique<Promised>(std::move(promise))),
            nullptr);
}

TEST(SegmentLog, AfterCloseNothingIsTaken) {
  const Folder folder;
  const auto log = log_in(folder.path());
  log->close();
  EXPECT_FALSE(append(*log, "{}\n"));
}

TEST(SegmentLog, ManyThreadsLoseAndDoubleNothing) {
  constexpr int kThreads = 8;
  constexpr int kEach = 200;
  const Folder folder;
  const auto log = log_in(folder.path(), {.segment_bytes = 4096});
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        EXPECT_TRUE(append(*log, std::to_string(t * kEach + i) + "\n"));
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  log->close();
  std::vector<int> seen(kThreads * kEach, 0);
  for (const Segment& segment : log->segments()) {
    std::istringstream lines(after_first_line(text_of(segment.path)));
    for (std::string line; std::getline(lines, line);) {
      ++seen[static_cast<std::size_t>(std::stoi(line))];
    }
  }
  EXPECT_THAT(seen, testing::Each(1));
}

// Lets no file of the process grow beyond some bytes, as a full disk does.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }

  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

TEST(SegmentLog, AFullDiskIsToldAndLosesNothingThatWasSettled) {
  const Folder folder;
  const auto log = log_in(folder.path());
  ASSERT_TRUE(append(*log, "{\"a\":1}\n"));
  const std::uint64_t before = log->segments()[0].length;
  {
    const FullDisk full(before + 20);
    const auto outcome = append(*log, std::string(100, 'x') + "\n");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::DiskFull);
    EXPECT_EQ(log->segments()[0].length, before);
    EXPECT_EQ(text_of(log->segments()[0].path).size(), before) << "what came half is taken back";
    EXPECT_TRUE(append(*log, "{\"a\":2}\n")) << "what still fits is taken";
  }
  ASSERT_TRUE(append(*log, "{\"a\":3}\n")) << "and all of it once there is room";
  EXPECT_THAT(text_of(log->segments()[0].path), EndsWith("\n{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n"));
}

TEST(SegmentLog, AFullDiskAtTheStartLeavesNoHalfFile) {
  const Folder folder;
  const auto log = log_in(folder.path());
  {
    const FullDisk full(5);
    const auto outcome = append(*log, "{}\n");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::DiskFull);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "main"));
  }
  EXPECT_TRUE(append(*log, "{}\n"));
}

}  // namespace
}  // namespace throughline::collector
