#include "text/url.hpp"

#include <algorithm>
#include <cstddef>

namespace throughline::text {
namespace {

constexpr std::size_t kLongestValue = 1024;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

int hex(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

// "user@host.example.:8080" -> "host.example"; "[::1]:80" -> "::1".
std::string_view bare_host(std::string_view authority) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    authority.remove_prefix(at + 1);
  }
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    return end == std::string_view::npos ? std::string_view{} : authority.substr(1, end - 1);
  }
  authority = authority.substr(0, authority.find(':'));
  while (authority.ends_with('.')) {
    authority.remove_suffix(1);
  }
  return authority;
}

// A host has no space, quote, control byte or angle: what has is text that only looks like a URL.
bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f &&
           std::string_view("\"'<>\\^`{|}%").find(c) == std::string_view::npos;
  });
}

void split_tail(std::string_view rest, Url& url) {
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    url.fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
    url.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  url.path = rest;
}

}  // namespace

Url split_url(std::string_view text) {
  Url url;
  std::size_t start = text.find("://");
  if (start == std::string_view::npos || start > 30) {
    if (!text.starts_with("//")) {
      if (text.starts_with('/')) {
        split_tail(text, url);
      }
      return url;
    }
    start = 2;
  } else {
    url.scheme = text.substr(0, start);
    start += 3;
  }
  const std::string_view rest = text.substr(start);
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view host = bare_host(rest.substr(0, end));
  if (is_host(host)) {
    url.host = to_lower(host);
  }
  split_tail(rest.substr(end), url);
  return url;
}

std::string decode_query(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size() && decoded.size() < kLongestValue; ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      decoded.push_back(static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])));
      i += 2;
    } else {
      decoded.push_back(text[i] == '+' ? ' ' : text[i]);
    }
  }
  return decoded;
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (equals_ignoring_case(pair.substr(0, equals), name)) {
      return decode_query(pair.substr(std::min(equals + 1, pair.size())));
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return std::nullopt;
}

std::string to_lower(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  return lowered;
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return lower(a) == lower(b);
  });
}

}  // namespace throughline::text
