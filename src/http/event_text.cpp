#include "http/event_text.hpp"

#include <algorithm>

namespace throughline::http {

namespace {

// Cuts the first line off, at whichever of the three line ends the standard knows.
std::string_view take_line(std::string_view& text) {
  const auto line = text.substr(0, text.find_first_of("\r\n"));
  text.remove_prefix(line.size());
  text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
  return line;
}

}  // namespace

std::string event_text(std::string_view event, std::string_view data) {
  std::string text;
  if (!event.empty()) {
    text.append("event: ").append(take_line(event)).append("\n");
  }
  do {
    text.append("data: ").append(take_line(data)).append("\n");
  } while (!data.empty());
  return text.append("\n");
}

}  // namespace throughline::http
