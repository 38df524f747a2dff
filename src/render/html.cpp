#include "render/html.hpp"

#include "text/utf8.hpp"

namespace throughline::render {

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char c : text::printable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace throughline::render
