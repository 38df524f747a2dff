#include "web/web_files.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <set>
#include <string>
#include <zlib.h>

namespace throughline::web {
namespace {

const WebFile* file_at(std::string_view path) {
  const auto files = web_files();
  const auto found = std::ranges::find(files, path, &WebFile::path);
  return found == files.end() ? nullptr : &*found;
}

// What a browser makes of the bytes; empty where they are no gzip.
std::string unpacked(const WebFile& file) {
  constexpr int kGzip = 15 + 16;
  std::string text(file.size + 1, '\0');
  z_stream stream{};
  stream.next_in = const_cast<unsigned char*>(file.gzip.data());
  stream.avail_in = static_cast<uInt>(file.gzip.size());
  stream.next_out = reinterpret_cast<unsigned char*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  if (inflateInit2(&stream, kGzip) != Z_OK) {
    return "";
  }
  const int status = inflate(&stream, Z_FINISH);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return status == Z_STREAM_END ? text : "";
}

TEST(WebFiles, HoldThePageThatEveryAddressAnswersWith) {
  const WebFile* page = file_at("/index.html");
  ASSERT_NE(page, nullptr);
  EXPECT_EQ(page->content_type, "text/html; charset=utf-8");
  EXPECT_FALSE(page->is_hashed);
  EXPECT_THAT(unpacked(*page), testing::StartsWith("<!doctype html>"));
}

TEST(WebFiles, UnpackToTheSizeThatTheyTell) {
  for (const WebFile& file : web_files()) {
    EXPECT_EQ(unpacked(file).size(), file.size) << file.path;
  }
}

TEST(WebFiles, HaveATagOfTheirOwnInQuotes) {
  std::set<std::string_view> tags;
  for (const WebFile& file : web_files()) {
    EXPECT_THAT(std::string(file.etag), testing::MatchesRegex("\"[0-9a-f]+\"")) << file.path;
    EXPECT_TRUE(tags.insert(file.etag).second) << file.path;
  }
}

}  // namespace
}  // namespace throughline::web
