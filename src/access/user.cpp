#include "access/user.hpp"

#include <algorithm>
#include <utility>

#include "access/json_file.hpp"
#include "access/password.hpp"

namespace throughline::access {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "throughline.users/1";
constexpr std::string_view kKey = "users";
constexpr std::size_t kLongestName = 64;

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool in_name(char c) { return begins_name(c) || c == '.' || c == '_' || c == '-' || c == '@'; }

bool is_version(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName &&
         std::all_of(text.begin(), text.end(), begins_name);
}

tl::unexpected<Error> damaged(std::string_view why) {
  return fail(ErrorCode::CorruptData,
              fmt::format("the file of users is damaged: {}", why),
              "Bring it back from a backup");
}

Result<User> user_of(const json& entry) {
  const auto name = text_field(entry, "name");
  const auto password = text_field(entry, "password");
  const auto role = text_field(entry, "role");
  const auto version = text_field(entry, "version");
  const auto created = number_field(entry, "created");
  const auto disabled = flag_field(entry, "disabled");
  if (!name || !check_name(*name)) {
    return damaged("a user has no name");
  }
  if (!password || !role || !version || !created || !disabled || !is_password_hash(*password) ||
      !is_version(*version)) {
    return damaged(fmt::format("something is missing or wrong for {}", *name));
  }
  TL_TRY(const Role known, role_named(*role));
  return User{.name = *name,
              .password = *password,
              .role = known,
              .version = *version,
              .created = *created,
              .disabled = *disabled};
}

auto place_of(Users& users, std::string_view name) {
  return std::lower_bound(
      users.all.begin(), users.all.end(), name, [](const User& user, std::string_view wanted) {
        return user.name < wanted;
      });
}

bool somebody_but_no_admin(const Users& users) {
  const auto active = [](const User& user) { return !user.disabled; };
  return std::any_of(users.all.begin(), users.all.end(), active) &&
         std::none_of(users.all.begin(), users.all.end(), [&](const User& user) {
           return active(user) && user.role == Role::Admin;
         });
}

Result<std::size_t> index_of(const Users& users, std::string_view name) {
  const User* const found = users.find(name);
  if (found == nullptr) {
    return fail(ErrorCode::NotFound,
                fmt::format("there is no user: {}", name),
                "List them with: throughline user list");
  }
  return static_cast<std::size_t>(found - users.all.data());
}

// Takes over the new users, unless they lack an admin where the old ones had one.
Result<void> settle(Users& users, Users changed) {
  if (somebody_but_no_admin(changed) && !somebody_but_no_admin(users)) {
    return fail(ErrorCode::Conflict,
                "no admin would be left who can sign in",
                "Make another user admin first: throughline user role NAME admin");
  }
  users = std::move(changed);
  return {};
}

}  // namespace

const User* Users::find(std::string_view name) const {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const User& user) { return user.name == name; });
  return found == all.end() ? nullptr : &*found;
}

Result<void> check_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestName || !begins_name(name.front()) ||
      !std::all_of(name.begin(), name.end(), in_name)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a name must be 1 to {} of a-z, 0-9, \".\", \"_\", \"-\" and \"@\", "
                            "beginning with a letter or digit: {}",
                            kLongestName,
                            name));
  }
  return {};
}

Result<Users> parse_users(std::string_view text) {
  TL_TRY(const json entries, entries_in(text, "users", kSchema, kKey));
  Users users;
  for (const json& entry : entries) {
    TL_TRY(User user, user_of(entry));
    if (!users.all.empty() && !(users.all.back().name < user.name)) {
      return damaged(fmt::format("the names are not in order: {}", user.name));
    }
    users.all.push_back(std::move(user));
  }
  return users;
}

std::string print_users(const Users& users) {
  json entries = json::array();
  for (const User& user : users.all) {
    entries.push_back({{"name", user.name},
                       {"password", user.password},
                       {"role", name_of(user.role)},
                       {"version", user.version},
                       {"created", user.created},
                       {"disabled", user.disabled}});
  }
  return print_entries(entries, kSchema, kKey);
}

Result<void> add_user(Users& users, User user) {
  TL_CHECK(check_name(user.name));
  if (users.find(user.name) != nullptr) {
    return fail(ErrorCode::Conflict,
                fmt::format("there is a user already: {}", user.name),
                fmt::format("A new password: throughline user password {}", user.name));
  }
  if (users.all.empty() && user.role != Role::Admin) {
    return fail(ErrorCode::Conflict,
                fmt::format("the first user must be an admin: {}", user.name),
                fmt::format("Write: throughline user add {} --role admin", user.name));
  }
  users.all.insert(place_of(users, user.name), std::move(user));
  return {};
}

Result<void> remove_user(Users& users, std::string_view name) {
  TL_TRY(const std::size_t index, index_of(users, name));
  Users changed = users;
  changed.all.erase(changed.all.begin() + static_cast<std::ptrdiff_t>(index));
  return settle(users, std::move(changed));
}

Result<void> set_role(Users& users, std::string_view name, Role role, std::string version) {
  TL_TRY(const std::size_t index, index_of(users, name));
  Users changed = users;
  changed.all[index].role = role;
  changed.all[index].version = std::move(version);
  return settle(users, std::move(changed));
}

Result<void> set_password(Users& users,
                          std::string_view name,
                          std::string hash,
                          std::string version) {
  TL_TRY(const std::size_t index, index_of(users, name));
  users.all[index].password = std::move(hash);
  users.all[index].version = std::move(version);
  return {};
}

Result<void> set_sign_in(Users& users, std::string_view name, SignIn sign_in, std::string version) {
  TL_TRY(const std::size_t index, index_of(users, name));
  Users changed = users;
  changed.all[index].disabled = sign_in == SignIn::Disabled;
  changed.all[index].version = std::move(version);
  return settle(users, std::move(changed));
}

}  // namespace throughline::access
