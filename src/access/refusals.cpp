#include "access/refusals.hpp"

#include <fmt/format.h>

namespace throughline::access {
namespace {

constexpr unsigned kBadRequest = 400;
constexpr unsigned kUnauthorized = 401;
constexpr unsigned kForbidden = 403;
constexpr unsigned kConflict = 409;
constexpr unsigned kTooMany = 429;
constexpr unsigned kUnavailable = 503;

}  // namespace

http::Response not_signed_in() {
  return http::error_response(kUnauthorized, "you are not signed in", "Sign in and try again");
}

http::Response not_a_token() {
  http::Response response =
      http::error_response(kUnauthorized,
                           "the token is unknown, revoked or expired",
                           "Make one with: throughline token add NAME --scope read");
  response.headers.push_back({"www-authenticate", "Bearer"});
  return response;
}

http::Response not_from_here() {
  return http::error_response(
      kForbidden,
      "without users only this machine is answered, as http://localhost and its port",
      "On the server: throughline user add NAME --role admin");
}

http::Response not_from_own_page() {
  return http::error_response(
      kForbidden,
      "the request does not come from a page of this server",
      "A program sends a token instead: Authorization: Bearer tl_...; a proxy must pass on Host");
}

http::Response no_csrf_token() {
  return http::error_response(kForbidden,
                              "the header X-CSRF-Token is missing or not of this session",
                              "Load the page again; its value is csrf of GET /api/v1/workspace");
}

http::Response not_allowed(std::string_view scope) {
  return http::error_response(
      kForbidden,
      fmt::format("you may not do this: it needs the right to {}", scope),
      "An admin can give it: throughline user role NAME ROLE, or a token with --scope");
}

http::Response no_users_yet() {
  return http::error_response(kConflict,
                              "there are no users, so nobody signs in",
                              "On the server: throughline user add NAME --role admin");
}

http::Response no_credentials() {
  return http::error_response(kBadRequest,
                              R"(the body must be {"name": "...", "password": "..."})");
}

http::Response wrong_credentials() {
  return http::error_response(kUnauthorized,
                              "the name or the password is wrong",
                              "A new password: throughline user password NAME, on the server");
}

http::Response too_many_attempts(Seconds wait) {
  http::Response response = http::error_response(kTooMany,
                                                 "too many attempts to sign in failed",
                                                 fmt::format("Try again in {} seconds", wait));
  response.headers.push_back({"retry-after", std::to_string(wait)});
  return response;
}

http::Response files_unreadable(const Error& error) {
  return http::error_response(
      kUnavailable, "the files of users cannot be read, so nobody is let in", error.hint);
}

}  // namespace throughline::access
