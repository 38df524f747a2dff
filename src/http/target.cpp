#include "http/target.hpp"

#include <algorithm>

namespace throughline::http {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Cuts "http://host" off; targets of that form come from proxies.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.starts_with(scheme)) {
      const auto path = target.find_first_of("/?", scheme.size());
      return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
    }
  }
  return target;
}

// One part of a path, decoded. A slash in it would be taken for a separator by whoever reads the
// path afterwards.
std::optional<std::string> read_part(std::string_view part) {
  auto decoded = percent_decode(part, Plus::AsItIs);
  if (!decoded || *decoded == ".." || std::ranges::any_of(*decoded, [](char c) {
        return c == '/' || c == '\\' || is_control(c);
      })) {
    return std::nullopt;
  }
  return decoded;
}

std::optional<std::string> read_path(std::string_view raw) {
  std::string path;
  const bool folder = raw.ends_with('/');
  while (!raw.empty()) {
    raw.remove_prefix(1);
    const auto part = raw.substr(0, raw.find('/'));
    raw.remove_prefix(part.size());
    const auto decoded = read_part(part);
    if (!decoded) {
      return std::nullopt;
    }
    if (!decoded->empty() && *decoded != ".") {
      path.append("/").append(*decoded);
    }
  }
  return folder || path.empty() ? path + "/" : path;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i] == '+' && plus == Plus::IsSpace ? ' ' : text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0 || high + low == 0) {
      return std::nullopt;
    }
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::optional<std::vector<Parameter>> read_parameters(std::string_view query) {
  std::vector<Parameter> parameters;
  while (!query.empty()) {
    const auto part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
    const auto equals = std::min(part.find('='), part.size());
    auto name = percent_decode(part.substr(0, equals), Plus::IsSpace);
    auto value = percent_decode(part.substr(std::min(equals + 1, part.size())), Plus::IsSpace);
    if (!name || !value) {
      return std::nullopt;
    }
    if (!part.empty()) {
      parameters.emplace_back(*std::move(name), *std::move(value));
    }
  }
  return parameters;
}

std::optional<Target> read_target(std::string_view target) {
  target = without_authority(target);
  target = target.substr(0, target.find('#'));
  const auto mark = std::min(target.find('?'), target.size());
  const auto raw = mark == 0 && !target.empty() ? std::string_view("/") : target.substr(0, mark);
  if (!raw.starts_with('/')) {
    return std::nullopt;
  }
  auto path = read_path(raw);
  auto parameters = read_parameters(target.substr(std::min(mark + 1, target.size())));
  if (!path || !parameters) {
    return std::nullopt;
  }
  return Target{.path = *std::move(path), .parameters = *std::move(parameters)};
}

}  // namespace throughline::http
