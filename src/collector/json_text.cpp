#include "collector/json_text.hpp"

#include <algorithm>

namespace throughline::collector {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  const auto is_plain = [](char c) { return !is_control(c) && c != '"' && c != '\\'; };
  out += '"';
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_plain);
    const auto n = static_cast<std::size_t>(end - text.begin());
    out.append(text.substr(0, n));
    if (n < text.size() && is_control(text[n])) {
      out += ' ';
    } else if (n < text.size()) {
      out += '\\';
      out += text[n];
    }
    text.remove_prefix(std::min(n + 1, text.size()));
  }
  out += '"';
}

}  // namespace throughline::collector
