#include "intake/request.hpp"

#include <gtest/gtest.h>

namespace throughline::intake {
namespace {

using schema::HitKind;

TEST(KindOfPath, TellsPagesFromWhatBrowsersFetchBeside) {
  for (const char* path : {"/",
                           "/a/b",
                           "/shop.html",
                           "/index.php",
                           "/v1.2/notes",
                           "/手机",
                           "/blog/2024/feed-the-cat"}) {
    EXPECT_EQ(kind_of_path(path), HitKind::Page) << path;
  }
  for (const char* path :
       {"/a.CSS", "/x/y.woff2", "/favicon.ico", "/manifest.webmanifest", "/report.pdf"}) {
    EXPECT_EQ(kind_of_path(path), HitKind::Asset) << path;
  }
  for (const char* path : {"/feed/", "/blog/rss", "/atom.xml", "/x.rss"}) {
    EXPECT_EQ(kind_of_path(path), HitKind::Feed) << path;
  }
  for (const char* path :
       {"/api/v1/x", "/wp-json/y", "/robots.txt", "/sitemap.xml", "/data.json"}) {
    EXPECT_EQ(kind_of_path(path), HitKind::Api) << path;
  }
}

TEST(KindOf, OnlyAPageThatWasShownIsAView) {
  EXPECT_EQ(kind_of(HitKind::Page, "GET", 200), HitKind::Page);
  EXPECT_EQ(kind_of(HitKind::Page, "GET", 304), HitKind::Page);
  EXPECT_EQ(kind_of(HitKind::Page, "GET", 301), HitKind::Api);
  EXPECT_EQ(kind_of(HitKind::Page, "HEAD", 200), HitKind::Api);
  EXPECT_EQ(kind_of(HitKind::Page, "POST", 200), HitKind::Api);
  EXPECT_EQ(kind_of(HitKind::Page, "GET", 404), HitKind::Error);
  EXPECT_EQ(kind_of(HitKind::Asset, "GET", 304), HitKind::Asset);
}

}  // namespace
}  // namespace throughline::intake
