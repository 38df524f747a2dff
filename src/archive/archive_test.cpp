#include <fstream>
#include <gmock/gmock.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <sstream>

#include "archive/archive_reader.hpp"
#include "archive/archive_writer.hpp"

namespace throughline::archive {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using Files = std::vector<std::pair<std::string, std::string>>;

class ArchiveTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "throughline-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    file_ = folder_ / "a.tar.zst";
  }

  void TearDown() override { fs::remove_all(folder_); }

  void write(const Files& files) const {
    auto writer = Writer::create(file_, 1'800'000'000);
    ASSERT_TRUE(writer) << writer.error().text();
    for (const auto& [name, content] : files) {
      ASSERT_TRUE(writer->add(name, content));
    }
    ASSERT_TRUE(writer->finish());
  }

  [[nodiscard]] std::string bytes() const {
    std::ostringstream text;
    text << std::ifstream(file_, std::ios::binary).rdbuf();
    return text.str();
  }

  void replace(const std::string& bytes) const {
    std::ofstream(file_, std::ios::binary | std::ios::trunc) << bytes;
  }

  fs::path folder_;
  fs::path file_;
};

TarSink sink_into(Files& files) {
  return {.begin =
              [&](std::string_view name, std::uint64_t) {
                files.emplace_back(name, "");
                return Result<void>();
              },
          .bytes =
              [&](std::string_view bytes) {
                files.back().second += bytes;
                return Result<void>();
              },
          .end = [] { return Result<void>(); }};
}

Result<Files> read(const fs::path& file) {
  Files files;
  TL_CHECK(read_archive(file, sink_into(files)));
  return files;
}

std::string tar_of(const Files& files) {
  std::string tar;
  for (const auto& [name, content] : files) {
    tar += *tar_header(name, content.size(), 1) + content + tar_padding(content.size());
  }
  return tar + tar_end();
}

TEST_F(ArchiveTest, GivesBackWhatWasPutIn) {
  const std::string long_name = std::string(90, 'a') + "/" + std::string(90, 'b') + "/计划.yaml";
  const std::string large(3'000'000, 'x');
  write({{"a", "1"},
         {"b/c", ""},
         {long_name, "2"},
         {"large", large},
         {"block", std::string(512, 'y')}});
  EXPECT_THAT(*read(file_),
              ElementsAre(Pair("a", "1"),
                          Pair("b/c", ""),
                          Pair(long_name, "2"),
                          Pair("large", large),
                          Pair("block", std::string(512, 'y'))));
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(ArchiveTest, IsUnderItsNameOnlyWhenItIsWhole) {
  {
    auto writer = Writer::create(file_, 1);
    ASSERT_TRUE(writer->add("a", "1"));
    EXPECT_FALSE(fs::exists(file_));
  }
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(ArchiveTest, TakesAFileThatGrowsAsItWas) {
  std::ofstream(folder_ / "log") << "one\ntwo\nthr";
  auto writer = Writer::create(file_, 1);
  ASSERT_TRUE(writer->add_file("log", folder_ / "log", 8));
  EXPECT_FALSE(writer->add_file("more", folder_ / "log", 100));
  auto again = Writer::create(file_, 1);
  ASSERT_TRUE(again->add_file("log", folder_ / "log", 8));
  ASSERT_TRUE(again->finish());
  EXPECT_THAT(*read(file_), ElementsAre(Pair("log", "one\ntwo\n")));
}

TEST_F(ArchiveTest, CutOffAnywhereIsNoArchive) {
  write({{"a", "1"}, {"b", std::string(2000, 'x')}});
  const std::string whole = bytes();
  for (std::size_t n = 0; n < whole.size(); ++n) {
    replace(whole.substr(0, n));
    ASSERT_FALSE(read(file_)) << n;
  }
}

TEST_F(ArchiveTest, WithAnyByteChangedGivesNothingElse) {
  const Files files = {{"a", "1"}, {"b", "some text that is not the same all over"}};
  write(files);
  const std::string whole = bytes();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    replace(changed);
    const auto found = read(file_);
    ASSERT_TRUE(!found || *found == files) << at;
  }
}

TEST_F(ArchiveTest, NothingIsNoArchive) {
  EXPECT_EQ(read(file_).error().code, ErrorCode::NotFound);
  replace("");
  EXPECT_EQ(read(file_).error().code, ErrorCode::CorruptData);
  replace("plain text");
  EXPECT_THAT(read(file_).error().text(), HasSubstr("throughline backup"));
}

TEST(EntryNames, StayInTheirFolder) {
  for (const char* good : {"a", "a/b", ".throughline/key", "a..b", "计划.yaml"}) {
    EXPECT_TRUE(check_entry_name(good)) << good;
  }
  for (const std::string& bad : std::vector<std::string>{"",
                                                         "/a",
                                                         "..",
                                                         "../a",
                                                         "a/../b",
                                                         "a//b",
                                                         "a/",
                                                         ".",
                                                         "./a",
                                                         "a\\b",
                                                         std::string("a\0b", 3)}) {
    EXPECT_FALSE(check_entry_name(bad)) << bad;
    EXPECT_FALSE(tar_header(bad, 1, 1)) << bad;
  }
}

TEST(Tar, ThatNamesAFileElsewhereIsRefused) {
  std::string tar = tar_of({{"aaaaa", "1"}});
  tar.replace(0, 5, "../aa");  // the sum of bytes differs by as much as these three
  Files files;
  EXPECT_FALSE(TarDecoder().feed(tar, sink_into(files)));
  EXPECT_TRUE(files.empty());
}

RC_GTEST_PROP(Tar, GivesBackWhatWasPutInHoweverItIsCut, ()) {
  Files files;
  const auto sizes = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 2000));
  for (const int size : sizes) {
    const int name = *rc::gen::inRange(1, 300);
    files.emplace_back(std::string(static_cast<std::size_t>(name), 'n'),
                       std::string(static_cast<std::size_t>(size), 'c'));
  }
  const std::string tar = tar_of(files);
  const int step = *rc::gen::inRange(1, 1500);
  Files found;
  TarDecoder decoder;
  for (std::size_t at = 0; at < tar.size(); at += static_cast<std::size_t>(step)) {
    RC_ASSERT(decoder
                  .feed(std::string_view(tar).substr(at, static_cast<std::size_t>(step)),
                        sink_into(found))
                  .has_value());
  }
  RC_ASSERT(decoder.finish().has_value());
  RC_ASSERT(found == files);
}

}  // namespace
}  // namespace throughline::archive
