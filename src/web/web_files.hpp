#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace throughline::web {

/// A file of the web app as it stands in the program.
struct WebFile {
  std::string_view path;          ///< with its slash: "/index.html", "/assets/index-CL26yNI3.js"
  std::string_view content_type;  ///< "text/html; charset=utf-8"
  std::string_view etag;          ///< in quotes, of the content
  std::span<const unsigned char> gzip;
  std::size_t size;  ///< bytes uncompressed
  bool is_hashed;    ///< the name changes with the content: may be kept for good
};

/// Returns every file of the web app, by path. "/index.html" answers every address of a page.
std::span<const WebFile> web_files();

}  // namespace throughline::web
