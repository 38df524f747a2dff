#include "text/url.hpp"

#include <algorithm>
#include <cstddef>

namespace throughline::text {
namespace {

constexpr std::size_t kMaxHost = 253;     ///< RFC 1035: what DNS can carry
constexpr std::size_t kMaxAddress = 45;   ///< eight groups of IPv6, the last two written as IPv4
constexpr std::size_t kMaxValue = 1'024;  ///< decoded; longer values are noise or attacks

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Bytes of UTF-8 pass, since some logs hold international names undecoded.
constexpr bool is_host_byte(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_' ||
         (static_cast<unsigned char>(c) >= 0x80);
}

constexpr int hex_value(char c) {
  if (is_digit(c)) {
    return c - '0';
  }
  const char letter = lower(c);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

/// Cuts text at the first of the marks and returns what stood before it. The marks are few: a plain
/// loop is several times as fast as a library search for each byte.
std::string_view take_until(std::string_view& text, std::string_view marks) {
  const auto is_mark = [&](char c) {
    return std::any_of(marks.begin(), marks.end(), [&](char mark) { return c == mark; });
  };
  const auto end = std::find_if(text.begin(), text.end(), is_mark);
  const std::string_view head = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(head.size());
  return head;
}

bool is_scheme(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) {
    return false;
  }
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

/// Dots must stand between labels, each of which holds something.
bool is_name(std::string_view host) {
  bool after_dot = true;
  for (const char c : host) {
    if (c == '.' ? after_dot : !is_host_byte(c)) {
      return false;
    }
    after_dot = c == '.';
  }
  return !after_dot;
}

bool is_ipv6(std::string_view address) {
  return address.size() <= kMaxAddress && address.find(':') != std::string_view::npos &&
         std::all_of(address.begin(), address.end(), [](char c) {
           return hex_value(c) >= 0 || c == ':' || c == '.';
         });
}

bool is_port(std::string_view text) {
  return text.empty() ||
         (text.front() == ':' && std::all_of(text.begin() + 1, text.end(), is_digit));
}

/// "[::1]:8080"; the zone after "%" means nothing to others and is dropped.
std::string bracketed_host(std::string_view authority) {
  const std::size_t end = authority.find(']');
  if (end == std::string_view::npos || !is_port(authority.substr(end + 1))) {
    return {};
  }
  std::string_view address = authority.substr(1, end - 1);
  address = address.substr(0, address.find('%'));
  return is_ipv6(address) ? to_lower(address) : std::string();
}

/// The host of "user:password@host:port", or nothing where that is no host.
std::string host_of(std::string_view authority) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    authority.remove_prefix(at + 1);
  }
  if (authority.starts_with('[')) {
    return bracketed_host(authority);
  }
  std::string_view port = authority;
  std::string_view host = take_until(port, ":");
  if (host.ends_with('.')) {
    host.remove_suffix(1);
  }
  if (host.size() > kMaxHost || !is_port(port) || !is_name(host)) {
    return {};
  }
  return to_lower(host);
}

/// Exports name referrers without a scheme: "blog.example/post". A last label of letters tells
/// these from words and numbers.
bool is_bare_host(std::string_view text) {
  const std::string_view head = take_until(text, "/?#:");
  const std::size_t dot = head.rfind('.');
  if (dot == std::string_view::npos || head.find('@') != std::string_view::npos) {
    return false;
  }
  const std::string_view last = head.substr(dot + 1);
  return last.size() >= 2 && !is_digit(last.front()) && is_host_byte(last.front());
}

/// Cuts scheme and authority off the front of text.
void take_origin(std::string_view& text, Url& url) {
  const std::size_t colon = text.find(':');
  const bool has_scheme = colon != std::string_view::npos && is_scheme(text.substr(0, colon)) &&
                          text.substr(colon + 1).starts_with("//");
  if (has_scheme) {
    url.scheme = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    text.remove_prefix(2);
  } else if (!is_bare_host(text)) {
    return;
  }
  url.host = host_of(take_until(text, "/?#"));
}

/// The value of "name=value" where the name fits; nothing otherwise.
std::optional<std::string_view> value_if(std::string_view pair, std::string_view name) {
  const std::string_view key = pair.substr(0, pair.find('='));
  if (!equals_ignoring_case(key, name)) {
    return std::nullopt;
  }
  return key.size() == pair.size() ? std::string_view() : pair.substr(key.size() + 1);
}

}  // namespace

Url split_url(std::string_view text) {
  Url url;
  text = trim(text);
  if (text == "-") {
    return url;
  }
  take_origin(text, url);
  url.path = take_until(text, "?#");
  if (text.starts_with('?')) {
    text.remove_prefix(1);
    url.query = take_until(text, "#");
  }
  if (text.starts_with('#')) {
    url.fragment = text.substr(1);
  }
  return url;
}

std::string decode_query(std::string_view text) {
  std::string out;
  out.reserve(std::min(text.size(), kMaxValue));
  for (std::size_t i = 0; i < text.size() && out.size() < kMaxValue; ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::string_view pair = take_until(query, "&");
    if (const auto value = value_if(pair, name)) {
      return decode_query(*value);
    }
    if (!query.empty()) {
      query.remove_prefix(1);
    }
  }
  return std::nullopt;
}

std::string to_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) {
           return lower(a) == lower(b);
         });
}

}  // namespace throughline::text
