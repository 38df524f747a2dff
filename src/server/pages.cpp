#include "server/pages.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "http/coding.hpp"
#include "web/web_files.hpp"
#include "workflow/workspace.hpp"

namespace throughline::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPage = "/index.html";
constexpr const char* kForGood = "public, max-age=31536000, immutable";

const web::WebFile* embedded(std::string_view path) {
  const auto files = web::web_files();
  const auto found = std::ranges::find(files, path, &web::WebFile::path);
  return found == files.end() ? nullptr : &*found;
}

std::string_view packed_bytes(const web::WebFile& file) {
  return {reinterpret_cast<const char*>(file.gzip.data()), file.gzip.size()};
}

// For the few clients that take no gzip.
std::string unpacked(const web::WebFile& file) {
  return http::decode("gzip", packed_bytes(file), file.size + 1).value_or(std::string());
}

http::Response response_of(const web::WebFile& file, const http::Request& request) {
  http::Response response{.headers = {{"content-type", std::string(file.content_type)},
                                      {"vary", "accept-encoding"},
                                      {"cache-control", file.is_hashed ? kForGood : "no-cache"},
                                      {"etag", std::string(file.etag)}}};
  const bool takes_gzip = request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (takes_gzip) {
    response.headers.push_back({"content-encoding", "gzip"});
    response.body = packed_bytes(file);
  } else {
    response.body = unpacked(file);
  }
  return response;
}

// A name with an ending is a file that is missing, and not an address of the app.
bool is_file_name(std::string_view path) { return path.starts_with("/assets/"); }

std::string_view type_of(const fs::path& file) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTypes = {
      {{".html", "text/html; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".svg", "image/svg+xml"},
       {".json", "application/json; charset=utf-8"},
       {".woff2", "font/woff2"}}};
  const std::string ending = file.extension().string();
  const auto found = std::ranges::find(kTypes, ending, [](const auto& type) { return type.first; });
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

}  // namespace

http::Response Pages::page(const http::Request& request) const {
  if (!folder_.empty()) {
    return from_folder(request);
  }
  if (const web::WebFile* file = embedded(request.path)) {
    return response_of(*file, request);
  }
  const web::WebFile* const page = embedded(kPage);
  if (page == nullptr || is_file_name(request.path)) {
    return http::error_response(404, "there is no such file", "The app is at /");
  }
  return response_of(*page, request);
}

// Paths of requests have no ".."; what a link in the folder leads to must lie in it too.
http::Response Pages::from_folder(const http::Request& request) const {
  std::error_code error;
  const fs::path top = fs::canonical(folder_, error);
  fs::path file = fs::weakly_canonical(top / request.path.substr(1), error);
  const bool inside = std::ranges::mismatch(top, file).in1 == top.end();
  if (!inside || !fs::is_regular_file(file, error)) {
    file = top / kPage.substr(1);
  }
  auto text = workflow::read_text(file);
  if (!text) {
    return http::error_response(404, "there is no such file");
  }
  return {.headers = {{"content-type", std::string(type_of(file))}}, .body = *std::move(text)};
}

}  // namespace throughline::server
