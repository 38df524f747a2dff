#include "collector/event_line.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "collector/json_text.hpp"
#include "intake/event_row.hpp"
#include "text/utf8.hpp"

namespace throughline::collector {
namespace {

using simdjson::dom::element;

void append_field(std::string& out, std::string_view key, std::string_view text) {
  if (!text.empty()) {
    out += ",\"";
    out += key;
    out += "\":";
    append_json_text(out, text);
  }
}

template <class Number>
void append_number(std::string& out, std::string_view key, Number number) {
  fmt::format_to(std::back_inserter(out), ",\"{}\":{}", key, number);
}

void append_scalar(std::string& out, element value) {
  if (value.is_string()) {
    append_json_text(out, std::string_view(value));
  } else {
    out += simdjson::minify(value);
  }
}

void append_properties(std::string& out, const Event& event) {
  if (!event.props && event.target.empty()) {
    return;
  }
  out += ",\"props\":{";
  const std::size_t start = out.size();
  if (!event.target.empty()) {
    out += "\"target\":";
    append_json_text(out, event.target);
  }
  if (event.props) {
    for (const auto [key, value] : *event.props) {
      if (out.size() > start) {
        out += ',';
      }
      append_json_text(out, key);
      out += ':';
      append_scalar(out, value);
    }
  }
  out += '}';
}

void begin_line(std::string& out, std::string_view name, const Event& event, const Sender& sender) {
  fmt::format_to(std::back_inserter(out),
                 "{{\"time\":{},\"visitor\":\"{:016x}\",\"name\":",
                 sender.now - event.age,
                 sender.visitor);
  append_json_text(out, name);
  append_field(out, "url", event.url);
  append_field(out, "referrer", event.referrer);
  append_field(out, "agent", sender.agent);
}

}  // namespace

std::string agent_text(std::string_view sent) {
  const std::string_view start = sent.substr(0, kLongestAgent);
  const bool is_plain = std::all_of(start.begin(), start.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7f;
  });
  return is_plain ? std::string(start) : text::printable(start);
}

void append_lines(std::string& out, const Event& event, const Sender& sender) {
  begin_line(out, event.name, event, sender);
  if (event.foreground) {
    append_number(out, "foreground", *event.foreground);
  }
  if (event.value) {
    out += ",\"value\":";
    append_scalar(out, *event.value);
  }
  append_field(out, "currency", event.currency);
  append_properties(out, event);
  out += "}\n";
  if (event.scroll) {
    begin_line(out, intake::kScroll, event, sender);
    append_number(out, "value", static_cast<unsigned>(*event.scroll));
    out += "}\n";
  }
}

}  // namespace throughline::collector
