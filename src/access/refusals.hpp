#pragma once

#include "base/error.hpp"
#include "base/time.hpp"
#include "http/message.hpp"

namespace throughline::access {

// The answers to those who are not let in.

[[nodiscard]] http::Response not_signed_in();
[[nodiscard]] http::Response not_a_token();
[[nodiscard]] http::Response not_from_here();
[[nodiscard]] http::Response not_from_own_page();
[[nodiscard]] http::Response no_csrf_token();
[[nodiscard]] http::Response not_allowed(std::string_view scope);
[[nodiscard]] http::Response no_users_yet();
[[nodiscard]] http::Response no_credentials();
[[nodiscard]] http::Response wrong_credentials();
[[nodiscard]] http::Response too_many_attempts(Seconds wait);
/// A file that cannot be read lets nobody in; what is wrong with it is for the server's owner.
[[nodiscard]] http::Response files_unreadable(const Error& error);

}  // namespace throughline::access
