#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "access/audit_log.hpp"
#include "access/credentials.hpp"
#include "access/token.hpp"
#include "access/user.hpp"

// What is read as users or tokens is the same when it is written and read again, and nobody in it
// has a name that could not be given.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace throughline;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto users = access::parse_users(text)) {
    TL_ASSERT(*access::parse_users(access::print_users(*users)) == *users);
    for (const access::User& user : users->all) {
      TL_ASSERT(access::check_name(user.name).has_value());
      TL_ASSERT(users->find(user.name) == &user);
    }
  }
  if (const auto tokens = access::parse_tokens(text)) {
    TL_ASSERT(*access::parse_tokens(access::print_tokens(*tokens)) == *tokens);
    TL_ASSERT(access::token_of(*tokens, text, 0) == nullptr);
  }
  if (const auto entry = access::parse_audit_entry(text)) {
    TL_ASSERT(access::parse_audit_entry(access::print_audit_entry(*entry)).has_value());
  }
  static_cast<void>(access::parse_credentials(text));
  static_cast<void>(access::network_of(text));
  return 0;
}
