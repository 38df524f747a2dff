#include "server/router.hpp"

#include <algorithm>

namespace throughline::server {
namespace {

// Takes what stands before the next "/" off.
std::string_view take_part(std::string_view& path) {
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view part = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return part;
}

}  // namespace

std::optional<PathValues> matched(std::string_view pattern, std::string_view path) {
  PathValues values;
  while (!pattern.empty()) {
    const std::string_view wanted = take_part(pattern);
    if (wanted.ends_with("...}")) {
      values.emplace_back(path);
      return path.empty() ? std::nullopt : std::optional(std::move(values));
    }
    if (path.empty()) {
      return std::nullopt;
    }
    const std::string_view part = take_part(path);
    if (!wanted.starts_with('{')) {
      if (wanted != part) {
        return std::nullopt;
      }
    } else if (part.empty()) {
      return std::nullopt;
    } else {
      values.emplace_back(part);
    }
  }
  return path.empty() ? std::optional(std::move(values)) : std::nullopt;
}

std::string_view name_of(http::Method method) {
  switch (method) {
    case http::Method::Get:
      return "GET";
    case http::Method::Head:
      return "HEAD";
    case http::Method::Post:
      return "POST";
    case http::Method::Put:
      return "PUT";
    case http::Method::Delete:
      return "DELETE";
    case http::Method::Options:
      return "OPTIONS";
    case http::Method::Other:
      break;
  }
  return "OTHER";
}

std::string allowed(const std::vector<http::Method>& methods) {
  std::string text;
  for (const http::Method method : methods) {
    text.append(text.empty() ? "" : ", ").append(name_of(method));
    if (method == http::Method::Get) {
      text += ", HEAD";
    }
  }
  return text;
}

}  // namespace throughline::server
