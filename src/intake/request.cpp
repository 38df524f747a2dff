#include "intake/request.hpp"

#include <algorithm>
#include <array>

#include "text/url.hpp"

namespace throughline::intake {
namespace {

using schema::HitKind;

constexpr std::array<std::string_view, 46> kAssets = {
    "avif", "bmp",         "css",  "cur",  "eot",   "exe",  "flv",  "gif", "gz",   "ico",
    "jpe",  "jpeg",        "jpg",  "js",   "jxl",   "less", "m4a",  "m4v", "map",  "mjs",
    "mkv",  "mov",         "mp3",  "mp4",  "mpeg",  "ogg",  "ogv",  "otf", "pdf",  "png",
    "scss", "svg",         "svgz", "swf",  "tgz",   "tif",  "tiff", "ttf", "wasm", "wav",
    "webm", "webmanifest", "webp", "woff", "woff2", "zip"};

constexpr std::array<std::string_view, 11> kFeeds = {"/feed",
                                                     "/feed/",
                                                     "/rss",
                                                     "/rss/",
                                                     "/atom.xml",
                                                     "/feed.xml",
                                                     "/rss.xml",
                                                     "/index.xml",
                                                     ".rss",
                                                     ".atom",
                                                     ".rdf"};

constexpr std::array<std::string_view, 8> kApis = {"/api/",
                                                   "/wp-json/",
                                                   "/xmlrpc.php",
                                                   "/wp-cron.php",
                                                   "/graphql",
                                                   "/.well-known/",
                                                   "/cdn-cgi/",
                                                   "/wp-admin/admin-ajax.php"};

std::string_view extension_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || path.size() - dot > 12 ||
      path.find('/', dot) != std::string_view::npos) {
    return {};
  }
  return path.substr(dot + 1);
}

}  // namespace

HitKind kind_of_path(std::string_view path) {
  for (const std::string_view ending : kFeeds) {
    if (path.ends_with(ending)) {
      return HitKind::Feed;
    }
  }
  const std::string extension = text::to_lower(extension_of(path));
  if (!extension.empty() && std::binary_search(kAssets.begin(), kAssets.end(), extension)) {
    return HitKind::Asset;
  }
  if (extension == "json" || extension == "xml" || extension == "txt") {
    return HitKind::Api;
  }
  for (const std::string_view start : kApis) {
    if (path.find(start) != std::string_view::npos) {
      return HitKind::Api;
    }
  }
  return HitKind::Page;
}

HitKind kind_of(HitKind of_path, std::string_view method, std::uint16_t status) {
  if (status >= 400) {
    return HitKind::Error;
  }
  if (of_path != HitKind::Page) {
    return of_path;
  }
  const bool shown = status < 300 || status == 304;
  return method == "GET" && shown ? HitKind::Page : HitKind::Api;
}

bool is_write(std::string_view method) {
  return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

}  // namespace throughline::intake
