#include "http/message.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace throughline::http {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

std::optional<std::string_view> find_cookie(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    const auto pair = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(pair.size() + 1, cookies.size()));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && trimmed(pair.substr(0, equals)) == name) {
      return unquoted(trimmed(pair.substr(equals + 1)));
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, &Header::name);
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  const auto found = std::ranges::find(parameters, name, &Parameter::first);
  return found == parameters.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  for (const auto& field : headers) {
    if (field.name == "cookie") {
      if (const auto found = find_cookie(field.value, name)) {
        return found;
      }
    }
  }
  return std::nullopt;
}

std::string_view Response::text() const {
  return std::visit([](const auto& bytes) { return std::string_view(bytes); }, body);
}

Response json_response(std::string body, unsigned status) {
  return {.status = status,
          .headers = {{"content-type", "application/json; charset=utf-8"}},
          .body = std::move(body)};
}

Response error_response(unsigned status, std::string_view message, std::string_view hint) {
  nlohmann::json error = {{"message", message}, {"hint", hint}};
  // A message may quote what a client sent, which need not be UTF-8.
  using Handling = nlohmann::json::error_handler_t;
  return json_response(
      nlohmann::json{{"error", std::move(error)}}.dump(-1, ' ', false, Handling::replace), status);
}

}  // namespace throughline::http
