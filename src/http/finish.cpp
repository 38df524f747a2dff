#include "http/finish.hpp"

#include <algorithm>
#include <array>

#include "http/entity_tag.hpp"

namespace throughline::http {

namespace {

// Below this, what compression saves does not change the number of packets.
constexpr std::size_t kWorthCompressing = 1024;

Header* find(Response& response, std::string_view name) {
  const auto found = std::ranges::find(response.headers, name, &Header::name);
  return found == response.headers.end() ? nullptr : &*found;
}

bool can_be_kept(Response& response, const Wishes& wishes) {
  const auto* cache = find(response, "cache-control");
  return (wishes.method == Method::Get || wishes.method == Method::Head) &&
         response.status == 200 &&
         (cache == nullptr || cache->value.find("no-store") == std::string::npos);
}

// Adds the tag, and that the client shall ask before it uses what it has.
void tag(Response& response) {
  if (find(response, "etag") == nullptr) {
    response.headers.push_back({"etag", entity_tag(response.text())});
  }
  if (find(response, "cache-control") == nullptr) {
    response.headers.push_back({"cache-control", "no-cache"});
  }
}

// What a 304 says is only what the kept answer would be told (RFC 9110, 15.4.5).
Response not_modified(Response response) {
  constexpr std::array<std::string_view, 6> kKept = {
      "cache-control", "content-location", "etag", "expires", "set-cookie", "vary"};
  std::erase_if(response.headers, [&kKept](const Header& header) {
    return std::ranges::find(kKept, header.name) == kKept.end();
  });
  response.status = 304;
  response.body = std::string();
  return response;
}

bool is_worth_compressing(Response& response) {
  const auto* type = find(response, "content-type");
  return response.text().size() >= kWorthCompressing && type != nullptr &&
         is_compressible(type->value) && find(response, "content-encoding") == nullptr &&
         response.status != 206;
}

void vary(Response& response) {
  if (auto* header = find(response, "vary")) {
    header->value += ", accept-encoding";
  } else {
    response.headers.push_back({"vary", "accept-encoding"});
  }
}

void compress(Response& response, Coding coding) {
  auto body = encode(coding, response.text());
  if (body.empty() || body.size() >= response.text().size()) {
    return;
  }
  if (auto* etag = find(response, "etag")) {
    etag->value = tag_of_coding(etag->value, coding);
  }
  response.headers.push_back({"content-encoding", std::string(name_of(coding))});
  response.body = std::move(body);
}

}  // namespace

Wishes wishes_of(const Request& request) {
  return {.method = request.method,
          .coding = negotiate(request.header("accept-encoding")),
          .if_none_match = std::string(request.header("if-none-match"))};
}

Response finish(Response response, const Wishes& wishes) {
  const bool compressing = is_worth_compressing(response);
  if (compressing) {
    vary(response);
  }
  if (can_be_kept(response, wishes)) {
    tag(response);
    if (matches(wishes.if_none_match, find(response, "etag")->value)) {
      return not_modified(std::move(response));
    }
  }
  if (compressing && wishes.coding != Coding::Identity) {
    compress(response, wishes.coding);
  }
  return response;
}

}  // namespace throughline::http
