#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/role.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::access {

/// Somebody who signs in.
struct User {
  std::string name;
  std::string password;  ///< its hash
  Role role = Role::Viewer;
  std::string version;  ///< random; another one whenever password or role change: ends sessions
  Seconds created = 0;
  bool disabled = false;

  friend bool operator==(const User&, const User&) = default;
};

/// All users, in the order of their names.
struct Users {
  std::vector<User> all;

  [[nodiscard]] const User* find(std::string_view name) const;

  friend bool operator==(const Users&, const Users&) = default;
};

/// Errors: InvalidArgument unless it is 1 to 64 of a-z, 0-9, "." "_" "-" "@", beginning with a
/// letter or digit.
[[nodiscard]] Result<void> check_name(std::string_view name);

/// Errors: CorruptData, if anything in it is not as print_users() writes it: who may sign in is
/// never guessed.
[[nodiscard]] Result<Users> parse_users(std::string_view text);
[[nodiscard]] std::string print_users(const Users& users);

/// These change a set of users. Errors: Conflict for a name that is taken; NotFound for one that is
/// not there; Conflict where no admin could sign in afterwards, but somebody else could.
Result<void> add_user(Users& users, User user);
Result<void> remove_user(Users& users, std::string_view name);
Result<void> set_role(Users& users, std::string_view name, Role role, std::string version);
Result<void> set_password(Users& users,
                          std::string_view name,
                          std::string hash,
                          std::string version);
enum class SignIn { Allowed, Disabled };
Result<void> set_sign_in(Users& users, std::string_view name, SignIn sign_in, std::string version);

}  // namespace throughline::access
